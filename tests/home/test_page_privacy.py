"""A private page is told nowhere: every public address is asked for while one page after another is closed."""

import re
from collections.abc import Collection, Iterator
from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import get_resolver, reverse
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import Page, get_page_models

from events.models import CallPage, EventPage, ProgrammePage, SessionPage, SpeakerPage, SpeakersPage
from home.models import BasePage, HomePage, StandardPage
from home.newsletter.enums import MailingState
from home.newsletter.mail.rendering import render_issue
from home.newsletter.models import Mailing, NewsletterIssuePage, NewsletterPage
from home.translations.sync.opening import copy_restrictions, translations_of
from tests import factories
from tests.home.views.test_private_pages import routes

pytestmark = pytest.mark.django_db

LIVE, CALL_OPEN = datetime(2021, 5, 6, 13, 10, tzinfo=UTC), datetime(2021, 3, 15, 12, tzinfo=UTC)
SECRET, FOUND_BY = "open sesame", "lantern"  # the word that a search finds every page by
KINDS = {  # each kind of restriction is met by some type
    StandardPage: "password",
    EventPage: "login",
    CallPage: "groups",
    ProgrammePage: "password",
    SessionPage: "login",
    SpeakersPage: "groups",
    SpeakerPage: "password",
    NewsletterPage: "login",
    NewsletterIssuePage: "groups",
}


def word(model: type[Page]) -> str:
    """In every text of the page of this type, and in no other page."""
    return f"Zq{model.__name__}Zq"


def slug(model: type[Page]) -> str:
    return f"at-{model.__name__.lower()}-at"


def texts(model: type[Page], *names: str) -> dict[str, str]:
    every = ("title", "seo_title", "search_description", *names)
    return {"slug": slug(model), **{name: f"{word(model)} {name} {FOUND_BY}" for name in every}}


def issue_body(edition: Page, speaker: Page) -> list[tuple[str, dict]]:
    chosen = [("sessions", None), ("dates", None), ("sessions", edition), ("dates", edition), ("speaker", speaker)]
    return [(block, {"title": "", "page": page}) for block, page in chosen]


@pytest.fixture
def site(settings) -> dict[type[Page], Page]:
    """Type → its page: each with a translation, in a programme that was changed and an issue that was sent."""
    settings.PORTAL_AT = LIVE
    home, _spanish = factories.home_page(), factories.home_page("es")
    edition = factories.event_page(**texts(EventPage, "edition", "subtitle"))
    standard = factories.standard_page(**texts(StandardPage, "intro"))
    call = factories.call_page(edition, **texts(CallPage, "intro", "late_note", "consent"))
    programme = factories.programme_page(edition, **texts(ProgrammePage, "intro", "not_yet"))
    speakers = factories.speakers_page(**texts(SpeakersPage, "intro"))
    speaker = factories.speaker(parent=speakers, **texts(SpeakerPage, "role", "biography"))
    theme = factories.theme("Governance", "Gobernanza")
    tagged = {"themes": [theme], "speakers": [speaker]}
    session = factories.session(parent=programme, **tagged, **texts(SessionPage, "abstract"))
    other = factories.session("Plain talk", programme, **tagged)
    room = factories.room(join_url="https://meet.example.org/oak")
    factories.timetable(factories.slot(session, 13, room=room), factories.slot(other, 14))
    factories.timetable(factories.slot(session, 13, 90, room=room), factories.slot(other, 15))
    newsletter = NewsletterPage(**texts(NewsletterPage, "intro", "consent_text"), show_in_menus=True)
    newsletter = factories.add(home, newsletter)
    issue = NewsletterIssuePage(**texts(NewsletterIssuePage, "preheader"), body=issue_body(edition, speaker))
    issue = factories.add(newsletter, issue)
    Mailing.objects.create(issue=issue, state=MailingState.DONE, send_at=LIVE, approved_at=LIVE)
    issue.save_revision().publish()
    pages = [edition, standard, call, programme, speakers, speaker, session, newsletter, issue]
    for page in [*pages, other, factories.standard_page(body=[("dates", {"title": ""})])]:
        factories.translated(page, first_published_at=LIVE)
    for page in pages:
        pick = Query.get(f"pick {type(page).__name__.lower()}")
        SearchPromotion.objects.create(query=pick, page=page, description=word(type(page)))
    return {type(page): page for page in pages}


def restrict(page: Page) -> None:
    kind = KINDS[type(page)]
    restriction = page.view_restrictions.create(restriction_type=kind, password=SECRET if kind == "password" else "")
    if kind == "groups":
        restriction.groups.add(Group.objects.first())
    copy_restrictions(page, translations_of(page))  # as it happens after the commit


# These need a token, or are files, or lead to a page by its own address.
NOT_WALKED = re.compile(
    r"submissions:(proposal|change|add_speaker|withdraw|confirm|photo)$|newsletter:(confirm|preferences|export|unsub)"
    r"|^wagtail|^account|^django|social_image$"
)


def views(site: dict[type[Page], Page]) -> Iterator[str]:
    event = site[EventPage].event_id
    known = {"event_id": event, "event_pk": event, "code": "en", "key": site[SessionPage].translation_key}
    for name, pattern in routes(get_resolver().url_patterns):
        names = getattr(pattern, "converters", {})
        if not NOT_WALKED.search(name) and names.keys() <= known.keys():
            address = reverse(name, kwargs={argument: known[argument] for argument in names})
            if not address.startswith("/admin/"):
                yield address


def addresses(site: dict[type[Page], Page], hidden: Collection[type[Page]]) -> list[str]:
    """Every address in English that a reader can find, and those to guess the hidden pages by."""
    event, pages = site[EventPage].event_id, [site[model] for model in hidden]
    english = Page.objects.live().filter(locale=factories.locale("en"), depth__gt=1)
    return [
        *views(site),
        *(f"/en/programme/{event}/{name}?s={site[SessionPage].pk}" for name in ("mine/", "mine.ics")),
        *(page.url for page in english),
        *(f"{site[ProgrammePage].url}?{query}" for query in ("view=grid", "theme=governance")),
        *(f"/en/search/?q={FOUND_BY}&{query}" for query in ("", f"edition={site[EventPage].pk}")),
        *(f"/en/search/?q={FOUND_BY}&kind={model._meta.model_name}" for model in hidden),
        *(f"/en/search/?q=pick+{model.__name__.lower()}" for model in hidden),
        "/en/search/?q=plain",
        *(f"/en/nowhere/{page.slug}/" for page in pages),
        *(f"{page.url}nowhere/" for page in pages),
        *(reverse("social_image", args=[page.pk, "old"]) for page in pages),
    ]


def answers(english: list[str]) -> Iterator[tuple[str, str]]:
    """Address → what an anonymous reader gets there, in both languages."""
    client = Client()
    for address in [*english, *(re.sub("^/en/", "/es/", one) for one in english if one.startswith("/en/"))]:
        answer = client.get(address)
        assert answer.status_code < 500, address
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        yield address, body.decode("utf-8", "replace") + answer.headers.get("Location", "")


def walk(site: dict[type[Page], Page], hidden: Collection[type[Page]], settings) -> dict[str, str]:
    """Every answer while the event is live; what the call adds while it is open; and the mails of the issue."""
    found = dict(answers(addresses(site, hidden)))
    settings.PORTAL_AT = CALL_OPEN
    during_the_call = ["/en/", site[EventPage].url, site[CallPage].url, f"/en/proposals/to/{site[EventPage].event_id}/"]
    found |= {f"{address} call": body for address, body in answers(during_the_call)}
    for page in [site[NewsletterIssuePage], *translations_of(site[NewsletterIssuePage])]:
        mail = render_issue(page, language=page.locale.language_code)
        found[f"mail {page.locale.language_code}"] = mail.text + mail.html
    return found


def tells(address: str, body: str, model: type[Page]) -> bool:
    """Whether it says a word of the page, or its slug where that was not asked for."""
    return word(model) in body or (slug(model) not in address and slug(model) in body)


def hidden_with(page: Page, site: dict[type[Page], Page]) -> list[type[Page]]:
    return [model for model, other in site.items() if other.path.startswith(page.path)]


def test_each_type_of_page_is_walked(site, settings):
    assert set(site) | {HomePage} == {model for model in get_page_models() if issubclass(model, BasePage)}
    assert set(KINDS) == set(site) and set(KINDS.values()) == {"password", "login", "groups"}
    found = walk(site, set(site), settings)
    for model in site:
        telling = [address for address, body in found.items() if tells(address, body, model)]
        assert len(telling) > 4, f"a walk past {model} would notice nothing"


@pytest.mark.parametrize("model", KINDS, ids=lambda model: model.__name__)
def test_a_private_page_is_told_nowhere(site, settings, model):
    restrict(site[model])
    hidden = hidden_with(site[model], site)
    mails_may = {NewsletterPage, NewsletterIssuePage}  # they are what the mail is
    leaks = {
        (one.__name__, address)
        for address, body in walk(site, hidden, settings).items()
        for one in hidden
        if tells(address, body, one) and not (address.startswith("mail ") and one in mails_may)
    }
    assert sorted(leaks) == []


@pytest.mark.parametrize("code", ["en", "es"])
def test_whoever_opened_a_private_edition_finds_its_programme(site, code):
    restrict(site[EventPage])
    reader = Client()
    reader.force_login(User.objects.create_user("reader"))
    for page in (site[EventPage], site[ProgrammePage], site[SessionPage]):
        html = reader.get(re.sub("^/en/", f"/{code}/", page.url)).content.decode()
        assert f'href="/{code}/{slug(EventPage)}/{slug(ProgrammePage)}/' in html
        assert word(SessionPage) in html
    feed = reader.get(f"/{code}/programme/{site[EventPage].event_id}/programme.ics")
    assert word(SessionPage) in feed.content.decode()
    assert "private" in feed.headers["Cache-Control"]
    assert Client().get(f"/{code}/programme/{site[EventPage].event_id}/programme.ics").status_code == 404


def test_no_session_is_found_by_the_name_of_a_private_speaker(site, client):
    other = factories.session("Open letter", speakers=[site[SpeakerPage]])
    other.save_revision().publish()
    found = "/en/search/?q=" + word(SpeakerPage)
    assert other.title in client.get(found).content.decode()
    restrict(site[SpeakerPage])
    assert other.title not in client.get(found).content.decode()
    site[SpeakerPage].view_restrictions.all().delete()
    assert other.title in client.get(found).content.decode()
