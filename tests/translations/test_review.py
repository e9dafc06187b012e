import json
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from home.translations.desk import claim
from home.translations.jobs import keep_memory
from home.translations.models import MarkKind, MemoryUnit, StringMark
from home.translations.strings.strings import strings_of
from tests import factories
from tests.markup import unwrapped
from tests.translations.helpers import SPANISH, fill, line, opened, save, target


def test_the_review_page_shows_what_changed_and_saves(about, as_translator):
    translation = opened(about)
    fill(translation)
    changed = line(translation, "We meet online.")
    StringMark.objects.create(translation=changed.translated, kind=MarkKind.CHANGED, old_source="We meet offline.")
    url = reverse("translations:review", args=[translation.pk])

    html = unwrapped(as_translator.get(url).content.decode())
    assert "<del>offline</del><ins>online</ins>." in html
    assert "Nos encontramos en línea." in html
    assert "Title" not in html.split("<fieldset")[1]

    pk = changed.segment.pk
    as_translator.post(url, {f"text-{pk}": "Nos vemos en línea.", f"was-{pk}": "Nos encontramos en línea."})
    assert line(translation, "We meet online.").text == "Nos vemos en línea."
    assert not StringMark.objects.exists()


def test_what_no_database_can_hold_is_left_out_or_refused(about, as_translator):
    translation = opened(about)
    entry = line(translation, "We meet online.")
    string = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, entry.segment.pk])
    body = urlencode({"value": "Nos\0vemos."})
    answer = as_translator.put(string, body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 400

    review = reverse("translations:review", args=[translation.pk])
    as_translator.post(review, {f"text-{entry.segment.pk}": "Nos \0vemos.", f"was-{entry.segment.pk}": ""})
    assert line(translation, "We meet online.").text == "Nos vemos."


def test_a_carried_translation_that_is_still_right_takes_one_tick(about, as_translator):
    translation = opened(about)
    fill(translation)
    changed = line(translation, "We meet online.")
    StringMark.objects.create(translation=changed.translated, kind=MarkKind.CHANGED, old_source="We meet offline.")
    pk, text = changed.segment.pk, changed.text

    as_translator.post(
        reverse("translations:review", args=[translation.pk]), {f"text-{pk}": text, f"was-{pk}": text, f"ok-{pk}": "on"}
    )

    assert not StringMark.objects.exists()


def test_what_stays_as_in_the_original_is_said_once(about, as_translator, django_capture_on_commit_callbacks):
    translation = opened(about)
    fill(translation, {key: value for key, value in SPANISH.items() if key != "About us"})
    pk = line(translation, "About us").segment.pk
    url = reverse("translations:review", args=[translation.pk])

    with django_capture_on_commit_callbacks(execute=True):
        as_translator.post(url, {f"text-{pk}": "", f"was-{pk}": "", f"ok-{pk}": "on", "publish": "yes"})

    assert line(translation, "About us").is_kept
    assert target(translation).live


@pytest.mark.parametrize("is_done", [True, False])
def test_a_form_that_was_overtaken_saves_nothing_over_it_and_loses_nothing(
    is_done, about, as_translator, django_capture_on_commit_callbacks
):
    translation = opened(about)
    fill(translation)
    changed = line(translation, "We meet online.")
    row = save(translation, changed, "De otra persona.")
    if not is_done:
        StringMark.objects.create(translation=row, kind=MarkKind.CHANGED, old_source="We meet offline.")
    pk, url = changed.segment.pk, reverse("translations:review", args=[translation.pk])

    typed = {f"text-{pk}": "Mío & tuyo.", f"was-{pk}": "Nos encontramos.", "publish": "yes"}
    with django_capture_on_commit_callbacks(execute=True):
        html = as_translator.post(url, typed).content.decode()

    assert line(translation, "We meet online.").text == "De otra persona."
    assert "Mío &amp; tuyo.</textarea>" in html and "De otra persona." in html
    assert not target(translation).live

    again = {f"text-{pk}": "Mío & tuyo.", f"was-{pk}": "De otra persona."}
    as_translator.post(url, again)
    assert line(translation, "We meet online.").text == "Mío &amp; tuyo."


def test_a_form_that_changed_nothing_is_overtaken_in_silence(about, as_translator):
    translation = opened(about)
    fill(translation)
    pk, url = line(translation, "We meet online.").segment.pk, reverse("translations:review", args=[translation.pk])

    assert as_translator.post(url, {f"text-{pk}": "Antes.", f"was-{pk}": "Antes."}).status_code == 302
    assert line(translation, "We meet online.").text == "Nos encontramos en línea."


def test_plain_text_is_shown_without_markup_and_stored_with_it(about, as_translator):
    about.intro = "Salt & pepper\nto taste"
    about.save()
    translation = opened(about)
    entry = line(translation, "Salt &amp; pepper<br/>to taste")
    url = reverse("translations:review", args=[translation.pk])
    assert "Salt &amp; pepper<br>to taste" in as_translator.get(url).content.decode()

    as_translator.post(url, {f"text-{entry.segment.pk}": "Sal & pimienta\r\na gusto", f"was-{entry.segment.pk}": ""})

    assert line(translation, entry.source).text == "Sal &amp; pimienta<br/>a gusto"


def test_an_address_is_made_from_the_translated_title(about, as_translator):
    translation = opened(about)
    title, slug = line(translation, "About us").segment.pk, line(translation, "about").segment.pk
    url = reverse("translations:review", args=[translation.pk])

    as_translator.post(url, {f"text-{title}": "", f"was-{title}": "", f"text-{slug}": "", f"was-{slug}": ""})
    assert line(translation, "about").is_missing

    typed = {f"text-{title}": "¿Quiénes somos?", f"was-{title}": "", f"text-{slug}": "", f"was-{slug}": ""}
    as_translator.post(url, typed)
    assert line(translation, "about").text == "quienes-somos"


def test_an_empty_address_starts_as_the_live_one_or_from_the_title(about, as_translator):
    translation = opened(about)
    fill(translation, {"About us": "¿Quiénes somos?"})
    url = reverse("translations:review", args=[translation.pk])
    assert ">quienes-somos</textarea>" in as_translator.get(url).content.decode()

    Page.objects.filter(pk=target(translation).pk).update(live=True, slug="nosotros")
    assert ">nosotros</textarea>" in as_translator.get(url).content.decode()
    slug = line(translation, "about").segment.pk
    as_translator.post(url, {f"text-{slug}": "nosotros", f"was-{slug}": ""})
    assert line(translation, "about").text == "nosotros"


def test_what_was_typed_for_an_earlier_original_comes_back_beside_both(about, as_translator, change):
    translation = opened(about)
    fill(translation, {"We meet online.": "Nos encontramos en línea."})
    old = line(translation, "We meet online.")
    change(about, intro="We meet online, twice.")
    typed = {
        f"text-{old.segment.pk}": "Nos vemos en línea.",
        f"was-{old.segment.pk}": old.text,
        f"source-{old.segment.pk}": old.source,
        f"path-{old.segment.pk}": "intro",
    }

    html = unwrapped(as_translator.post(reverse("translations:review", args=[translation.pk]), typed).content.decode())

    assert "Nos vemos en línea.</textarea>" in html
    assert "We meet online." in html and "We meet online, twice." in html and "Nos encontramos en línea." in html
    assert line(translation, "We meet online, twice.").text == "Nos encontramos en línea."


def test_what_has_no_place_any_more_is_shown_too(about, as_translator):
    translation = opened(about)
    typed = {"text-999999": "Escrito.", "was-999999": "", "source-999999": "Written.", "path-999999": "body.gone"}
    html = as_translator.post(reverse("translations:review", args=[translation.pk]), typed).content.decode()
    assert "Escrito." in html and "Written." in html and "no longer in the original" in html


def test_one_string_is_saved_by_itself(about, as_translator):
    translation = opened(about)
    intro, title = line(translation, "We meet online."), line(translation, "About us")
    url = reverse("translations:review", args=[translation.pk])
    pk = intro.segment.pk

    saved = as_translator.post(url, {"only": pk, f"text-{pk}": "Nos vemos.", f"was-{pk}": ""})
    assert (saved.status_code, saved.content.decode().count("<fieldset")) == (200, 1)
    assert line(translation, "We meet online.").text == "Nos vemos."
    overtaken = as_translator.post(url, {"only": pk, f"text-{pk}": "Mío.", f"was-{pk}": "Antes."})
    assert overtaken.status_code == 409 and "Mío.</textarea>" in overtaken.content.decode()
    assert "Nos vemos." in overtaken.content.decode()
    assert line(translation, title.source).is_missing
    assert MemoryUnit.objects.filter(object_id=about.translation_key, text="Nos vemos.").exists()


def test_the_workshop_is_where_wagtail_localize_has_its_editor(about, as_translator):
    translation = opened(about)
    edit = reverse("wagtailadmin_pages:edit", args=[target(translation).pk])
    assert "data-workshop" in as_translator.get(edit).content.decode()
    assert "js-translation-editor" in as_translator.get(f"{edit}?editor").content.decode()


def test_after_the_last_sentence_comes_the_next_text_of_the_desk(about, as_translator):
    first = opened(about)
    second = opened(factories.standard_page(title="Second", slug="second"))
    answer = as_translator.get(reverse("translations:next_text", args=[first.pk]))
    assert answer.headers["Location"] == reverse("translations:review", args=[second.pk])
    for translation in (first, second):
        for string in strings_of(translation):
            save(translation, string, "hecho")
    home = as_translator.get(reverse("translations:next_text", args=[first.pk]))
    assert home.status_code == 302


def test_the_next_text_is_the_one_after_this_and_not_what_a_colleague_works_on(about, as_translator, editor):
    texts = [opened(factories.standard_page(title=f"P{number}", slug=f"p{number}")) for number in range(3)]
    texts.insert(0, opened(about))

    def after(translation, times=1):
        for _time in range(times):
            address = as_translator.get(reverse("translations:next_text", args=[translation.pk])).url
            translation = next(text for text in texts if address == reverse("translations:review", args=[text.pk]))
        return translation

    assert len({after(texts[0], times).pk for times in range(1, 5)}) == 4, "all of them, in a round"
    claimed = after(texts[0])
    claim(claimed, user=editor, now=timezone.now())
    assert {after(text).pk for text in texts if text != claimed} == {text.pk for text in texts if text != claimed}
    for text in texts[1:]:
        for string in strings_of(text) if text != claimed else ():
            save(text, string, "hecho")
    assert after(texts[0]) == claimed, "unless nothing else is left"


def test_similar_sentences_are_offered_with_their_place(about, as_translator):
    translation = opened(about)
    fill(translation)
    other = opened(factories.standard_page(title="Second", slug="second", intro="We meet online, twice."))
    keep_memory(now=timezone.now())
    segment = line(other, "We meet online, twice.").segment
    html = as_translator.get(reverse("translations:help_for_string", args=[other.pk, segment.pk])).content.decode()
    assert "81 %" in html and "Nos encontramos en línea." in html and "About us" in html
    gone = reverse("translations:help_for_string", args=[other.pk, 0])
    assert as_translator.get(gone, follow=True).status_code == 404


def test_two_hundred_strings_take_as_many_queries_as_three(about, as_translator, django_assert_max_num_queries):
    body = [{"type": "text", "value": {"text": f"<p>Paragraph {number} of a circle.</p>"}} for number in range(200)]
    page = factories.standard_page(title="Long", slug="long", body=json.dumps(body))
    translation = opened(page)
    assert len(strings_of(translation)) > 200
    url = reverse("translations:review", args=[translation.pk])
    as_translator.get(url)
    with django_assert_max_num_queries(30):
        html = as_translator.get(url).content.decode()
    assert html.count('class="term"') == 200


def test_what_is_unsure_is_kept_to_be_checked_and_not_remembered(about, as_translator):
    translation = opened(about)
    pk, url = line(translation, "We meet online.").segment.pk, reverse("translations:review", args=[translation.pk])
    typed = {"only": pk, f"text-{pk}": "Nos vemos.", f"was-{pk}": "", f"unsure-{pk}": "on"}
    html = as_translator.post(url, typed).content.decode()
    row = line(translation, "We meet online.")
    assert (row.text, row.is_to_check) == ("Nos vemos.", True)
    assert "was not sure yet" in html
    assert not MemoryUnit.objects.filter(text="Nos vemos.").exists()
    as_translator.post(url, {f"text-{pk}": "Nos vemos.", f"was-{pk}": "Nos vemos.", f"ok-{pk}": "on"})
    assert not line(translation, "We meet online.").is_to_check
    as_translator.post(url, {f"text-{pk}": "Nos vemos.", f"was-{pk}": "Nos vemos.", f"unsure-{pk}": "on"})
    assert line(translation, "We meet online.").is_to_check, "also what is done already"


def test_an_answer_to_the_script_names_itself(about, client, as_translator):
    """A login page comes with status 200 too, so the script takes only what has the workshop's own header."""
    translation = opened(about)
    url = reverse("translations:review", args=[translation.pk])
    entry = line(translation, "We meet online.")
    pk = entry.segment.pk
    form = {"only": str(pk), f"text-{pk}": "Nos vemos en línea.", f"was-{pk}": ""}

    refused = client.post(url, form, follow=True)
    assert refused.status_code == 200 and "X-Workshop" not in refused
    assert "X-Workshop" not in client.head(url, follow=True)
    help_url = reverse("translations:help_for_string", args=[translation.pk, pk])
    for answer in (as_translator.post(url, form), as_translator.head(url), as_translator.get(help_url)):
        assert answer.status_code == 200 and "X-Workshop" in answer
    whole = as_translator.post(url, {"only": "0", "talk": "ask-0", "ask-0": "For whom?", "to-0": "author"})
    assert whole.status_code == 204 and "X-Workshop" in whole
    assert "Your question was sent" in as_translator.get(url).content.decode()


def test_the_tick_says_still_only_where_the_original_changed(about, as_translator):
    translation = opened(about)
    fill(translation)
    mark = StringMark.objects.create(translation=line(translation, "We meet online.").translated, kind=MarkKind.FUZZY)
    url = reverse("translations:review", args=[translation.pk])
    assert "It is right" in as_translator.get(url).content.decode()
    StringMark.objects.filter(pk=mark.pk).update(kind=MarkKind.CHANGED, old_source="We meet offline.")
    assert "It is still right" in as_translator.get(url).content.decode()


def test_a_link_is_named_by_its_address_or_by_the_page_it_leads_to(about, as_translator, django_assert_max_num_queries):
    there = factories.standard_page(title="Where it leads", slug="there")

    def text_with(*links: str) -> str:
        body = [("text", {"text": f"<p>Read <a {link}>this</a>.</p>"}) for link in links]
        page = factories.standard_page(title="Linked", slug=f"linked-{len(links)}", body=body)
        return reverse("translations:review", args=[opened(page).pk])

    kinds = [f'linktype="page" id="{there.pk}"', 'href="mailto:ana@example.org"', 'linktype="page" id="987654"']
    one, many = text_with(kinds[0]), text_with(*kinds, *[kinds[0]] * 9)
    with django_assert_max_num_queries(99) as few:
        as_translator.get(one)
    with django_assert_max_num_queries(len(few)):
        html = unwrapped(as_translator.get(many).content.decode())
    assert "Link to Where it leads" in html and "Link to ana@example.org" in html
    assert "Link to <" not in html and ">Link</button>" in html.replace("> ", ">").replace(" <", "<")
