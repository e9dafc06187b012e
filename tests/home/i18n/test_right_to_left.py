"""A portal in Arabic, with a catalog of six plural forms made here, beside English texts."""

import re

import polib
import pytest
from django.conf import settings as portal
from django.utils.translation import ngettext, override, trans_real

from home.i18n import languages
from home.initial_site import ensure_site
from home.models import Announcement
from portal.setup.catalogs import compile_all
from tests import factories

PLURALS = (
    "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5;"
)
SIX = {0: 0, 1: 1, 2: 2, 3: 3, 110: 3, 11: 4, 100: 5}  # number → its form
CACHED = (languages.spoken_language, languages.language_name, languages.native_name)


@pytest.fixture
def arabic(tmp_path, settings, monkeypatch):
    """Every message in a catalog "ar" that keeps the words and adds the number of the form."""
    spanish = polib.pofile(str(portal.LOCALE_PATHS[0] / "es" / "LC_MESSAGES" / "django.po"))
    po = polib.POFile()
    po.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Plural-Forms": PLURALS}
    for entry in spanish:
        if entry.obsolete:
            continue
        if entry.msgid_plural:
            entry.msgstr_plural = {number: f"{entry.msgid_plural} ({number})" for number in range(6)}
        else:
            entry.msgstr = entry.msgid
        po.append(entry)
    (tmp_path / "ar" / "LC_MESSAGES").mkdir(parents=True)
    po.save(str(tmp_path / "ar" / "LC_MESSAGES" / "django.po"))
    compile_all(tmp_path)
    monkeypatch.setattr(trans_real, "_translations", {})
    settings.LOCALE_PATHS = [tmp_path]
    settings.PORTAL_LANGUAGES = ["en", "ar"]
    settings.WAGTAIL_CONTENT_LANGUAGES = settings.LANGUAGES = [("en", "English"), ("ar", "Arabic")]
    for cached in CACHED:
        cached.cache_clear()
    yield
    for cached in CACHED:
        cached.cache_clear()
    languages.forget_language_codes()


def test_each_of_six_plural_forms_is_used(arabic):
    with override("ar"):
        said = {n: ngettext("%(count)d text was saved.", "%(count)d texts were saved.", n) % {"count": n} for n in SIX}
    assert said == {n: f"{n} texts were saved. ({form})" for n, form in SIX.items()}


def test_english_passages_of_an_arabic_page_say_their_direction(arabic, db, client):
    about = factories.standard_page(title="About us", slug="about", intro="We meet online.")
    ensure_site()
    factories.home_page("ar")
    Announcement.objects.create(text="The call is open.", locale=about.locale)

    html = client.get("/ar/about/").content.decode()

    assert '<html lang="ar" dir="rtl"' in html
    assert re.search(r'<h1[^>]* lang="en" dir="ltr"', html)
    notice = html.index("The call is open.")
    assert '<p lang="en" dir="ltr">' in html[notice - 200 : notice]
    assert 'dir="rtl"' not in client.get("/en/about/").content.decode()
