"""Wagtail's custom properties that our stylesheets set and use, compared with Wagtail's own stylesheet.

Wagtail calculates with them, as in `hsl(calc(var(--w-color-primary-hue) - 0.5) …)`. A value of the wrong form is
no error in CSS: every colour made from it is dropped, and menus are transparent.
"""

import colorsys
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from tests.home.design.test_contrast import contrast

ROOT = settings.BASE_DIR
OURS = [
    path
    for app in ("home", "events", "search", "portal", "templates")
    for kind in ("css", "html", "js", "svg")
    for path in (ROOT / app).rglob(f"*.{kind}")
]
SET = re.compile(r"(--w-[a-z0-9-]+)\s*:\s*([^;}]+)")
USED = re.compile(r"var\(\s*(--w-[a-z0-9-]+)")
FORMS = {
    "number": re.compile(r"[+-]?(\d*\.)?\d+"),
    "percentage": re.compile(r"[+-]?(\d*\.)?\d+%"),
    "length": re.compile(r"[+-]?(\d*\.)?\d+(rem|em|px)"),
}


def form(value: str) -> str:
    return next((name for name, pattern in FORMS.items() if pattern.fullmatch(value.strip())), "words")


def wagtails() -> dict[str, set[str]]:
    """Property → the forms of the values that Wagtail gives it."""
    found: dict[str, set[str]] = {}
    for name, value in SET.findall(Path(finders.find("wagtailadmin/css/core.css")).read_text()):
        found.setdefault(name, set()).add(form(value))
    return found


def misset(text: str) -> list[str]:
    known = wagtails()
    return [f"{name}: {value}" for name, value in SET.findall(text) if form(value) not in known.get(name, set())]


@pytest.mark.parametrize(
    ("rule", "wrong"),
    [
        ("--w-color-primary-hue: 178", False),
        ("--w-color-primary-hue: 178deg", True),
        ("--w-color-primary-saturation: 67%", False),
        ("--w-color-primary-lightness: 0.178", True),
        ("--w-color-unheard-of-hue: 178", True),
    ],
)
def test_another_form_than_wagtails_is_found(rule: str, wrong: bool) -> None:
    assert bool(misset(f":root {{ {rule}; }}")) is wrong


def test_what_we_set_has_the_form_that_wagtail_computes_with() -> None:
    texts = {path: path.read_text() for path in OURS}
    assert any(SET.search(text) for text in texts.values())
    assert {str(path): wrong for path, text in texts.items() if (wrong := misset(text))} == {}


def test_what_we_use_wagtail_has() -> None:
    known = wagtails().keys()
    assert {str(path): unknown for path in OURS if (unknown := set(USED.findall(path.read_text())) - known)} == {}


def colour(hue: float, saturation: float, lightness: float) -> str:
    parts = colorsys.hls_to_rgb(hue / 360, lightness / 100, saturation / 100)
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


@pytest.mark.parametrize(("lighter", "grounds"), [(0, (100, 96.9)), (10, (14.9, 13.3, 11.4))])
def test_links_of_the_admin_reach_aa_in_light_and_dark(lighter: int, grounds: tuple[float, ...]) -> None:
    """In the dark scheme Wagtail's links are 10 % lighter than the colour that is set (`--w-color-secondary-100`)."""
    values = dict(SET.findall((ROOT / "home/static/home/admin/admin.css").read_text()))
    hue, saturation, lightness = (
        float(values[f"--w-color-secondary-{part}"].rstrip("%")) for part in ("hue", "saturation", "lightness")
    )
    link = colour(hue, saturation, lightness + lighter)
    assert min(contrast(link, colour(0, 0, ground)) for ground in grounds) >= 4.5
