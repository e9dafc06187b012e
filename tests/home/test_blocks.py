"""Every block explains itself, can be previewed, translated in full, and shows well-formed HTML in both languages."""

import re
from datetime import UTC, datetime
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from django.core.files.images import ImageFile
from django.test import RequestFactory
from django.utils.functional import Promise
from django.utils.translation import override
from PIL import Image as Drawing
from wagtail import blocks
from wagtail.images.models import Image
from wagtail.users.models import UserProfile
from wagtail_localize.models import TranslationSource
from wagtail_localize.segments.extract import extract_segments

from home.blocks import BodyBlock
from home.blocks.links import LinkBlock
from home.design.renditions import made_on_the_spot
from tests import factories
from tests.markup import unwrapped

BODY = BodyBlock()
NAMES = list(BODY.child_blocks)
DAY = datetime(2021, 3, 1, tzinfo=UTC)


def an_image(width: int = 1600, height: int = 1000, **fields: Any) -> Image:
    data = BytesIO()
    Drawing.new("RGB", (width, height), "#0f4c4a").save(data, "PNG")
    return Image.objects.create(title="Circles", file=ImageFile(data, name="circles.png"), **fields)


def everything() -> list[tuple[str, Any]]:
    """One of each block, with a different word in each text."""
    image = an_image().pk
    picture = {"image": image, "alt_text": "alternative", "decorative": False}
    return [
        ("heading", {"text": "heading"}),
        ("text", {"text": "<p>paragraph</p>"}),
        (
            "quotation",
            {
                "text": "quoted",
                "attribution": "somebody",
                "source": "somewhere",
                "original": "citado",
                "original_language": "fr",
                "note": "translated by us",
            },
        ),
        ("questions", {"title": "asking", "questions": ["first question", "second question"]}),
        ("accordion", {"title": "folded", "items": [{"title": "summary", "text": "<p>inside</p>"}]}),
        (
            "table",
            {
                "table": {
                    "columns": [
                        {"type": "text", "heading": "first column"},
                        {"type": "text", "heading": "second column"},
                    ],
                    "rows": [{"values": ["first cell", "second cell"]}, {"values": ["third cell", "second cell"]}],
                    "caption": "table of cells",
                },
                "note": "below the table",
            },
        ),
        ("image", {"image": picture, "shape": "wide", "caption": "below", "credit": "drawn by"}),
        ("video", {"url": "https://vimeo.com/7654321", "title": "film", "caption": "about the film", "poster": image}),
        ("logos", {"title": "thanks", "partners": [{"name": "partner", "logo": image, "url": "https://example.org/"}]}),
        ("dates", {"title": "when"}),
        ("call_state", {"title": "is it open"}),
        ("call_to_action", {"text": "do it", "label": "go", "page": None, "url": "https://example.org/now"}),
        ("sign_up", {"title": "hear from us", "text": "when it is ready"}),
    ]


def words() -> set[str]:
    """The texts of `everything` that translators must see."""
    facts = {"https://vimeo.com/7654321", "https://example.org/", "https://example.org/now", "fr", "wide", "text"}

    def texts(value: Any) -> set[str]:
        if isinstance(value, dict):
            return set().union(*(texts(item) for item in value.values()))
        if isinstance(value, list):
            return set().union(*(texts(item) for item in value))
        return {value.removeprefix("<p>").removesuffix("</p>")} if isinstance(value, str) else set()

    return texts([value for _name, value in everything()]) - facts


def page_with(body: list[tuple[str, Any]], **fields: Any) -> Any:
    page = factories.standard_page(**fields)
    page.body = [(name, BODY.child_blocks[name].to_python(value)) for name, value in body]
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def fields_of(block: blocks.Block, path: str) -> list[tuple[str, blocks.Block]]:
    """A block and its child blocks, without the children of Wagtail's own blocks."""
    found = [(path, block)]
    if type(block).__module__.startswith("home."):
        for name, child in getattr(block, "child_blocks", {}).items():
            found += fields_of(child, f"{path}.{name}")
    if isinstance(block, blocks.ListBlock):
        found += fields_of(block.child_block, f"{path}[]")
    return found


def shown(name: str, value: dict[str, Any], language: str = "en", **context: Any) -> str:
    block = BODY.child_blocks[name]
    request = RequestFactory().get(f"/{language}/")
    request.LANGUAGE_CODE = language
    return unwrapped(block.render(block.normalize(value), {"request": request, **context}))


@pytest.mark.django_db
def test_every_block_is_tried():
    assert sorted(name for name, _value in everything()) == sorted(NAMES), "add a line to everything()"


@pytest.mark.parametrize("name", NAMES)
def test_every_block_explains_itself(name):
    block = BODY.child_blocks[name]
    assert block.meta.icon != "placeholder"
    assert str(block.meta.group)
    assert str(block.label)
    assert str(block.get_description())
    assert block.is_previewable


@pytest.mark.parametrize("name", NAMES)
def test_every_field_has_a_label_and_a_help_text(name):
    bare = [
        path
        for path, block in fields_of(BODY.child_blocks[name], name)[1:]
        if isinstance(block, blocks.FieldBlock | blocks.ListBlock)
        and not path.endswith("[]")
        and not (getattr(block.meta, "help_text", "") or getattr(getattr(block, "field", None), "help_text", ""))
    ]
    assert bare == []


def first_text(value: Any) -> str:
    """The first translatable text of a preview."""
    if isinstance(value, dict):
        return next((text for text in map(first_text, value.values()) if text), "")
    source = getattr(value, "source", value)
    return str(source) if isinstance(source, Promise) or value is not source else ""


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("name", NAMES)
def test_every_block_has_a_preview_in_the_editors_language(admin_client, admin_user, name, language):
    UserProfile.objects.create(user=admin_user, preferred_language=language)
    factories.event_page()
    an_image()
    block = BODY.child_blocks[name]
    response = admin_client.get("/admin/block-preview/", {"id": block.definition_prefix})
    with override(language):
        text = first_text(block.get_preview_value())
    assert text
    assert response.status_code == 200
    assert f'<html lang="{language}"' in response.content.decode()
    assert text in unescape(response.content.decode())


@pytest.mark.django_db
def test_every_text_reaches_the_translator():
    page = page_with(everything())
    segments = {getattr(segment, "string", None) for segment in extract_segments(page)}
    found = {getattr(string, "data", string) for string in segments if string}
    assert words() - found == set()


@pytest.mark.django_db
def test_a_translation_keeps_its_own_words():
    factories.event_page()
    page = page_with(everything())
    factories.translated(factories.home_page(), "es", slug="home-es")
    spanish = factories.localized(page, {word: f"es {word}" for word in words()})
    with override("es"):
        html = spanish.body.render_as_block({"request": RequestFactory().get("/es/")})
    assert [word for word in words() if f"es {word}" not in html] == []


@pytest.mark.django_db
def test_a_table_keeps_its_translations_when_rows_and_columns_move():
    def table(columns, rows):
        headings = [{"type": "text", "heading": heading} for heading in columns]
        return BODY.child_blocks["table"].to_python(
            {"table": {"columns": headings, "rows": [{"values": row} for row in rows], "caption": ""}, "note": ""}
        )

    factories.translated(factories.home_page(), "es", slug="home-es")
    page = factories.standard_page()
    page.body = [("table", table(["Who", "Price"], [["Anna", "30"], ["Bo", "30"]]))]
    page.save_revision().publish()
    known = {"Who": "Quién", "Price": "Precio", "Anna": "Ana", "30": "treinta"}
    factories.localized(page, known)
    page.body[0].value = table(["Price", "Who"], [["30", "Bo"], ["0", "Cleo"], ["30", "Anna"]])
    page.save_revision().publish()
    source, _created = TranslationSource.update_or_create_from_instance(page)
    source.translations.get().save_target(publish=False)
    spanish = page.get_translation(factories.locale("es")).get_latest_revision_as_object()
    with override("es"):
        html = spanish.body.render_as_block({"request": RequestFactory().get("/es/")})
    cells = re.findall(r"<t[hd][^>]*>([^<]*)</t", html)
    assert cells == ["Precio", "Quién", "treinta", "Bo", "0", "Cleo", "treinta", "Ana"]


@pytest.mark.django_db
def test_pictures_come_in_two_formats_with_their_size(client):
    with made_on_the_spot():
        html = shown("image", {"image": {"image": an_image(), "alt_text": "Three circles"}, "shape": "wide"})
    assert 'type="image/avif"' in html
    assert html.count("480w") == html.count("960w") == html.count("1440w") == 2
    assert 'width="960" height="540"' in html
    assert 'alt="Three circles" loading="lazy"' in html


@pytest.mark.django_db
def test_a_small_picture_names_each_width_once():
    """The HTML checker refuses a width that is given twice."""
    with made_on_the_spot():
        html = shown("image", {"image": {"image": an_image(600, 400), "alt_text": "x"}, "shape": "whole"})
    assert html.count("480w") == html.count("600w") == 2
    assert "960w" not in html


@pytest.mark.django_db
def test_the_focal_point_decides_what_is_cropped():
    left = an_image(1600, 400, focal_point_x=100, focal_point_y=200, focal_point_width=50, focal_point_height=50)
    right = an_image(1600, 400, focal_point_x=1500, focal_point_y=200, focal_point_width=50, focal_point_height=50)
    for image, colour in ((left, "#ff0000"), (right, "#0000ff")):
        drawing = Drawing.new("RGB", (1600, 400), "#ff0000")
        drawing.paste("#0000ff", (800, 0, 1600, 400))
        drawing.save(image.file.path)
        rendition = image.get_rendition("fill-480x480|format-png")
        with Drawing.open(rendition.file.path) as cropped:
            assert cropped.size == (400, 400)
            assert "#{:02x}{:02x}{:02x}".format(*cropped.convert("RGB").getpixel((200, 200))) == colour


@pytest.mark.django_db
def test_a_decorative_picture_has_an_empty_alternative():
    html = shown("image", {"image": {"image": an_image(), "alt_text": "ignored", "decorative": True}, "shape": "whole"})
    assert 'alt=""' in html


@pytest.mark.django_db
def test_a_film_asks_its_provider_for_nothing_before_the_click():
    html = shown("video", {"url": "https://youtu.be/dQw4w9WgXcQ", "title": "A film"})
    assert "<iframe" not in html
    assert "<img" not in html
    assert 'href="https://www.youtube.com/watch?v=dQw4w9WgXcQ"' in html
    assert "youtube-nocookie.com/embed/dQw4w9WgXcQ" in html


def test_a_film_from_elsewhere_is_refused():
    block = BODY.child_blocks["video"]
    with pytest.raises(blocks.StructBlockValidationError):
        block.clean(block.normalize({"url": "https://evil.example/watch?v=dQw4w9WgXcQ", "title": "x"}))


@pytest.mark.django_db
def test_dates_come_from_the_event_of_the_page():
    page = factories.standard_page(parent=factories.event_page())
    html = shown("dates", {"title": "When"}, page=page)
    assert "<h2>When</h2>" in html
    assert 'datetime="2021-05-06T13:00:00Z"' in html
    assert 'datetime="2021-03-28T23:59:00Z"' in html


@pytest.mark.django_db
def test_dates_say_what_the_call_does_next(settings):
    event = factories.event()
    page = factories.event_page(event=event)
    settings.PORTAL_AT = DAY
    assert "The call for sessions is open until" in shown("dates", {}, page=page)
    settings.PORTAL_AT = datetime(2021, 1, 1, tzinfo=UTC)
    assert "The call for sessions opens" in shown("dates", {}, page=page)


@pytest.mark.django_db
def test_dates_without_any_event_show_nothing():
    assert shown("dates", {"title": "When"}).strip() == ""


@pytest.mark.django_db
def test_a_link_leads_to_the_readers_language(client):
    page = factories.standard_page()
    spanish_home = factories.home_page("es")
    with override("en"):  # as for a page shown in place of a missing translation
        html = shown("call_to_action", {"text": "x", "label": "y", "page": page}, language="es")
    assert f'href="/es/{page.slug}/" hreflang="en"' in html
    copy = factories.translated(page, "es", slug="acerca")
    assert copy.get_parent().pk == spanish_home.pk
    html = shown("call_to_action", {"text": "x", "label": "y", "page": page}, language="es")
    assert 'href="/es/acerca/">y<' in html


@pytest.mark.django_db
def test_a_link_to_a_draft_shows_no_button():
    page = factories.standard_page(live=False)
    assert "<a " not in shown("call_to_action", {"text": "x", "label": "y", "page": page})


@pytest.mark.parametrize("url", ["https://example.org/a", "mailto:ideas@example.org", "#newsletter"])
def test_links_lead_to_websites_mail_and_places_on_the_page(url):
    block = LinkBlock()
    assert block.clean(block.normalize({"label": "x", "url": url}))["url"] == url


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "https://", "example"])
def test_links_to_anything_else_are_refused(url):
    block = LinkBlock()
    with pytest.raises(blocks.StructBlockValidationError):
        block.clean(block.normalize({"label": "x", "url": url}))


@pytest.mark.parametrize("chosen", [{}, {"url": "https://example.org/", "page": True}])
@pytest.mark.django_db
def test_a_link_has_one_target(chosen):
    block = LinkBlock()
    if "page" in chosen:
        chosen = {**chosen, "page": factories.home_page()}
    with pytest.raises(blocks.StructBlockValidationError):
        block.clean(block.normalize({"label": "x", **chosen}))


@pytest.mark.django_db
def test_the_style_guide_shows_every_block_twice(admin_client):
    html = admin_client.get("/en/style-guide/").content.decode()
    shown = [name for name in NAMES if name != "sign_up"]  # a page has this form only once
    assert [name for name in shown if html.count(f"<b>{BODY.child_blocks[name].label}</b>") != 2] == []


@pytest.mark.parametrize(("language", "expected"), [("en", True), ("es", False)])
def test_the_original_wording_stands_only_beside_a_translation(language, expected):
    value = {"text": "quoted", "original": "citado", "original_language": "es", "note": "ours"}
    with override(language):
        html = shown("quotation", value, language)
    assert ("citado" in html, "ours" in html) == (expected, expected)
