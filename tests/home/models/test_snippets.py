"""Announcements and the footer: in the reader's language, between their dates, other languages marked."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail_localize.segments.extract import extract_segments

from home.caching.dependencies import collect_expiry
from home.models import Announcement, Footer
from tests import factories
from tests.markup import unwrapped

pytestmark = pytest.mark.django_db
NOON = datetime(2021, 3, 1, 12, tzinfo=UTC)


def announcement(**fields: Any) -> Announcement:
    fields = {"text": "Everybody is welcome.", "locale": factories.locale("en"), **fields}
    return Announcement.objects.create(**fields)


def footer(link: Any = None, **fields: Any) -> Footer:
    links = (
        [{"label": "Read on", "page": link, "url": ""}] if link else [{"label": "Out", "url": "https://example.org/"}]
    )
    row = Footer(**{"name": "Footer", "text": "Made together.", "locale": factories.locale("en"), **fields})
    column = row._meta.get_field("columns").stream_block.child_blocks["column"]
    row.columns = [("column", column.to_python({"title": "Good to know", "links": links}))]
    network = row._meta.get_field("socials").stream_block.child_blocks["network"]
    row.socials = [("network", network.to_python({"name": "Mastodon", "url": "https://social.example.org/@us"}))]
    row.save()
    return row


def translation_of(row: Any, **fields: Any) -> Any:
    copy = row.copy_for_translation(factories.locale("es"))
    for name, value in fields.items():
        setattr(copy, name, value)
    copy.save()
    return copy


def page_of(client, path: str = "/en/") -> str:
    return unwrapped(client.get(path).content.decode())


def test_an_announcement_stands_on_every_page_in_the_readers_language(client):
    factories.home_page("es")
    translation_of(announcement(), text="Hay lugar para todas las personas.")
    assert "Everybody is welcome." in page_of(client)
    assert "Everybody is welcome." in page_of(client, "/en/search/")
    spanish = page_of(client, "/es/")
    assert "Hay lugar para todas las personas." in spanish
    assert "Everybody is welcome." not in spanish


def test_an_untranslated_announcement_says_its_language(client):
    factories.home_page("es")
    announcement()
    html = page_of(client, "/es/")
    assert '<p lang="en">Everybody is welcome.</p>' in html
    assert "inglés" in html.split("</aside>")[0]


def test_drafts_are_not_shown_and_unpublishing_the_original_takes_all_languages(client):
    factories.home_page("es")
    row = announcement(live=False)
    translation_of(row, text="Hay lugar.", live=True)
    assert "Hay lugar." not in page_of(client, "/es/")
    assert "Everybody is welcome." not in page_of(client)
    row.live = True
    row.save()
    assert "Hay lugar." in page_of(client, "/es/")


def test_a_draft_translation_leaves_the_original_in_place(client):
    factories.home_page("es")
    translation_of(announcement(), text="Hay lugar.", live=False)
    html = page_of(client, "/es/")
    assert "Hay lugar." not in html
    assert '<p lang="en">Everybody is welcome.</p>' in html


@pytest.mark.parametrize(
    ("shown_from", "shown_until", "shown"),
    [(0, None, True), (1, None, False), (None, 0, False), (None, 1, True), (-1, 1, True), (None, None, True)],
)
def test_an_announcement_keeps_its_dates_to_the_second(shown_from, shown_until, shown):
    def at(seconds: int | None) -> datetime | None:
        return None if seconds is None else NOON + timedelta(seconds=seconds)

    assert Announcement(shown_from=at(shown_from), shown_until=at(shown_until)).is_shown(NOON) is shown


def test_the_dates_are_read_from_the_original_only(client, settings):
    factories.home_page("es")
    row = announcement(shown_until=NOON)
    translation_of(row, text="Hay lugar.", shown_until=None)
    settings.PORTAL_AT = NOON
    assert "Hay lugar." not in page_of(client, "/es/")


def test_a_page_says_when_its_announcements_change(client, settings):
    announcement(shown_from=NOON, shown_until=NOON + timedelta(days=1))
    settings.PORTAL_AT = NOON - timedelta(days=1)
    with collect_expiry() as instants:
        client.get("/en/")
    assert instants == [NOON]


def test_impossible_dates_are_refused():
    with pytest.raises(ValidationError) as refused:
        announcement().__class__(text="x", shown_from=NOON, shown_until=NOON).clean()
    assert set(refused.value.message_dict) == {"shown_until"}


def test_a_link_needs_words():
    with pytest.raises(ValidationError) as refused:
        Announcement(text="x", link_page=factories.home_page()).clean()
    assert set(refused.value.message_dict) == {"link_label"}


def test_an_announcement_links_to_the_readers_page(client):
    factories.home_page("es")
    page = factories.standard_page()
    announcement(link_page=page, link_label="More")
    assert 'href="/es/about/" hreflang="en">More<' in page_of(client, "/es/")
    factories.translated(page, slug="acerca")
    assert 'href="/es/acerca/">More<' in page_of(client, "/es/")


def test_a_link_to_a_page_nobody_may_see_is_left_out(client):
    announcement(link_page=factories.standard_page(live=False), link_label="More")
    assert ">More<" not in page_of(client)


def test_the_footer_shows_columns_networks_and_text(client):
    factories.home_page("es")
    row = footer(link=factories.standard_page().pk)
    html = page_of(client)
    assert "<h2>Good to know</h2>" in html
    assert 'href="/en/about/">Read on<' in html
    assert 'href="https://social.example.org/@us" rel="me">Mastodon<' in html
    assert '<p lang="en">Made together.</p>' in page_of(client, "/es/")
    translation_of(row, text="Hecho en común.")
    assert "<p>Hecho en común.</p>" in page_of(client, "/es/")


def test_of_several_footers_the_newest_published_one_is_shown(client):
    footer(text="Old words.")
    footer(text="New words.")
    footer(text="Draft words.", live=False)
    html = page_of(client)
    assert [words for words in ("Old", "New", "Draft") if f"{words} words." in html] == ["New"]


def test_links_cost_the_same_for_one_and_for_three(client):
    factories.home_page("es")
    pages = [factories.standard_page(slug=f"page-{number}") for number in range(3)]
    for page in pages:
        factories.translated(page)
    row = footer(link=pages[0].pk)
    counts = []
    for chosen in (pages[:1], pages):
        links = [{"label": page.slug, "page": page.pk, "url": ""} for page in chosen]
        column = row._meta.get_field("columns").stream_block.child_blocks["column"]
        row.columns = [("column", column.to_python({"title": "x", "links": links}))]
        row.save()
        client.get("/es/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/es/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_every_text_reaches_the_translator():
    rows = [footer(note="Share alike."), announcement(link_label="More")]
    segments = [segment for row in rows for segment in extract_segments(row) if hasattr(segment, "string")]
    found = {segment.string.data for segment in segments}
    expected = {"Made together.", "Good to know", "Out", "Mastodon", "Share alike.", "Everybody is welcome.", "More"}
    assert expected - found == set()


@pytest.mark.parametrize("language", ["en", "es"])
def test_editors_see_a_preview_before_they_publish(admin_client, language):
    row = announcement(live=False, text="Soon.")
    if language == "es":
        factories.home_page("es")
        row = translation_of(row, text="Pronto.")
    url = reverse("wagtailsnippets_home_announcement:preview_on_edit", args=[row.pk])
    data = {"text": "Just typed.", "link_label": "", "link_page": "", "shown_from": "", "shown_until": ""}
    assert admin_client.post(url, data).json()["is_valid"]
    html = admin_client.get(url).content.decode()
    assert "Just typed." in html
    assert f'<html lang="{language}"' in html


def test_the_footer_can_be_previewed(admin_client):
    row = footer(live=False)
    request = row.make_preview_request()
    assert "Made together." in request.content.decode()
