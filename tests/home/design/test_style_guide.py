"""The style guide: who may open it, and that every part renders in every language."""

import re

import pytest
from django.contrib.auth.models import User

from home.design.style_guide import SECTIONS
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def guide(client, settings):
    """Returns the page as a developer sees it."""
    settings.DEBUG = True
    return lambda code: client.get(f"/{code}/style-guide/").content.decode()


def test_nobody_finds_it_but_who_may_enter_the_admin(client):
    assert client.get("/en/style-guide/").status_code == 404
    client.force_login(User.objects.create_user("reader"))
    assert client.get("/en/style-guide/").status_code == 404
    client.force_login(User.objects.create_superuser("editor"))
    assert client.get("/en/style-guide/").status_code == 200


def test_every_section_stands_in_both_schemes(guide):
    page = guide("en")
    assert len(re.findall(r'<section [^>]*id="(\w+)"', page)) == len(SECTIONS)
    assert page.count('data-scheme="light"') == page.count('data-scheme="dark"') == len(SECTIONS)


def test_no_id_stands_twice(guide):
    ids = re.findall(r'\bid="([^"]+)"', guide("en"))
    assert sorted(ids) == sorted(set(ids))


def test_it_speaks_spanish(guide):
    factories.home_page("es")
    assert "Guía de estilo" in guide("es")


def test_nothing_is_inline(guide):
    page = guide("en")
    assert re.findall(r'\sstyle="|\son\w+="|<style|<script(?![^>]*\bsrc=)', page) == []
