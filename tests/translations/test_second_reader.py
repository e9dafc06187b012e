"""A second reader by language: who confirms what, what is published, and the history that says it."""

import pytest
from django.urls import reverse

from home.roles import translators_group_name
from home.translations.models import ChangeKind, MarkKind, StringChange
from home.translations.publishing.readiness import readiness_findings
from home.translations.strings.confirming import outcome
from tests import factories
from tests.translations.conftest import logged_in, member
from tests.translations.helpers import SPANISH, line, opened


@pytest.mark.parametrize(
    ("kind", "writer", "has_second_reader", "expected"),
    [
        (MarkKind.CHANGED, 1, False, "done"),
        (MarkKind.CHANGED, 1, True, "waiting"),
        (MarkKind.CHANGED, 2, True, "done"),
        (MarkKind.MACHINE, None, True, "waiting"),
        (MarkKind.SECOND, 1, True, "own"),
        (MarkKind.SECOND, 2, True, "done"),
    ],
)
def test_what_confirming_does(kind, writer, has_second_reader, expected):
    assert outcome(kind=kind, writer=writer, user=1, has_second_reader=has_second_reader) == expected


def send(client, translation, **fields):
    return client.post(reverse("translations:review", args=[translation.pk]), fields)


def written(client, translation):
    rows = {source: line(translation, source).segment.pk for source in SPANISH}
    words = {f"text-{rows[source]}": text for source, text in SPANISH.items()}
    send(client, translation, **words, **{f"was-{pk}": "" for pk in rows.values()})
    return rows


def test_nothing_changes_without_the_setting(about, as_translator):
    translation = opened(about)
    written(as_translator, translation)
    assert readiness_findings(translation) == []


def test_a_text_is_done_when_somebody_else_has_read_it(about, translator, as_translator, settings):
    settings.SECOND_READER_LANGUAGES = ["es"]
    translation = opened(about)
    rows = written(as_translator, translation)
    blocking = [finding.where for finding in readiness_findings(translation) if finding.blocks]
    assert len(blocking) == 2, "title and introduction; an address is read by nobody"

    ticks = {f"ok-{pk}": "on" for pk in rows.values()}
    shown = {f"text-{rows[source]}": text for source, text in SPANISH.items()}
    shown |= {f"was-{rows[source]}": text for source, text in SPANISH.items()}
    send(as_translator, translation, **shown, **ticks)
    assert line(translation, "About us").mark.kind == MarkKind.SECOND, "who wrote it is no second reader"

    colleague = member("colleague", translators_group_name("es"))
    send(logged_in(colleague), translation, **shown, **ticks)
    assert line(translation, "About us").mark is None
    assert not [finding for finding in readiness_findings(translation) if finding.blocks]

    place = line(translation, "About us").segment.context_id
    changes = StringChange.objects.filter(context_id=place)
    assert [(one.kind, one.changed_by) for one in changes] == [
        (ChangeKind.CONFIRMED, colleague),
        (ChangeKind.WRITTEN, translator),
    ]
    html = as_translator.get(
        reverse("translations:help_for_string", args=[translation.pk, rows["About us"]])
    ).content.decode()
    assert "colleague" in html and "Sobre nosotros" in html


def test_what_stays_as_in_the_original_has_a_second_reader_too(about, as_translator, settings):
    settings.SECOND_READER_LANGUAGES = ["es"]
    translation = opened(about)
    pk = line(translation, "About us").segment.pk
    send(as_translator, translation, **{f"text-{pk}": "", f"was-{pk}": "", f"ok-{pk}": "on"})
    assert line(translation, "About us").mark.kind == MarkKind.SECOND
    colleague = logged_in(member("colleague", translators_group_name("es")))
    send(colleague, translation, **{f"text-{pk}": "About us", f"was-{pk}": "About us", f"ok-{pk}": "on"})
    assert line(translation, "About us").mark.kind == MarkKind.KEPT
    assert not line(translation, "About us").problems, "nobody is asked whether it should be the same"


def test_the_next_text_is_one_that_the_user_may_finish(about, as_translator, settings):
    settings.SECOND_READER_LANGUAGES = ["es"]
    first = opened(about)
    written(as_translator, first)
    other = opened(factories.standard_page(title="Other", slug="other"))
    assert as_translator.get(reverse("translations:next_text", args=[other.pk])).url.startswith("/admin/translations/?")


def test_a_sentence_whose_original_changes_is_to_be_checked_again(about, as_translator, settings, change):
    settings.SECOND_READER_LANGUAGES = ["es"]
    translation = opened(about)
    written(as_translator, translation)
    change(about, intro="We meet online, twice.")
    mark = line(translation, "We meet online, twice.").mark
    assert (mark.kind, mark.old_source) == (MarkKind.CHANGED, "We meet online.")
    assert line(translation, "About us").mark.kind == MarkKind.SECOND
