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
        assert {entry.msgid for entry in po} == {string.source for string in strings_of(translation)}
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

    report = import_po(po, translation, user=translator)

    assert [str(skipped.reason) for skipped in report.skipped] == ["It has 300 characters; at most 255 fit here."] * 2
    assert len(report.imported) == 1


def test_the_same_file_twice_changes_nothing(about, translator):
    translation = opened(about)
    fill(translation)

    report = import_po(export_po(translation), translation, user=translator)

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
    report = import_po(po, translation, user=translator)
    assert len(report.imported) == 1
    assert not StringMark.objects.exists()
