"""An editor builds a page from every block, previews it in both colour schemes and schedules it."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Group, User
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from home.blocks import BodyBlock
from home.models import StandardPage
from home.roles import EDITORS, ensure_groups
from tests import factories
from tests.home.test_blocks import an_image

pytestmark = pytest.mark.django_db(transaction=True)
BLOCKS = BodyBlock().child_blocks
TYPED = {
    "heading": {"text": "How it works"},
    "quotation": {"text": "Words worth repeating", "attribution": "A person"},
    "questions": {"title": "We ask", "questions-0-value": "What works for you?"},
    "accordion": {"title": "Good to know", "items-0-value-title": "Is it free?"},
    "image": {"image-alt_text": "Three circles that touch", "caption": "Circles"},
    "video": {"url": "https://vimeo.com/7654321", "title": "A recorded session"},
    "logos": {"title": "Made possible by", "partners-0-value-name": "A cooperative"},
    "dates": {"title": "When we meet"},
    "sign_up": {"title": "Hear from us", "text": "One email now and then."},
    "call_to_action": {"text": "Come along", "label": "Take part", "url": "https://example.org/"},
}
RICH = {"text": ("text", "A paragraph."), "accordion": ("items-0-value-text", "Yes, for everybody.")}


@pytest.fixture
def editor(live_server, page: Tab) -> Tab:
    ensure_groups()
    user = User.objects.create_user("ana", password="a long secret")
    user.groups.add(Group.objects.get(name=EDITORS))
    page.goto(f"{live_server.url}/admin/login/")
    page.locator("[name=username]").fill("ana")
    page.locator("[name=password]").fill("a long secret")
    page.locator("[name=password]").press("Enter")
    expect(page.get_by_role("heading", name="Welcome, ana")).to_be_visible()
    return page


def insert(tab: Tab, name: str) -> None:
    """Click the last plus sign and choose a block by its label."""
    tab.locator("[data-contentpath=body] button.c-sf-add-button:visible").last.click()
    tab.get_by_role("option", name=re.compile(f"^{BLOCKS[name].label}")).first.click()


def fill(tab: Tab, index: int, name: str) -> None:
    if name == "image":
        choose_image(tab)
    for field, text in TYPED.get(name, {}).items():
        tab.locator(f"[name=body-{index}-value-{field}]").fill(text)
    if name in RICH:
        field, text = RICH[name]
        tab.locator("[data-contentpath] [contenteditable=true]:visible").last.press_sequentially(text)
        expect(tab.locator(f"[name=body-{index}-value-{field}]")).to_have_value(re.compile(text))


def choose_image(tab: Tab) -> None:
    tab.get_by_role("button", name="Choose an image").first.click()
    tab.locator(".modal-content a[data-chooser-modal-choice]").first.click()
    expect(tab.locator(".modal-content")).to_have_count(0)


def schedule(tab: Tab, at: datetime) -> None:
    tab.get_by_role("button", name="Toggle status").click()
    tab.get_by_role("button", name="Set schedule").click()
    tab.locator("[name=go_live_at]").fill(f"{at:%Y-%m-%d %H:%M}")
    with tab.expect_navigation():
        tab.get_by_role("button", name="Save schedule").press("Enter")  # the calendar covers it for a pointer
    expect(tab.locator(".messages")).to_contain_text("updated")
    tab.get_by_role("button", name="More actions").click()
    with tab.expect_navigation():
        tab.get_by_role("button", name="Schedule to publish").click()


def test_an_editor_builds_previews_and_schedules_a_page(editor: Tab, live_server):
    factories.event_page()
    an_image()
    editor.goto(f"{live_server.url}/admin/pages/add/home/standardpage/{factories.home_page().pk}/")
    editor.locator("[name=title]").fill("How to take part")
    for index, name in enumerate(BLOCKS):
        insert(editor, name)
        fill(editor, index, name)

    editor.get_by_role("button", name="Toggle preview").click()
    preview = editor.frame_locator("iframe[title=Preview]").first
    expect(preview.get_by_role("heading", name="How it works")).to_be_visible(timeout=60_000)
    for scheme, ink in (("light", "rgb(29, 42, 43)"), ("dark", "rgb(236, 231, 221)")):
        editor.emulate_media(color_scheme=scheme)
        expect(preview.locator("h1")).to_have_css("color", ink)
    for words in ("Words worth repeating", "What works for you?", "Is it free?", "A cooperative", "Take part"):
        expect(preview.get_by_text(words).first).to_be_attached()

    at = datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(days=2)
    schedule(editor, at)
    expect(editor.locator(".messages")).to_contain_text("scheduled")
    page = StandardPage.objects.get(title="How to take part", locale=factories.locale("en"))
    assert not page.live
    assert page.get_scheduled_revision_as_object().go_live_at == at
    assert [block.block_type for block in page.get_latest_revision_as_object().body] == list(BLOCKS)
