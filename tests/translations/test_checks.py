from django.urls import reverse

from home.translations.models import GlossaryTerm
from tests import factories
from tests.markup import unwrapped
from tests.translations.helpers import fill, line, opened, save


def said(client, translation, source, text, was=""):
    string = line(translation, source)
    address = reverse("translations:check", args=[translation.pk, string.segment.pk])
    answer = client.post(address, {"text": text, "was": was})
    assert (answer.status_code, answer.headers["X-Workshop"]) == (200, "yes")
    return unwrapped(answer.content.decode())


def test_what_is_typed_is_checked_and_not_saved(as_translator):
    text = "<p>Circles decide by <b>consent</b> at 9, see {room}.</p>"
    GlossaryTerm.objects.update_or_create(
        source_language="en", target_language="es", term="circle", defaults={"translation": "círculo", "avoid": "ronda"}
    )
    translation = opened(factories.standard_page(title="A", slug="a", body=[("text", {"text": text})]))
    source = "Circles decide by <b>consent</b> at 9, see {room}."
    html = said(as_translator, translation, source, "Las rondas deciden  por consentimiento a las 8")
    for wanted in (
        "placeholder: {room}",
        "Bold, italic",
        "Other numbers",
        "avoids “ronda”",
        "Two spaces",
        "ends with “.”",
    ):
        assert wanted in html, wanted
    assert html.count("It cannot be published") == 1
    right = "Los círculos deciden por <b>consentimiento</b> a las 9, ver {room}."
    assert said(as_translator, translation, source, right).strip() == ""
    assert said(as_translator, translation, source, "").strip() == ""
    assert "nested too deeply" in said(as_translator, translation, source, "<b>" * 999 + "x" + "</b>" * 999)
    assert line(translation, source).is_missing

    save(translation, line(translation, source), right)
    assert "It is empty" in said(as_translator, translation, source, " ")


def test_what_somebody_else_wrote_meanwhile_is_compared(about, as_translator):
    translation = opened(about)
    fill(translation)
    theirs = "Nos encontramos en línea."
    html = said(as_translator, translation, "We meet online.", "Nos vemos en línea.", was="")
    assert "Nos <del>encontramos</del><ins>vemos</ins> en línea." in html
    assert "<del>" not in said(as_translator, translation, "We meet online.", "Nos vemos en línea.", was=theirs)
    assert "<del>" not in said(as_translator, translation, "We meet online.", theirs, was="")

    pk = line(translation, "We meet online.").segment.pk
    typed = {"only": pk, f"text-{pk}": "Nos vemos en línea.", f"was-{pk}": ""}
    answer = as_translator.post(reverse("translations:review", args=[translation.pk]), typed)
    assert answer.status_code == 409
    assert "Nos <del>encontramos</del><ins>vemos</ins> en línea." in unwrapped(answer.content.decode())


def test_hints_stand_below_what_is_saved_and_keep_nothing_from_being_saved(about, as_translator):
    translation = opened(about)
    pk, url = line(translation, "We meet online.").segment.pk, reverse("translations:review", args=[translation.pk])
    answer = as_translator.post(url, {"only": pk, f"text-{pk}": "Nos  vemos", f"was-{pk}": ""})
    html = unwrapped(answer.content.decode())
    assert answer.status_code == 200 and line(translation, "We meet online.").text == "Nos  vemos"
    assert "Two spaces" in html and "ends with “.”" in html
    assert f'aria-describedby="problems-{pk}"' in html


def test_a_check_takes_the_same_queries_whatever_the_length(as_translator, django_assert_max_num_queries):
    pages = [
        factories.standard_page(
            title=str(count), slug=f"p{count}", body=[("text", {"text": f"<p>{count}.</p>" * count})]
        )
        for count in (1, 30)
    ]
    addresses = []
    for page in pages:
        translation = opened(page)
        addresses.append(reverse("translations:check", args=[translation.pk, line(translation, page.title).segment.pk]))
    as_translator.post(addresses[0], {"text": "x"})
    with django_assert_max_num_queries(16) as few:
        as_translator.post(addresses[0], {"text": "x"})
    with django_assert_max_num_queries(len(few)):
        as_translator.post(addresses[1], {"text": "x"})
    gone = addresses[0].replace("/check/", "/check/9")
    assert as_translator.post(gone, {"text": "x"}, follow=True).status_code == 404
    assert as_translator.get(addresses[0]).status_code == 405
