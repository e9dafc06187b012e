"""What migrate and the worker do after PORTAL_LANGUAGES=en,es,pt and a restart."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, Locale, Page

from events.programme.page_urls import programme_page_and_url
from events.programme.queries import load_programme
from events.submissions.emails.messages import email_template_for
from events.submissions.models import EmailTemplate
from events.submissions.setup import ensure_email_templates
from home.checks import no_language_is_left_behind
from home.i18n.languages import forget_language_codes
from home.initial_site import ensure_site
from home.models import Announcement, HomePage
from home.roles import ensure_groups
from home.translations.jobs import sync_translations
from home.translations.models import GlossaryTerm
from home.translations.publishing.joint import readiness_of_translations
from home.translations.queries import desk_entries
from tests import factories
from tests.translations.conftest import logged_in, member
from tests.translations.helpers import fill, opened, target


@pytest.fixture
def portuguese(about, settings) -> Locale:
    """The portal after a restart with one more language and a run of the worker."""
    fill(opened(about))
    settings.PORTAL_LANGUAGES = ["en", "es", "pt"]
    settings.WAGTAIL_CONTENT_LANGUAGES = settings.LANGUAGES = [
        ("en", "English"),
        ("es", "Spanish"),
        ("pt", "Portuguese"),
    ]
    ensure_site()
    ensure_groups()
    ensure_email_templates()
    while sync_translations(now=timezone.now()):
        pass
    return Locale.objects.get(language_code="pt")


def test_the_tree_comes_as_drafts(portuguese, about):
    pages = Page.objects.filter(locale=portuguese)
    assert sorted(page.depth for page in pages) == [2, 3]
    assert not any(page.live for page in pages)
    assert pages.get(depth=3).translation_key == about.translation_key


def test_groups_and_desk_follow(portuguese, about):
    assert Group.objects.filter(name="Translators Português").exists()
    found = [entry.title for entry in desk_entries(portuguese, now=timezone.now())]
    assert "About us" in found

    client = logged_in(member("tradutora", "Translators Português"))
    assert "About us" in client.get("/admin/translations/").content.decode()
    page = Page.objects.get(locale=portuguese, depth=3)
    assert client.get(f"/admin/pages/{page.pk}/edit/").status_code == 200
    spanish = target(opened(about))
    assert client.get(f"/admin/pages/{spanish.pk}/edit/").status_code == 302


def test_readers_see_nothing_of_it_until_it_has_a_home(portuguese, about, client):
    assert 'hreflang="pt"' not in client.get(about.get_url()).content.decode()

    home = HomePage.objects.get(locale=portuguese)
    home.save_revision().publish()
    assert factories.home_page().live
    assert 'lang="pt"' in client.get(about.get_url()).content.decode()


def test_an_email_without_a_catalog_waits_for_its_translators_as_a_draft(portuguese):
    email = EmailTemplate.objects.get(kind="accepted", locale=portuguese)
    assert not email.live
    found = [entry.target.pk for entry in desk_entries(portuguese, now=timezone.now()) if entry.needs_attention]
    assert email.pk in found
    english = EmailTemplate.objects.get(kind="accepted", locale__language_code="en")
    english.subject = "As the editors wrote it: {title}"
    english.save()
    assert email_template_for("accepted", "pt").subject == english.subject


@pytest.fixture
def mexican_spanish(settings, db):
    settings.PORTAL_LANGUAGES = ["en", "es", "es-mx"]
    settings.WAGTAIL_CONTENT_LANGUAGES = settings.LANGUAGES = [
        ("en", "English"),
        ("es", "Spanish"),
        ("es-mx", "Mexican Spanish"),
    ]
    ensure_site()


def test_readers_get_the_nearest_language_before_the_original(about, mexican_spanish, client):
    factories.translated(about, title="Sobre nosotros", slug="sobre-nosotros")
    factories.home_page("es-mx")

    html = client.get("/es-mx/about/").content.decode()

    assert '<html lang="es-mx"' in html and 'lang="es"><bdi>Sobre nosotros' in html
    assert "español" in html and "en inglés" not in html
    only_english = factories.standard_page(title="Only in English", slug="only")
    assert "Only in English" in client.get(f"/es-mx/{only_english.slug}/").content.decode()


def test_a_new_language_can_be_listed_first(about, settings):
    settings.PORTAL_LANGUAGES, settings.LANGUAGE_CODE = ["pt", "en", "es"], "pt"
    settings.WAGTAIL_CONTENT_LANGUAGES = settings.LANGUAGES = [("pt", "Portuguese"), ("en", "English")]
    fill(opened(about))
    ensure_site()
    while sync_translations(now=timezone.now()):
        pass
    home = HomePage.objects.get(locale__language_code="pt")
    assert home.translation_key == factories.home_page().translation_key
    assert not home.live
    ensure_site()
    assert HomePage.objects.filter(locale=home.locale).count() == 1


def test_a_language_that_was_taken_out_leads_to_another_and_is_told(about, settings, client):
    spanish = factories.translated(about, title="Sobre nosotros", slug="sobre-nosotros")
    opened(about)
    addresses = [spanish.get_url(), spanish.get_parent().get_url(), f"{spanish.get_parent().get_url()}gone/"]
    settings.PORTAL_LANGUAGES = ["en"]
    settings.WAGTAIL_CONTENT_LANGUAGES = settings.LANGUAGES = [("en", "English")]
    forget_language_codes()
    try:
        led = [client.get(address).headers["Location"] for address in addresses]
        assert led == [about.get_url(), "/en/", "/en/"]
        assert client.get("/xx/", follow=True).status_code == 404
        assert readiness_of_translations(about) == []
        (told,) = no_language_is_left_behind(databases=["default"])
        assert (told.id, told.msg[:7]) == ("home.W002", "2 live ")
    finally:
        forget_language_codes()


def test_lists_too_have_the_nearest_language_before_the_original(mexican_spanish, client):
    """Programme, speakers and their addresses, where only some of the pages above are translated."""
    factories.home_page("es"), factories.home_page("es-mx")
    talk, other = factories.session("Consent"), factories.session("Rounds", slug="rounds")
    programme = talk.get_parent().specific
    factories.timetable(factories.slot(talk, 13), factories.slot(other, 14))
    factories.translated(programme.get_parent().specific, title="Edición", slug="edicion")
    factories.translated(programme, title="Programa", slug="programa")
    factories.translated(talk, title="Consentimiento", slug="consentimiento")
    event = programme.get_parent().specific.event

    _page, url = programme_page_and_url(event, "es-mx")
    entries = {entry.original.title: entry for entry in load_programme(event, "es-mx", url).entries}
    shown = {title: (entry.page.title, entry.lang) for title, entry in entries.items()}
    assert shown == {"Consent": ("Consentimiento", "es"), "Rounds": ("Rounds", "en")}
    for entry in entries.values():
        answer = client.get(entry.url)
        assert answer.status_code == 200, entry.url
        assert entry.page.title in answer.content.decode()


def test_translators_of_a_language_reach_no_region_of_it(about, mexican_spanish, translator):
    """Not even where both shared a group, as before regions had names of their own."""
    home, shared = factories.home_page("es-mx"), translator.groups.get()
    for right in ("change_page", "publish_page"):
        permission = Permission.objects.get(codename=right)
        GroupPagePermission.objects.get_or_create(group=shared, page=home, permission=permission)
    ensure_groups()
    announcement = Announcement.objects.create(text="Aviso", locale=home.locale)
    terms = {"term": "spiral", "translation": "espiral", "source_language": "en"}
    mine, other = (GlossaryTerm.objects.create(**terms, target_language=code) for code in ("es", "es-mx"))
    client, mexican = logged_in(translator), opened(about, "es-mx")

    def status(name, *args, query=""):
        return client.get(f"{reverse(name, args=args)}{query}").status_code

    assert status("translations:review", opened(about).pk) == 200
    refused = (302, 403, 404)
    assert status("translations:review", mexican.pk) in refused
    assert status("wagtailadmin_pages:edit", target(mexican).pk) in refused
    assert status("wagtailsnippets_home_announcement:edit", announcement.pk) in refused
    term = "wagtailsnippets_translations_glossaryterm:edit"
    assert (status(term, mine.pk), status(term, other.pk) in refused) == (200, True)
    for name in ("desk", "sentences", "bundle"):
        html = client.get(f"{reverse(f'translations:{name}')}?language=es-mx", follow=True).content.decode()
        assert "Spanish (Mexico)" not in html and "es_MX" not in html, name
    table = SimpleUploadedFile("terms.csv", b"term,translation\nround,ronda\n")
    client.post(f"{reverse('translations:glossary')}?language=es-mx", {"kind": "terms", "file": table})
    assert not GlossaryTerm.objects.filter(term="round", target_language="es-mx").exists()
