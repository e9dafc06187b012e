"""Who has access to the admin and no rights on pages sees nothing there that is not public."""

import re
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.files.base import ContentFile
from django.urls import get_resolver, reverse
from django.urls.converters import IntConverter, UUIDConverter
from wagtail.documents.models import Document
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page

from events.models import Event, Room, Theme
from home.models import Announcement
from home.roles import EDITORS, PROGRAMME_TEAM, translators_group_name
from tests import factories
from tests.home.views.test_private_pages import routes

pytestmark = pytest.mark.django_db

MARK, BEGINNING = "ZqunpublishedZq", "Zqun"
WORDS = {
    "app_label": "home",
    "model_name": "announcement",
    "content_type_app_name": "home",
    "content_type_model_name": "standardpage",
    "app_name": "events",
    "action": "delete",
}


@pytest.fixture
def draft() -> Page:
    """A draft, and an image, a document, a theme, a room and a draft announcement of the same id."""
    page = factories.standard_page(title=MARK, slug="draft", intro=MARK, live=False)
    page.save_revision()
    factories.session(MARK, live=False)
    get_image_model().objects.create(pk=page.pk, title=MARK, file=get_test_image_file(filename=f"{MARK}.png"))
    Document.objects.create(pk=page.pk, title=MARK, file=ContentFile(b"x", f"{MARK}.txt"))
    Announcement.objects.create(pk=page.pk, text=MARK, live=False, locale=factories.locale("en"))
    Theme.objects.create(pk=page.pk, name=MARK, slug="theme", live=False, locale=factories.locale("en"))
    Room.objects.create(pk=page.pk, name=MARK, event=Event.objects.get())
    return page


def addresses(draft: Page) -> list[str]:
    found = []
    for name, pattern in routes(get_resolver().url_patterns):
        converters = getattr(pattern, "converters", {})
        if not converters and getattr(getattr(pattern, "regex", None), "groups", 0):
            continue
        if any(isinstance(converter, UUIDConverter) for converter in converters.values()):
            continue
        kwargs = {
            key: draft.pk if isinstance(converter, IntConverter) or key == "pk" else WORDS.get(key, "theme")
            for key, converter in converters.items()
        }
        address = reverse(name, kwargs=kwargs)
        if address.startswith("/admin/") and "log" not in address.split("/")[2]:
            found.append(address)
    return found


def seen(client, draft: Page) -> set[str]:
    """The addresses that show what is not public, by a GET or a POST."""
    client.raise_request_exception = False
    shown = set()
    for address in addresses(draft):
        query = f"?q={BEGINNING}&term={BEGINNING}&search={BEGINNING}&id={draft.pk}&fields=*&type=wagtailcore.Page"
        for answer in (client.get(address + query), client.post(address + query)):
            assert answer.status_code < 500 or (answer.status_code == 500 and "failwhale" in address), address
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            if MARK in body.decode("utf-8", "replace") + answer.headers.get("Location", ""):
                shown.add(re.sub(r"\d+", "1", urlsplit(address).path))
    return shown


def person(*groups: str) -> User:
    user = User.objects.create_user("ana")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


@pytest.mark.parametrize("groups", [(), (PROGRAMME_TEAM,)], ids=["no group", "programme team"])
def test_who_has_no_rights_on_pages_sees_nothing_unpublished(client, draft, groups):
    client.force_login(person(*groups))
    assert seen(client, draft) == set()


@pytest.mark.parametrize("groups", [(EDITORS,), (translators_group_name("es"),)], ids=["editor", "translator"])
def test_who_works_on_pages_may_choose_them(client, draft, groups):
    client.force_login(person(*groups))
    for name in ("wagtailadmin_choose_page", "wagtailadmin_api:pages:listing", "wagtailimages_chooser:choose"):
        assert client.get(reverse(name)).status_code == 200, name
