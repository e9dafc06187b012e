import pytest
from django.urls import reverse
from django.utils import timezone

from home.translations.jobs import keep_memory
from home.translations.memory.concordance import LIMIT, concordance
from home.translations.memory.exchange import import_memory
from home.translations.memory.units import unit
from home.translations.models import MemoryUnit
from tests.markup import unwrapped
from tests.translations.helpers import opened

PAIR = ("en", "es")
TABLE = """source,translation,where
Circles decide by consent.,Los círculos deciden por consentimiento.,Better systems
A circle of six.,Un círculo de seis.,About us
Nobody decides alone.,Nadie decide a solas.,About us
"""


@pytest.fixture
def remembered(db):
    import_memory(TABLE.encode(), PAIR, now=timezone.now())


def found(words):
    return [one.plain for one in concordance(words, PAIR)]


def test_a_word_is_found_in_any_form_and_in_both_languages(remembered):
    both = ["A circle of six.", "Circles decide by consent."]
    assert found("circle") == found("CIRCLES") == found("círculos") == found("circulo") == both
    assert found("deciding") == ["Nobody decides alone.", "Circles decide by consent."]
    assert found("decide circles") == ["Circles decide by consent."]
    assert found("circles seis") == [], "the words are of one sentence"
    assert found("irc") == found("%") == found("_") == found(" ") == found("") == []
    assert concordance("circle", ("es", "en")) == []


def test_each_sentence_is_there_once_and_the_latest_are_first(remembered, django_assert_num_queries):
    MemoryUnit.objects.bulk_create(
        unit(f"Circle {number}", "Círculo", PAIR, where="", updated_at=timezone.now()) for number in range(LIMIT)
    )
    again = MemoryUnit.objects.get(plain="A circle of six.")
    again.pk, again.object_id, again.updated_at = None, "00000000-0000-0000-0000-000000000001", timezone.now()
    again.save()
    with django_assert_num_queries(1):
        sentences = found("circle")
    assert sentences[:2] == ["A circle of six.", f"Circle {LIMIT - 1}"]
    assert len(sentences) == len(set(sentences)) == LIMIT


def test_sentences_of_an_older_version_are_found_after_the_job(remembered):
    keep_memory(now=timezone.now())
    older = MemoryUnit.objects.filter(plain__in=["—", "Circles decide by consent.", "A circle of six."])
    MemoryUnit.objects.filter(plain="Nobody decides alone.").update(plain="—", text="—")
    older.update(source_stems="", text_stems="")
    assert found("circle") == []
    assert keep_memory(now=timezone.now()) == 3
    assert len(found("circle")) == 2
    assert keep_memory(now=timezone.now()) == 0, "also what has no words"


def test_the_page_marks_the_word_and_says_where_it_was(about, remembered, as_translator):
    address = reverse("translations:concordance", args=[opened(about).pk])
    html = unwrapped(as_translator.get(address, {"words": "circle"}).content.decode())
    assert "<mark>Circles</mark> decide" in html and "Los círculos deciden" in html
    assert "Better systems" in html and "2 sentences" in html
    part = as_translator.get(address, {"words": "<b>x", "part": "yes"})
    assert part.headers["X-Workshop"] == "yes"
    assert "<html" not in part.content.decode() and "&lt;b&gt;x" in part.content.decode()
    for odd in ("", "\0", "x" * 5000, "’", "&"):
        assert as_translator.get(address, {"words": odd}).status_code == 200


def test_a_search_takes_the_same_queries_however_much_there_is(
    about, remembered, as_translator, django_assert_max_num_queries
):
    address = reverse("translations:concordance", args=[opened(about).pk])
    as_translator.get(address)
    with django_assert_max_num_queries(14) as few:
        as_translator.get(address, {"part": "yes"})
    with django_assert_max_num_queries(len(few) + 1):
        as_translator.get(address, {"words": "circle", "part": "yes"})
