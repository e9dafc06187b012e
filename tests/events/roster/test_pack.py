"""What an interpreter prints the day before."""

from datetime import timedelta

import pytest
from django.test import Client

from events.models import Slot
from events.roster.tokens import token_of
from home.translations.models import GlossaryTerm
from tests import factories
from tests.events.roster import people
from tests.events.roster.test_roster import address

pytestmark = pytest.mark.django_db
START = factories.utc(14)
JOIN = "https://meet.example.org/oak"


@pytest.fixture
def shift():
    """Interprets the first half of a session that is in both languages."""
    factories.home_page("es")
    edition = factories.event_page()
    programme = factories.programme_page(edition)
    speaker = factories.speaker("Meera Valluvan", pronunciation="MEE-ra va-LU-van")
    page = factories.session("Listening in circles", programme, abstract="Consent in rounds.", speakers=[speaker])
    for one, words in (
        (edition, {"title": "Mejores"}),
        (programme, {"title": "Programa"}),
        (page, {"title": "Escuchar en círculos", "abstract": "Consentimiento en rondas."}),
    ):
        factories.translated(one, **words)
    factories.timetable(factories.slot(page, 14, room=factories.room(join_url=JOIN)))
    GlossaryTerm.objects.all().delete()
    for term, translation in (("round", "ronda"), ("double link", "doble enlace")):
        GlossaryTerm.objects.create(
            source_language="en", target_language="es", term=term, translation=translation, note=""
        )
    return people.shift(Slot.objects.get(), from_minute=0, to_minute=30)


def read(helper, shift, language="en"):
    answer = Client().get(address("pack", token_of(helper), shift.pk, language=language))
    return answer.status_code, answer.content.decode()


def test_everything_for_a_shift_is_on_one_page(shift, settings):
    settings.PORTAL_AT = START - timedelta(days=1)
    ana, bo = people.helper(), people.helper("Bo Li")
    people.assign(shift, ana)
    people.assign(people.shift(Slot.objects.get(), from_minute=30, to_minute=60), bo)
    status, text = read(ana, shift)
    assert status == 200
    for words in (
        "Listening in circles",
        "Consentimiento en rondas.",
        "MEE-ra va-LU-van",
        "ronda",
        "Bo Li",
        "09:00",  # in Mexico
        shift.event.contact,
    ):
        assert words in text
    for words in ("doble enlace", bo.email, JOIN):
        assert words not in text
    assert [read(*one)[0] for one in ((bo, shift), (people.helper("Cy"), shift))] == [404, 404]


def test_ways_in_come_a_quarter_of_an_hour_before_those_of_readers(shift, settings):
    ana = people.helper()
    people.assign(shift, ana)
    opens_at = START - timedelta(minutes=shift.event.join_minutes + 15)
    seen = []
    for at in (opens_at - timedelta(seconds=1), opens_at):
        settings.PORTAL_AT = at
        seen.append(JOIN in read(ana, shift, "es")[1])
    assert seen == [False, True]
