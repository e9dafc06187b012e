"""Every URL of wagtail-localize requested by each role, for a page and for a snippet."""

import pytest
from django.contrib.auth.models import User
from django.http import Http404
from django.test import Client
from django.urls import reverse
from django.urls.resolvers import URLPattern
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page
from wagtail.users.models import UserProfile
from wagtail_localize import wagtail_hooks as localize
from wagtail_localize.models import OverridableSegment, Translation

from home.models import Announcement
from home.translations import guards
from tests import factories
from tests.translations.conftest import logged_in, member
from tests.translations.helpers import fill, opened, target


def names() -> set[str]:
    return {pattern.name for pattern in localize.register_admin_urls()[0].url_patterns}


def addresses(about: Page, announcement: Announcement) -> dict[str, list[str]]:
    """Name → its URLs: those of a translation once for the page and once for the snippet."""
    page, snippet = opened(about), opened(announcement)
    first = {each.pk: each.source.stringsegment_set.first().pk for each in (page, snippet)}
    row = ["home", "announcement", str(announcement.pk)]
    once = {
        "submit_page_translation": [about.pk],
        "submit_snippet_translation": row,
        "edit_override": [page.pk, OverridableSegment.objects.filter(source=page.source).first().pk],
        "preview_translation": [page.pk],
        "convert_to_alias": [target(page).pk],
        "snippets_api_listing": row[:2],
        "snippets_api_detail": row,
    }
    twice = {
        "update_translations": lambda each: [each.source_id],
        "edit_string_translation": lambda each: [each.pk, first[each.pk]],
        "download_pofile": lambda each: [each.pk],
        "upload_pofile": lambda each: [each.pk],
        "machine_translate": lambda each: [each.pk],
        "stop_translation": lambda each: [each.pk],
    }
    found = {}
    for name in names():
        ways = [twice[name](each) for each in (page, snippet)] if name in twice else [once.get(name, [])]
        found[name] = [reverse(f"wagtail_localize:{name}", args=args) for args in ways]
    return found


@pytest.fixture
def about(about):
    about.social_image = Image.objects.create(title="Ours", file=get_test_image_file())
    about.save()
    return about


@pytest.fixture
def announcement(db) -> Announcement:
    return Announcement.objects.create(text="The call is open.", locale=factories.locale("en"))


def was_refused(response) -> bool:
    """Wagtail redirects from a forbidden page to the dashboard, our JSON views answer with a status."""
    to_dashboard = response.status_code == 302 and response.url == reverse("wagtailadmin_home")
    to_login = response.status_code == 302 and "/login/" in response.url
    is_absent = response.status_code == 302 and response.url.startswith("/en/admin/")  # Django's redirect before a 404
    return response.status_code in {403, 404} or to_dashboard or to_login or is_absent


def test_every_address_has_a_rule():
    assert names() == set(guards.RULES)


def test_what_has_no_rule_is_absent(monkeypatch, as_editor, about):
    url = reverse("wagtail_localize:download_pofile", args=[opened(about).pk])
    assert as_editor.get(url).status_code == 200

    monkeypatch.delitem(guards.RULES, "download_pofile")
    pattern = next(p for p in guards.guarded_urls() if isinstance(p, URLPattern) and "download" in str(p.pattern))
    with pytest.raises(Http404):
        pattern.callback(None, translation_id=1)


WRITES = {
    "javascript_catalog",
    "edit_string_translation",
    "edit_override",
    "download_pofile",
    "upload_pofile",
    "preview_translation",
    "snippets_api_listing",
    "snippets_api_detail",
}
OPENS = {"submit_page_translation", "submit_snippet_translation", "update_translations"}
NAMES = {"javascript_catalog", "snippets_api_listing", "snippets_api_detail"}  # announcements, which everybody may read
ALLOWED = {
    "translator": WRITES,
    "translator of another language": NAMES,
    "member of no group": set(),
    "programme team": {"javascript_catalog"},
    "editor": WRITES | OPENS,
    "administrator": WRITES | OPENS,
    "nobody": set(),
}


def client_of(role: str) -> Client:
    if role == "nobody":
        return Client()
    if role == "administrator":
        return logged_in(User.objects.create_superuser("admin"))
    if role == "member of no group":
        return logged_in(member("outsider"))
    groups = {
        "translator": "Translators Español",
        "translator of another language": "Translators English",
        "programme team": "Programme team",
        "editor": "Editors",
    }
    return logged_in(member(f"a {role}", groups[role]))


@pytest.mark.parametrize("role", list(ALLOWED))
def test_every_address_of_wagtail_localize_as_each_role(role, about, announcement, translator):
    client = client_of(role)
    reached, refused = set(), set()
    for name, urls in addresses(about, announcement).items():
        for url in urls:
            answers = [method(url) for method in (client.get, client.post, client.put, client.delete)]
            assert not [answer for answer in answers if answer.status_code >= 500], url
            opens = any(not was_refused(answer) and answer.status_code != 405 for answer in answers)
            (reached if opens else refused).add(name)

    assert reached == ALLOWED[role]
    assert not reached & refused  # the same for the page and for the snippet


def test_trap_convert_to_alias_replaces_live_spanish_by_english(about, as_translator, as_editor):
    translation = opened(about)
    fill(translation)
    copy = target(translation)
    url = reverse("wagtail_localize:convert_to_alias", args=[copy.pk])
    edit = reverse("wagtailadmin_pages:edit", args=[copy.pk])

    for client in (as_translator, as_editor):
        client.post(url)
        client.post(edit, {"localize-convert-to-alias": "yes"})
        assert "convert_to_alias" not in client.get(edit).content.decode()

    assert target(translation).alias_of_id is None
    assert Translation.objects.filter(pk=translation.pk).exists()


def test_trap_stop_translation_loses_hand_edits(about, as_translator, as_editor):
    translation = opened(about)
    for client in (as_translator, as_editor):
        client.post(reverse("wagtail_localize:stop_translation", args=[translation.pk]))
        edit = reverse("wagtailadmin_pages:edit", args=[target(translation).pk])
        assert "/disable/" not in client.get(edit).content.decode()

    translation.refresh_from_db()
    assert translation.enabled


def test_trap_submit_translation_is_global_and_reaches_pages_without_rights(about):
    from django.contrib.auth.models import Permission

    user = member("half", "Translators Español")
    user.user_permissions.add(Permission.objects.get(codename="submit_translation"))

    response = logged_in(user).get(reverse("wagtail_localize:submit_page_translation", args=[about.pk]))

    assert was_refused(response)


def test_a_translator_opens_the_explorer_everywhere_and_changes_only_their_tree(about, as_translator):
    translation = opened(about)
    copy, english = target(translation), about

    assert as_translator.get(reverse("wagtailadmin_explore", args=[english.get_parent().pk])).status_code == 200
    for name in ("edit", "delete", "unpublish", "move", "copy", "add_subpage"):
        assert was_refused(as_translator.get(reverse(f"wagtailadmin_pages:{name}", args=[english.pk]))), name
    assert as_translator.get(reverse("wagtailadmin_pages:edit", args=[copy.pk])).status_code == 200


def test_a_translator_deletes_nothing(about, as_translator):
    copy = target(opened(about))

    as_translator.post(reverse("wagtailadmin_pages:delete", args=[copy.pk]))
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    as_translator.post(f"{bulk}?id={copy.pk}")

    assert Page.objects.filter(pk=copy.pk).exists()


@pytest.mark.parametrize("action", ["publish", "unpublish", "delete", "move", "copy", "create_alias", "convert_alias"])
def test_the_admin_s_api_reads_pages_and_does_nothing_to_them(action, about, as_translator, as_editor):
    copy = target(opened(about))
    for client in (as_translator, as_editor):
        assert client.get(f"/admin/api/main/pages/{copy.pk}/").json()["id"] == copy.pk
        assert client.post(f"/admin/api/main/pages/{copy.pk}/action/{action}/").status_code in {302, 404}

    assert [(page.pk, page.live) for page in Page.objects.filter(locale=copy.locale, depth=3)] == [(copy.pk, False)]


def test_a_translator_sees_drafts_of_what_they_translate(about, as_translator):
    about.title = "A draft title"
    about.save_revision()
    opened(about)

    response = as_translator.get(reverse("translations:preview_source", args=[about.pk]))
    assert "A draft title" in response.content.decode()

    other = factories.standard_page(title="Other", slug="other")
    assert was_refused(as_translator.get(reverse("translations:preview_source", args=[other.pk])))


def test_trap_the_editor_calls_gravatar_and_never_loads_its_stylesheet(about, as_translator):
    edit = reverse("wagtailadmin_pages:edit", args=[target(opened(about)).pk])
    html = as_translator.get(f"{edit}?editor").content.decode()

    assert "wagtail-localize-editor-form.css" in html
    assert "gravatar" not in html


def test_the_addresses_of_a_deleted_target_are_absent(about, as_editor):
    translation = opened(about)
    url = reverse("wagtail_localize:download_pofile", args=[translation.pk])
    target(translation).delete()
    translation.enabled = True
    translation.save()

    assert as_editor.get(url, follow=True).status_code == 404


def test_words_of_wagtail_localize_s_editor_keep_their_spaces_and_say_what_happened(about, as_translator, translator):
    UserProfile.objects.update_or_create(user=translator, defaults={"preferred_language": "es"})
    words = as_translator.get(reverse("wagtail_localize:javascript_catalog")).content.decode()
    assert '"Publish in ": "Publicar en "' in words
    assert "Error del servidor" not in words

    edit = reverse("wagtailadmin_pages:edit", args=[target(opened(about)).pk])
    html = as_translator.get(f"{edit}?editor").content.decode()
    assert "&quot;type&quot;: &quot;string&quot;" not in html, "the workshop has them"
    assert html.count("<h1") == 1
