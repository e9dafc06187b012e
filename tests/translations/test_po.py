import polib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from home.translations.models import MarkKind, StringMark
from home.translations.strings.po import InvalidPOFile, export_po, import_po, parse_po
from home.translations.strings.strings import strings_of
from tests import awkward, factories
from tests.translations.helpers import fill, line, messages, opened, save


def upload(client, translation, content: bytes):
    url = reverse("wagtail_localize:upload_pofile", args=[translation.pk])
    return client.post(url, {"file": SimpleUploadedFile("es.po", content)})


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b'msgid "unclosed',
        b'msgid "a\0b"\nmsgstr "c"\n',
        b'msgid ""\nmsgstr ""\n',
    ],
)
def test_trap_po_upload_of_a_broken_file_or_without_a_header_is_a_500(about, as_translator, content):
    translation = opened(about)

    response = upload(as_translator, translation, content)

    assert response.status_code == 302
    assert "nothing was changed" in messages(response) or "PO file" in messages(response)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"not a po file", b"/etc/hostname"])
def test_what_is_no_po_file_is_refused(about, as_translator, content):
    assert "nothing was changed" in messages(upload(as_translator, opened(about), content))


def test_awkward_texts_go_out_and_come_back_whole(about):
    for number, text in enumerate(awkward.OWN_TEXTS):
        translation = opened(factories.standard_page(title=text, slug=f"awkward-{number}", intro=text))
        po = parse_po(str(export_po(translation)).encode(), translation)
        assert {entry.msgid for entry in po} == {string.shown(string.source) for string in strings_of(translation)}
        assert any(words in entry.msgid for entry in po for words in text.split()[:1])


def test_an_upload_without_a_file_says_so(about, as_translator):
    response = as_translator.post(reverse("wagtail_localize:upload_pofile", args=[opened(about).pk]))
    assert "Please choose a PO file." in messages(response)


def test_a_file_of_another_translation_is_refused(about, translator):
    translation = opened(about)
    po = export_po(translation)
    po.metadata["X-WagtailLocalize-TranslationID"] = "something-else"

    with pytest.raises(InvalidPOFile):
        parse_po(str(po).encode(), translation)


def test_trap_po_import_does_not_say_what_it_skipped(about, as_translator):
    translation = opened(about)
    po = export_po(translation)
    spanish = {"About us": "Sobre nosotros", "about": "sobre-nosotros"}
    for entry in po:
        entry.msgstr = spanish.get(entry.msgid, "")
    po.append(polib.POEntry(msgid="Gone", msgctxt="intro", msgstr="Ida"))

    html = upload(as_translator, translation, str(po).encode()).content.decode()

    assert line(translation, "About us").text == "Sobre nosotros"
    assert "The page no longer has this sentence here." in html
    assert "The file has no translation for it." in html


def test_trap_po_import_takes_fuzzy_entries_as_final(about, as_translator):
    translation = opened(about)
    po = export_po(translation)
    for entry in po:
        entry.msgstr = "Sobre nosotros"
        entry.flags = ["fuzzy"]
        entry.previous_msgid = "Who we are"

    upload(as_translator, translation, str(po).encode())

    assert [line.is_to_check for line in strings_of(translation)] == [True] * 3
    mark = StringMark.objects.get(translation=line(translation, "About us").translated)
    assert (mark.kind, mark.old_source) == (MarkKind.FUZZY, "Who we are")


def test_what_is_wrong_in_the_file_is_skipped_with_its_reason(about, translator):
    translation = opened(about)
    po = export_po(translation)
    for entry in po:
        entry.msgstr = "x" * 300

    report = import_po(parse_po(str(po).encode(), translation), translation, user=translator)

    assert [str(skipped.reason) for skipped in report.skipped] == ["It has 300 characters; at most 255 fit here."] * 2
    assert len(report.imported) == 1


def test_the_same_file_twice_changes_nothing(about, translator):
    translation = opened(about)
    fill(translation)

    report = import_po(parse_po(str(export_po(translation)).encode(), translation), translation, user=translator)

    assert (report.unchanged, report.imported, report.skipped) == (3, [], [])


def test_strings_to_check_go_out_as_fuzzy_and_come_back_confirmed(about, translator):
    translation = opened(about)
    fill(translation)
    row = save(translation, line(translation, "About us"), "Quiénes somos")
    StringMark.objects.create(translation=row, kind=MarkKind.CHANGED, old_source="Who we are")

    po = export_po(translation)
    entry = po.find("About us")
    assert (entry.fuzzy, entry.previous_msgid) == (True, "Who we are")

    entry.flags = []
    report = import_po(parse_po(str(po).encode(), translation), translation, user=translator)
    assert len(report.imported) == 1
    assert not StringMark.objects.exists()


@pytest.mark.parametrize(("header", "is_taken"), [("es", True), ("es_ES", True), ("fr", False), ("", True)])
def test_a_file_in_another_language_is_refused_even_if_its_id_fits(about, header, is_taken):
    translation = opened(about)
    po = export_po(translation)
    assert po.metadata["Language"] == "es"
    po.metadata["Language"] = header
    if is_taken:
        assert len(parse_po(str(po).encode(), translation)) == 3
        return
    with pytest.raises(InvalidPOFile, match="another language"):
        parse_po(str(po).encode(), translation)


def test_a_text_that_is_never_closed_is_told_with_its_line(about, as_translator):
    translation = opened(about)
    content = f'{export_po(translation)}\nmsgid "never closed\n'
    told = messages(upload(as_translator, translation, content.encode()))
    assert f"Line {len(content.splitlines())} of the file" in told and "nothing was changed" in told


def test_each_line_that_is_not_taken_is_named_with_its_reason(translator):
    translation = opened(factories.standard_page(title="About", slug="about", intro="We <b>meet</b>."))
    po = export_po(translation)
    title = po.find("About")
    po.remove(title)
    for words in ("Acerca", "Sobre"):  # the same entry twice
        po.append(polib.POEntry(msgid="About", msgctxt=title.msgctxt, msgstr=words))
    po.append(polib.POEntry(msgid="about", msgctxt="slug", msgid_plural="abouts", msgstr_plural={0: "x", 1: "y"}))
    report = import_po(parse_po(str(po).encode(), translation), translation, user=translator)
    assert report.imported == []
    assert "more than once" in str({skipped.msgid: skipped.reason for skipped in report.skipped}["About"])
    assert any("plural" in str(skipped.reason) for skipped in report.skipped)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<b>" * 1000 + "x" + "</b>" * 1000, "nested too deeply"),
        ("<script>alert(1)</script>", "not allowed"),
        ('<b onclick="x()">x</b>', "not allowed"),
    ],
)
def test_tags_that_nobody_could_publish_are_refused_at_import(about, as_translator, text, reason):
    translation = opened(about)
    po = export_po(translation)
    po.find("We meet online.").msgstr = text
    html = upload(as_translator, translation, str(po).encode()).content.decode()
    assert reason in html
    assert line(translation, "We meet online.").text == ""


def test_nested_tags_are_refused_in_a_sentence_wherever_they_are_typed(about, as_translator):
    translation = opened(about)
    intro = line(translation, "We meet online.")
    text = "<b>" * 1000 + "x" + "</b>" * 1000
    url = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, intro.segment.pk])
    answer = as_translator.put(url, f"value={text}", content_type="application/x-www-form-urlencoded")
    assert (answer.status_code, "nested" in answer.json()["detail"]) == (400, True)
