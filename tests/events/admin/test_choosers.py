"""Choosers of speakers, themes, languages and cities in the admin's forms: one row for each thing, in any language."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from lxml import html
from wagtail.users.models import UserProfile

from events.admin.cities import cities, zone_named
from events.models import Event, EventCity, Recording, SessionPage, SessionSpeaker, SessionTheme, SpeakerPage, Theme
from events.programme.queries import speakers_of, themes_of
from home.roles import EDITORS
from tests import factories
from tests.events.timetable.test_forms import data_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return factories.programme_page()


@pytest.fixture
def ana():
    """A speaker with a Spanish page that nobody has translated yet."""
    factories.home_page("es")
    page = factories.speaker("Ana Lucero", factories.speakers_page())
    factories.translated(page.get_parent().specific, slug="ponentes")
    page.twin = factories.translated(page, live=False, title="Ana Lucero")
    return page


def names(client, chooser, query=""):
    response = client.get(reverse(f"{chooser}:choose_results"), {"q": query})
    tree = html.fromstring(response.content)
    return [" ".join(cell.text_content().split()) for cell in tree.xpath("//td[contains(@class, 'title')]")]


def edit_form(client, page):
    return html.fromstring(client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content)


def save(client, page, data, *, publish=True):
    action = {"action-publish": "1"} if publish else {}
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), {**data, **action})


def test_a_speaker_is_one_row_and_found_by_the_name_in_any_language(admin_client, ana):
    other = factories.speaker("Bo Ek")
    factories.translated(other, title="Bö Équis")
    assert names(admin_client, "speaker_chooser") == ["Ana Lucero", "Bo Ek"]
    assert names(admin_client, "speaker_chooser", "equis") == ["Bo Ek"]
    assert names(admin_client, "speaker_chooser", "nobody") == []


@pytest.mark.parametrize("chooser", ["speaker_chooser", "wagtailsnippetchoosers_events_theme"])
def test_a_list_takes_the_same_queries_for_any_number_of_rows(admin_client, ana, chooser):
    def cost(count):
        for number in range(count):
            factories.speaker(f"Speaker {count} {number}", live=False)
            factories.theme(f"Theme {count} {number}", f"Tema {count} {number}")
        names(admin_client, chooser)
        with CaptureQueriesContext(connection) as queries:
            names(admin_client, chooser)
        return len(queries)

    assert cost(1) == cost(3)


def test_a_translation_chosen_as_a_speaker_is_the_person_in_the_form_and_for_readers(admin_client, programme, ana):
    session = factories.session("Circles", programme, speakers=[factories.speaker("Bo Ek")])
    data = data_of(edit_form(admin_client, session)) | {"session_speakers-0-speaker": [str(ana.twin.pk)]}
    assert save(admin_client, session, data).status_code == 302
    assert [row.speaker_id for row in SessionSpeaker.objects.filter(page=session)] == [ana.pk]


def test_a_draft_names_the_person_too(admin_client, programme, ana):
    session = factories.session("Circles", programme, speakers=[factories.speaker("Bo Ek")])
    data = data_of(edit_form(admin_client, session)) | {"session_speakers-0-speaker": [str(ana.twin.pk)]}
    assert save(admin_client, session, data, publish=False).status_code == 302
    draft = SessionPage.objects.get(pk=session.pk).get_latest_revision_as_object()
    assert [row.speaker_id for row in draft.session_speakers.all()] == [ana.pk]


def test_a_row_that_names_a_translation_still_shows_the_person(client, programme, ana):
    session = factories.session("Circles", programme, speakers=[ana])
    factories.timetable(factories.slot(session))
    SessionSpeaker.objects.filter(page=session).update(speaker=ana.twin)  # stored before
    assert speakers_of([session.pk], private=()) == {session.pk: [ana]}
    assert "Ana Lucero" in client.get(programme.url).content.decode()
    assert "Ana Lucero" in session.search_names()


def test_the_same_person_twice_is_shown_once(programme, ana):
    session = factories.session("Circles", programme, speakers=[ana, ana])
    assert speakers_of([session.pk], private=()) == {session.pk: [ana]}


def create(client, chooser, **data):
    return client.post(reverse(f"{chooser}:create"), data).json()


def test_a_speaker_is_made_as_a_draft_where_they_are_chosen(admin_client, ana):
    answer = create(admin_client, "speaker_chooser", name="李明", language="en")
    made = SpeakerPage.objects.get(title="李明")
    assert answer["result"]["id"] == str(made.pk)
    assert (made.live, made.locale.language_code, made.is_original) == (False, "en", True)
    assert made.slug.isascii()


def test_two_people_may_share_a_name_but_not_by_accident(admin_client, ana):
    asked = create(admin_client, "speaker_chooser", name="ana lúcero", language="en")
    assert "There is a speaker of this name." in asked["htmlFragment"]
    assert SpeakerPage.objects.filter(locale__language_code="en").count() == 1
    create(admin_client, "speaker_chooser", name="Ana Lucero", language="en", another_person="on")
    assert sorted(
        SpeakerPage.objects.filter(live=False, locale__language_code="en").values_list("slug", flat=True)
    ) == ["ana-lucero-2"]


def test_who_may_make_no_page_makes_no_speaker(client, django_user_model, ana):
    user = django_user_model.objects.create_user("t", password="p")
    user.groups.add(Group.objects.get(name="Translators Español"))
    client.force_login(user)
    client.post(reverse("speaker_chooser:create"), {"name": "Eve", "language": "es"})
    assert not SpeakerPage.objects.filter(title="Eve").exists()
    user.groups.set([Group.objects.get(name=EDITORS)])
    assert create(client, "speaker_chooser", name="Eve", language="en")["step"] == "chosen"


THEMES = "wagtailsnippetchoosers_events_theme"


def test_a_theme_is_one_row_and_found_by_its_label_in_any_language(admin_client):
    factories.theme("Evidence", "Evidencia")
    factories.theme("Money", "Dinero")
    assert names(admin_client, THEMES) == ["Evidence", "Money"]
    assert names(admin_client, THEMES, "diner") == ["Money"]


def test_a_theme_is_made_where_it_is_chosen_unless_it_exists_in_any_language(admin_client):
    factories.theme("Money", "Dinero")
    refused = create(admin_client, THEMES, name="dinero", language="en")
    assert "There is a theme of this name." in refused["htmlFragment"]
    made = create(admin_client, THEMES, name="Trust", language="en")
    theme = Theme.objects.get(name="Trust")
    assert (made["result"]["id"], theme.live, theme.slug) == (str(theme.pk), True, "trust")
    assert Theme.objects.count() == 3


def test_a_label_chosen_in_another_language_is_the_theme_itself(admin_client, programme):
    money = factories.theme("Money", "Dinero")
    dinero = Theme.objects.get(name="Dinero")
    session = factories.session("Circles", programme, themes=[factories.theme("Trust")])
    data = data_of(edit_form(admin_client, session)) | {"session_themes-0-tag": [str(dinero.pk)]}
    assert save(admin_client, session, data).status_code == 302
    assert [row.tag_id for row in SessionTheme.objects.filter(content_object=session)] == [money.pk]


def test_a_draft_label_hides_no_theme(programme):
    theme = factories.theme("Money", "Dinero")
    draft = Theme.objects.get(name="Dinero")
    Theme.objects.filter(pk=draft.pk).update(live=False)
    session = factories.session("Circles", programme, themes=[draft])
    assert [(one.name, one.lang) for one in themes_of([session.pk], "es")[session.pk]] == [("Money", "en")]
    assert session.search_names() == ["Money"]
    assert theme.original == draft.original == theme


def test_forms_name_their_fields(admin_client, programme, ana):
    session = factories.session("Circles", programme)
    for page, label in ((ana, "Name"), (session, "Title of the session")):
        tree = edit_form(admin_client, page)
        assert label in tree.xpath("//label[@for='id_title']")[0].text_content()
        assert "Page title" not in tree.get_element_by_id("id_title").get("placeholder")
        assert "page title" not in tree.xpath("//*[@id='panel-child-content-title-content']")[0].text_content()


def test_languages_are_ticked(admin_client, ana):
    SpeakerPage.objects.filter(pk=ana.pk).update(answers_in="es, ca")
    tree = edit_form(admin_client, SpeakerPage.objects.get(pk=ana.pk))
    ticked = tree.xpath("//input[@name='answers_in' and @checked]/@value")
    assert ticked == ["es", "ca"]
    folded = tree.xpath("//details//input[@name='answers_in']/@value")
    assert "pt" in folded and not {"en", "es", "ca"} & set(folded)
    data = data_of(tree) | {"answers_in": ["en", "pt"]}
    assert save(admin_client, ana, data).status_code == 302
    assert SpeakerPage.objects.get(pk=ana.pk).answers_in == "en, pt"


def test_no_language_can_be_made_up(admin_client, ana):
    data = data_of(edit_form(admin_client, ana)) | {"answers_in": ["en", "klingon"]}
    assert "“klingon” is not a language code" in save(admin_client, ana, data).content.decode()


def test_caption_languages_of_a_recording_are_ticked(admin_client, programme):
    session = factories.session("Circles", programme)
    Recording.objects.create(page=session, url="https://video.example.org/1", language="es", captions="en")
    tree = edit_form(admin_client, session)
    assert tree.xpath("//input[@name='recordings-0-captions' and @checked]/@value") == ["en"]
    assert save(admin_client, session, data_of(tree) | {"recordings-0-captions": []}).status_code == 302
    assert Recording.objects.get(page=session).captions == ""


# --- cities


def event_form(client, event):
    return html.fromstring(client.get(reverse("wagtailsnippets_events_event:edit", args=[event.pk])).content)


@pytest.mark.parametrize("name", ["Mexico City", "ciudad de méxico", "Ciudad de Mexico", "America/Mexico_City"])
def test_a_city_is_typed_by_its_name_in_any_language(admin_client, name):
    event = factories.event()
    EventCity.objects.create(event=event, zone="Europe/Madrid", sort_order=0)
    tree = event_form(admin_client, event)
    assert tree.get_element_by_id("id_cities-0-zone").value == "Madrid"
    assert "Auckland" in tree.xpath("//datalist[@id='portal-cities']/option/@value")
    data = data_of(tree) | {"cities-0-zone": [name]}
    response = admin_client.post(reverse("wagtailsnippets_events_event:edit", args=[event.pk]), data)
    assert response.status_code == 302
    assert Event.objects.get().zones() == ["America/Mexico_City"]


def test_an_unknown_city_is_said_at_the_field(admin_client):
    event = factories.event()
    EventCity.objects.create(event=event, zone="Europe/Madrid", sort_order=0)
    data = data_of(event_form(admin_client, event)) | {"cities-0-zone": ["Atlantis"]}
    response = admin_client.post(reverse("wagtailsnippets_events_event:edit", args=[event.pk]), data)
    assert "“Atlantis” is not in the list. Please choose a large city nearby." in response.content.decode()
    assert [city.zone for city in EventCity.objects.all()] == ["Europe/Madrid"]


def test_each_city_is_found_by_the_name_it_is_shown_under(settings):
    for language in settings.PORTAL_LANGUAGES:
        with translation.override(language):
            assert {zone: zone_named(name) for zone, name in cities(language).items()} == {
                zone: zone for zone in cities(language)
            }


@pytest.mark.parametrize(
    ("chooser", "title"),
    [
        ("speaker_chooser", "Elegir una persona ponente"),
        ("session_chooser", "Elegir una sesión"),
        ("wagtailsnippetchoosers_events_theme", "Elegir un tema"),
    ],
)
def test_choosers_are_in_the_language_of_whoever_chooses(admin_client, admin_user, programme, chooser, title):
    profile = UserProfile.get_for_user(admin_user)
    profile.preferred_language = "es"
    profile.save()
    answer = admin_client.get(reverse(f"{chooser}:choose"), {"event": programme.shown_event.pk}).json()
    tree = html.fromstring(answer["html"])
    assert [" ".join(one.text_content().split()) for one in tree.xpath("//h1")] == [title]
    assert [tab.text_content().split()[0] for tab in tree.xpath("//a[@role='tab']")][:1] in ([], ["Buscar"])
