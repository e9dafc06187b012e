"""Users in the real groups, and a page with an unfinished Spanish translation."""

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from wagtail.models import Page

from home.roles import EDITORS, ensure_groups, translators_group_name
from tests import factories
from tests.translations.helpers import fill, opened, target


def member(name: str, *groups: str) -> User:
    ensure_groups()
    user = User.objects.create_user(name, f"{name}@example.org", "secret")
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


@pytest.fixture
def editor(db) -> User:
    return member("editor", EDITORS)


@pytest.fixture
def translator(db) -> User:
    """A user who may translate into Spanish and do nothing else."""
    factories.home_page("es")
    return member("translator", translators_group_name("es"))


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def as_editor(editor) -> Client:
    return logged_in(editor)


@pytest.fixture
def as_translator(translator) -> Client:
    return logged_in(translator)


@pytest.fixture
def about(db):
    """An English page with three strings: title, slug, introduction."""
    factories.home_page("es")
    return factories.standard_page(title="About us", slug="about", intro="We meet online.")


@pytest.fixture
def spanish(about, django_capture_on_commit_callbacks):
    """The live Spanish page of `about`."""
    translation = opened(about)
    fill(translation)
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)
    return target(translation)


@pytest.fixture
def change(django_capture_on_commit_callbacks):
    """Change an original and publish it."""

    def make(page: Page, **fields) -> Page:
        page = page.specific_class.objects.get(pk=page.pk)
        for name, value in fields.items():
            setattr(page, name, value)
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()
        return page

    return make
