"""The PO files of `shared/stranger/po`: each answer has a sentence, and a broken file changes nothing."""

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.html import escape
from wagtail_localize.models import StringTranslation

from tests import factories
from tests.strangers import FOLDER
from tests.translations.helpers import opened

PLACE = "@@TRANSLATION@@"
# File → how many strings are taken, to be checked and skipped; None where the file is refused as a whole.
EXPECTED: dict[str, tuple[int, int, int] | None] = {
    **dict.fromkeys(["ok.po", "bom.po", "cr.po", "crlf.po", "control-characters.po", "entities.po"], (4, 0, 0)),
    **dict.fromkeys(["same-as-source.po", "slug-invalid.po"], (4, 0, 0)),
    **dict.fromkeys(["javascript-link.po", "nested-tags.po", "too-long.po", "placeholders.po"], (3, 0, 1)),
    **dict.fromkeys(["entity-in-source.po", "escapes.po", "obsolete.po", "wrapped.po"], (1, 0, 0)),
    **dict.fromkeys(["plural.po", "unknown-context.po"], (1, 0, 1)),
    **dict.fromkeys(["empty-strings.po", "no-context.po"], (0, 0, 4)),
    "duplicate.po": (3, 0, 2),
    "fuzzy.po": (1, 2, 0),
    "unbalanced-tags.po": (2, 0, 2),
    "other-page.po": (0, 0, 2),
    **dict.fromkeys(["comments-only.po", "empty.po", "html-named.po", "mo-named.po", "no-header.po"]),
    **dict.fromkeys(["cp1252-says-cp1252.po", "cp1252-says-utf8.po", "header-without-id.po", "nul.po", "path.po"]),
    **dict.fromkeys(["other-translation.po", "truncated.po", "unclosed.po", "utf16.po", "wrong-language.po"]),
}


@pytest.mark.skipif(not (FOLDER / "po").is_dir(), reason="the files of strangers are not there")
def test_every_file_is_answered_in_words(as_translator, translator):
    page = factories.session(
        "A circle for every street",
        slug="a-circle-for-every-street",
        abstract="Neighbours decide together, one street at a time.",
        search_description="How 12 streets decide & share.",
    )
    for parent in (page.get_parent().get_parent().specific, page.get_parent().specific):
        factories.translated(parent)
    translation = opened(page)
    url = reverse("wagtail_localize:upload_pofile", args=[translation.pk])
    found = {}
    for path in sorted((FOLDER / "po").glob("*.po")):
        StringTranslation.objects.filter(context__object_id=page.translation_key).delete()
        content = path.read_bytes()
        for coding in ("utf-8", "utf-16-le"):
            content = content.replace(PLACE.encode(coding), str(translation.uuid).encode(coding))
        answer = as_translator.post(url, {"file": SimpleUploadedFile(path.name, content)})
        there = StringTranslation.objects.filter(context__object_id=page.translation_key)
        if answer.status_code == 302:
            assert list(get_messages(answer.wsgi_request)), path.name
            assert not there.exists(), path.name
            found[path.name] = None
        else:
            report = answer.context["report"]
            assert all(str(skipped.reason) for skipped in report.skipped)
            html = answer.content.decode()
            assert all(escape(skipped.text.strip()[:20]) in html for skipped in report.skipped), path.name
            found[path.name] = (len(report.imported), len(report.to_check), len(report.skipped))
        stored = " ".join(row.data for row in there)
        bad = [one for one in ("\0", "\a", "\u202e", "\r", "\ufffd", "<script", "javascript:") if one in stored]
        assert bad == [], path.name
    assert found == EXPECTED
