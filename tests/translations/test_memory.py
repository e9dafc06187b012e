import pytest
from django.utils import timezone

from home.translations.jobs import keep_memory
from home.translations.memory.exchange import export_memory, import_memory
from home.translations.memory.units import matches
from home.translations.models import MarkKind, MemoryUnit, StringMark
from home.translations.strings.strings import strings_of
from home.translations.sync.copying import forget_translations
from tests import factories
from tests.translations.helpers import fill, line, opened, save

PAIR = ("en", "es")


@pytest.fixture
def remembered(about):
    """The memory of a page that was translated."""
    fill(opened(about))
    keep_memory(now=timezone.now())
    return about


def another(**fields):
    fields = {"title": "Another page", "slug": "another", "intro": "We meet online.", **fields}
    return factories.standard_page(**fields)


def test_the_same_sentence_elsewhere_is_filled_in_to_be_checked(remembered):
    translation = opened(another())
    there = line(translation, "We meet online.")
    assert (there.text, there.is_to_check, there.mark.kind) == ("Nos encontramos en línea.", True, MarkKind.MEMORY)
    assert line(translation, "Another page").is_missing and line(translation, "another").is_missing


def test_what_is_open_already_is_filled_in_later_and_what_somebody_wrote_stays(about):
    first, second, third = (opened(another(slug=f"page-{number}", title=f"Page {number}")) for number in range(3))
    save(first, line(first, "We meet online."), "Nos vemos en línea.")
    save(third, line(third, "We meet online."), "Mío.")
    while keep_memory(now=timezone.now()):
        pass
    assert line(second, "We meet online.").text in ("Nos vemos en línea.", "Mío.")
    assert (line(first, "We meet online.").text, line(third, "We meet online.").text) == ("Nos vemos en línea.", "Mío.")


def test_what_cannot_be_filled_in_does_not_hold_up_the_others(about, monkeypatch):
    monkeypatch.setattr("home.translations.jobs.PORTION", 1)
    monkeypatch.setattr("home.jobs.portions.PORTION_SECONDS", 60)
    opened(another(title="We meet online.", slug="too-long", intro=""))
    other = opened(another(slug="other", title="Other", intro="About us"))
    fill(opened(about), {"We meet online.": "Nos encontramos " * 20, "About us": "Sobre nosotros"})
    keep_memory(now=timezone.now())
    assert line(other, "About us").text == "Sobre nosotros"


def test_only_what_a_person_wrote_or_confirmed_is_remembered(about):
    translation = opened(about)
    fill(translation)
    unsure = line(translation, "We meet online.").translated
    StringMark.objects.create(translation=unsure, kind=MarkKind.FUZZY)
    keep_memory(now=timezone.now())
    units = MemoryUnit.objects.filter(object_id=about.translation_key)
    assert set(units.values_list("plain", flat=True)) == {"About us"}  # nor its address

    StringMark.objects.all().delete()
    assert keep_memory(now=timezone.now()) == 1
    assert keep_memory(now=timezone.now()) == 0


def test_the_memory_outlives_the_page_and_earlier_wordings(remembered):
    translation = opened(remembered)
    save(translation, line(translation, "We meet online."), "Nos vemos en línea.")
    keep_memory(now=timezone.now())
    remembered.delete()
    found = matches("We meet online.", PAIR)
    assert [match.unit.text for match in found] == ["Nos vemos en línea.", "Nos encontramos en línea."]
    assert {match.unit.where for match in found} == {"About us"}


def test_what_was_erased_is_forgotten(remembered):
    assert matches("We meet online.", PAIR)
    forget_translations([remembered.translation_key])
    assert not MemoryUnit.objects.filter(object_id=remembered.translation_key).exists()
    assert matches("We meet online.", PAIR) == []


def test_similar_sentences_come_with_what_differs(remembered):
    (match,) = matches("We meet online, twice.", PAIR)
    assert (match.likeness, match.unit.where) == (81, "About us")
    assert [(part.kind, part.text) for part in match.changes if part.kind != "same"] == [("new", ", twice")]
    assert matches("We meet online.", ("es", "en")) == []


def test_what_does_not_fit_is_not_filled_in(remembered):
    long = "x" * 300
    MemoryUnit.objects.filter(plain="About us").update(text=long)
    translation = opened(another(title="About us", slug="us"))
    assert line(translation, "About us").is_missing


def test_looking_up_takes_the_same_queries_however_much_there_is(remembered, django_assert_num_queries):
    matches("We meet online.", PAIR)
    with django_assert_num_queries(2):
        matches("We meet online.", PAIR)


def test_a_table_goes_out_and_comes_back(remembered):
    MemoryUnit.objects.exclude(object_id=remembered.translation_key).delete()
    table = export_memory(PAIR)
    MemoryUnit.objects.all().delete()
    report = import_memory(table.encode(), PAIR, now=timezone.now())
    assert (report.added, report.skipped) == (2, [])
    assert import_memory(table.encode(), PAIR, now=timezone.now()).unchanged == 2
    bad = "source,translation\nSalt & <b>pepper</b>,Sal\nSalt & pepper,Sal & pimienta\nWrite to a@b.org,Escribe\n,x\n"
    report = import_memory(bad.encode(), PAIR, now=timezone.now())
    assert report.added == 2 and len(report.skipped) == 2 and "Row 4" in report.skipped[0]
    translation = opened(another(intro="Salt & pepper"))
    assert line(translation, "Salt &amp; pepper").text == "Sal &amp; pimienta"
    assert len(strings_of(translation)) == 3
