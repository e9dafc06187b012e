"""What can be followed in which language, and which cities are awake."""

from datetime import UTC, datetime, timedelta

from events.enums import LanguageRole
from events.timetable.followable import Offer, Way, awake, gaps, stretches, unheard_interpretation

DAY = datetime(2021, 5, 6, tzinfo=UTC)


def at(hour):
    return DAY + timedelta(hours=hour)


def offer(start, end, unheard=(), **languages):
    return Offer(at(start), at(end), languages, frozenset(unheard))


def shown(found):
    """Hours since midnight, and the role of each language."""

    def hour(instant):
        return (instant - DAY) / timedelta(hours=1)

    return [
        (hour(one.starts_at), hour(one.ends_at), {code: way and str(way.role) for code, way in one.ways.items()})
        for one in found
    ]


def test_each_stretch_has_the_best_way_of_each_language():
    offers = [offer(13, 15, spoken=["en"], captioned=["es"]), offer(14, 16, spoken=["es"], slides=["en"])]
    assert shown(stretches(offers, ["en", "es"])) == [
        (13, 14, {"en": "spoken", "es": "captioned"}),
        (14, 15, {"en": "spoken", "es": "spoken"}),
        (15, 16, {"en": None, "es": "spoken"}),
    ]


def test_stretches_that_say_the_same_are_one_and_a_pause_divides_them():
    offers = [offer(13, 14, spoken=["en"]), offer(14, 15, spoken=["en"]), offer(16, 17, spoken=["en"])]
    assert shown(stretches(offers, ["en"])) == [(13, 15, {"en": "spoken"}), (16, 17, {"en": "spoken"})]


def test_a_gap_reaches_over_changes_of_other_languages():
    offers = [offer(13, 14, spoken=["en"]), offer(14, 15, spoken=["fr"]), offer(15, 16, spoken=["es"])]
    assert list(gaps(offers, "es")) == [(at(13), at(15))]


def test_interpretation_needs_a_way_to_hear_it():
    promised = {"spoken": ["en"], "interpreted": ["es", "fr"]}
    channel = {"kind": "interpretation", "language": "es", "address": "https://example.org/es", "note": ""}
    assert unheard_interpretation(promised, []) == ["es", "fr"]
    assert unheard_interpretation(promised, [channel]) == ["fr"]
    assert unheard_interpretation(promised, [{**channel, "kind": "captions", "language": "fr"}, channel]) == ["fr"]
    assert unheard_interpretation(promised, [{**channel, "language": ""}]) == []


def test_interpretation_that_nobody_can_hear_is_doubtful_and_worse_than_captions():
    interpreted = offer(13, 14, unheard=["es"], spoken=["en"], interpreted=["es"])
    (only,) = stretches([interpreted], ["en", "es"])
    assert only.ways == {"en": Way(LanguageRole.SPOKEN), "es": Way(LanguageRole.INTERPRETED, is_doubtful=True)}
    assert not only.holes
    (with_captions,) = stretches([interpreted, offer(13, 14, captioned=["es"])], ["es"])
    assert with_captions.ways == {"es": Way(LanguageRole.CAPTIONED)}


def test_a_city_is_awake_between_7_and_23():
    assert awake("America/Mexico_City", at(10), at(16)) == [(at(12), at(16))]
    assert awake("Pacific/Auckland", at(8), at(20)) == [(at(8), at(11)), (at(19), at(20))]
    assert awake("Asia/Kolkata", at(17.5), at(25.5)) == []


def test_a_day_on_which_the_clocks_change_begins_at_its_own_seven():
    last_of_march = datetime(2027, 3, 28, tzinfo=UTC)
    assert awake("Europe/Madrid", last_of_march, last_of_march + timedelta(hours=10)) == [
        (last_of_march + timedelta(hours=5), last_of_march + timedelta(hours=10))
    ]
