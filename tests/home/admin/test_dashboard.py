"""What the admin shows each role: panels, menus, states by language, guides; nothing of it reaches readers."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from wagtail.models import Page
from wagtail.users.models import UserProfile

from home.admin import guide as guides
from home.admin.explorer import LanguageStatus, add_language_statuses
from home.roles import EDITORS, PROGRAMME_TEAM, ensure_groups, is_only_translator, translators_group_name
from tests import factories

pytestmark = pytest.mark.django_db


def person(group: str, name: str = "ana") -> User:
    ensure_groups()
    user = User.objects.create_user(name, password="x")
    user.groups.add(Group.objects.get(name=group))
    return user


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def menu(client: Client) -> set[str]:
    html = client.get("/admin/").content.decode()
    return set(re.findall(r'"name": "([\w-]+)"', html.split('id="wagtail-sidebar-props"')[1].split("</script>")[0]))


def panel(client: Client, name: str) -> str:
    html = client.get("/admin/").content.decode()
    return html.split(f'id="{name}-section"')[1].split("<section")[0]


def editor() -> Client:
    return logged_in(person(EDITORS))


def translator() -> Client:
    return logged_in(person(translators_group_name("es")))


def test_editors_see_the_event_with_its_next_deadline(settings):
    factories.event_page()
    settings.PORTAL_AT = datetime(2021, 3, 1, tzinfo=UTC)
    html = editor().get("/admin/").content.decode()
    assert "Conference 2021" in html
    assert "The call closes" in html
    assert 'datetime="2021-03-28T23:59:00Z"' in html
    settings.PORTAL_AT = datetime(2021, 5, 6, 13, tzinfo=UTC)
    assert "The event ends" in logged_in(User.objects.get()).get("/admin/").content.decode()


def test_a_portal_without_events_says_where_to_begin():
    assert "Add an event" in editor().get("/admin/").content.decode()


def test_editors_see_what_readers_cannot_see_yet():
    page = factories.standard_page(title="Published")
    factories.standard_page(title="Never shown", slug="draft", live=False)
    page.title = "Newer words"
    page.save_revision()
    html = panel(editor(), "hidden-pages")
    assert "Never shown" in html
    assert "never published" in html
    assert "changed since it was published" in html


def test_a_scheduled_page_says_its_hour():
    page = factories.standard_page(title="Tomorrow", live=False)
    page.go_live_at = datetime.now(UTC) + timedelta(days=1)
    page.save_revision().publish()
    html = editor().get("/admin/").content.decode()
    assert "will be published later" in html
    assert page.go_live_at.strftime("%Y-%m-%dT%H:%M") in html


def test_a_page_that_was_not_published_at_its_time_comes_first_and_says_so():
    page = factories.standard_page(title="Late", live=True)
    at = datetime.now(UTC) - timedelta(hours=1)
    page.save_revision(approved_go_live_at=at)
    for number in range(10):
        draft = factories.standard_page(title=f"Draft {number}", slug=f"draft-{number}", live=False)
        draft.save_revision()
    html = panel(editor(), "hidden-pages")
    assert html.index("Late") < html.index("Draft 9")
    assert "could not be published at its time" in html
    assert at.strftime("%Y-%m-%dT%H:%M") in html


def test_recent_changes_tell_who_did_what():
    user = person(EDITORS, "maría")
    page = factories.standard_page(title="Changed page")
    page.save_revision(user=user, log_action=True).publish(user=user)
    html = panel(logged_in(user), "recent-changes")
    assert "Changed page" in html
    assert "maría" in html


def test_recent_changes_link_only_what_the_user_may_edit():
    factories.home_page("es")
    client = translator()
    page = factories.standard_page(title="An English page")
    page.save_revision(log_action=True)
    html = panel(client, "recent-changes")
    assert "An English page" in html
    assert f"/pages/{page.pk}/edit/" not in html
    assert f"/pages/{page.pk}/edit/" in panel(logged_in(person(EDITORS, "eva")), "recent-changes")


def test_recent_changes_tell_of_deleted_pages():
    client, page = editor(), factories.standard_page(title="A page of last year")
    client.post(f"/admin/pages/{page.pk}/delete/")
    html = panel(client, "recent-changes")
    assert "<span>A page of last year</span>" in html
    assert "<span>deleted</span>" in html


def test_the_dashboard_costs_the_same_for_one_and_three_drafts():
    client, counts = editor(), []
    for number in range(3):
        factories.standard_page(slug=f"draft-{number}", live=False)
        if number in (0, 2):
            client.get("/admin/")
            with CaptureQueriesContext(connection) as queries:
                client.get("/admin/")
            counts.append(len(queries))
    assert counts[0] == counts[1]


def test_menus_show_what_a_role_needs():
    assert menu(translator()) <= {"explorer", "translations", "guide", "search", "account", "logout", "ana"}
    ana = logged_in(person(EDITORS, "eva"))
    assert {"explorer", "events", "frame", "images", "guide"} <= menu(ana)
    assert not {"help", "snippets"} & menu(ana)


def test_a_translator_is_shown_no_counts_and_no_drafts_of_others():
    factories.standard_page(title="Never shown", live=False)
    html = translator().get("/admin/").content.decode()
    assert 'id="hidden-pages' not in html
    assert "w-summary" not in html
    html = logged_in(person(PROGRAMME_TEAM, "iris")).get("/admin/").content.decode()
    assert 'id="hidden-pages' not in html  # they edit no pages, so "Nothing" would mislead them


def test_the_page_list_tells_the_state_in_every_language():
    factories.home_page("es")
    page = factories.standard_page()
    factories.translated(page, live=False)
    html = editor().get(f"/admin/pages/{factories.home_page().pk}/").content.decode()
    assert "portal-state--live" in html
    assert "portal-state--draft" in html


def test_states_cost_the_same_for_any_number_of_pages(django_assert_num_queries):
    factories.home_page("es")
    pages = [factories.standard_page(slug=f"page-{number}") for number in range(3)]
    factories.translated(pages[0])
    changed = Page.objects.get(pk=pages[1].pk)
    changed.has_unpublished_changes = True
    changed.save()
    with django_assert_num_queries(3):  # the versions, and for each language the editions that are not made in it
        add_language_statuses(pages)
    found = [[state for _language, state, _pk in page.states_by_language] for page in pages]
    assert found == [
        [LanguageStatus.LIVE, LanguageStatus.CHANGED],
        [LanguageStatus.CHANGED, LanguageStatus.MISSING],
        [LanguageStatus.LIVE, LanguageStatus.MISSING],
    ]


@pytest.mark.parametrize("name", guides.GUIDES)
@pytest.mark.parametrize("language", ["en", "es"])
def test_guides_exist_in_both_languages_with_their_pictures(name, language):
    source = guides.guide_file(name, language)
    assert source.name == f"{name}.{language}.md"
    pictures = list(guides.rewrite_image_paths(guides.MARKDOWN.parse(source.read_text(encoding="utf-8"))))
    assert pictures
    for picture in pictures:
        assert picture.content  # the alternative text
        assert finders.find(str(picture.attrs["src"]).removeprefix(guides.IMAGE_PATH)), picture.attrs["src"]


def test_the_guide_opens_with_the_readers_own_task():
    assert "<h1" in translator().get("/admin/guide/").content.decode()
    with override("en"):
        assert "Guide for translators" in logged_in(User.objects.get()).get("/admin/guide/").content.decode()
    assert "Guide for editors" in logged_in(person(EDITORS, "eva")).get("/admin/guide/").content.decode()
    assert logged_in(User.objects.get(username="eva")).get("/admin/guide/nothing/", follow=True).status_code == 404


def test_guides_hold_no_html_and_lead_nowhere_else():
    assert guides.render_markdown("## A\n\nb **c** `d` [e](f) <g onclick=x>") == (
        '<h2>A</h2>\n<p>b <strong>c</strong> <code>d</code> <a href="f">e</a> &lt;g onclick=x&gt;</p>\n'
    )
    assert guides.render_markdown("<script>\nx\n</script>") == "<p>&lt;script&gt;\nx\n&lt;/script&gt;</p>\n"
    assert "<a" not in guides.render_markdown("[e](javascript:alert(1))")


def test_pictures_of_guides_are_static_files_loaded_late():
    assert guides.render_markdown("![A list & more](../home/static/home/admin/guide/desk.en.webp)") == (
        '<p><img src="/static/home/admin/guide/desk.en.webp" alt="A list &amp; more" loading="lazy" /></p>\n'
    )


def test_readers_get_no_bar_and_no_session(client):
    page = factories.standard_page()
    response = client.get(page.get_url())
    assert "wagtail-userbar" not in response.content.decode()
    assert "Cookie" not in response.get("Vary", "")
    assert not response.cookies


def test_editors_get_the_bar_with_our_checks():
    page = factories.standard_page()
    html = editor().get(page.get_url()).content.decode()
    assert "wagtail-userbar" in html
    assert "heading-order" in html
    assert "image-alt" in html


def test_the_login_page_carries_the_portals_name(client):
    html = client.get("/admin/login/").content.decode()
    assert "Sociocracy Conference: log in" in html
    assert "<title>Sign in - Sociocracy Conference</title>" in html


@pytest.mark.parametrize("path", ["", "done/", "confirm/MQ/wrong/", "complete/"])
def test_the_pages_for_a_new_password_carry_the_portals_name(client, path):
    html = client.get(f"/admin/password_reset/{path}").content.decode()
    title = re.search(r"<title>(.*?)</title>", html, re.DOTALL)[1]
    assert title.endswith(" - Sociocracy Conference")
    assert "home/brand" in html


def test_a_role_is_asked_once_whatever_the_number_of_hooks(django_assert_num_queries):
    user = person(translators_group_name("es"))
    assert is_only_translator(user)
    with django_assert_num_queries(0):
        assert is_only_translator(user)


def test_what_happened_to_a_page_is_said_of_a_page():
    """Wagtail's own Spanish for a new one means a date ("Creado en")."""
    user = person(EDITORS)
    factories.standard_page().save_revision(log_action=True, user=user).publish(user=user)
    UserProfile.objects.create(user=user, preferred_language="es")
    assert "<span>publicada</span>" in panel(logged_in(user), "recent-changes")
