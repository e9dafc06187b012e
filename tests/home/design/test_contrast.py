"""WCAG contrast of every pair of tokens that carries text or an outline, in both schemes."""

import re

import pytest
from django.conf import settings

from home.design.circles import PALETTES

CSS = settings.BASE_DIR / "home" / "static" / "home" / "css"
GROUNDS = ["paper", "surface", "sunken", "tint-green", "tint-sun", "tint-coral", "tint-leaf", "tint-plum", "tint-sky"]


def colours(scheme):
    """Token → #rrggbb in one scheme."""
    text = (CSS / "tokens.css").read_text() + (CSS / "palettes.css").read_text()
    pairs = re.findall(r"--([\w-]+): (?:light-dark\((#\w{6}), (#\w{6})\)|(#\w{6}));", text)
    return {name: both or (light if scheme == "light" else dark) for name, light, dark, both in pairs}


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def too_weak(scheme, pairs, least):
    tokens = colours(scheme)
    measured = {pair: round(contrast(tokens[pair[0]], tokens[pair[1]]), 2) for pair in pairs}
    return {pair: ratio for pair, ratio in measured.items() if ratio < least}


def test_black_on_white_is_twenty_one():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_reaches_aaa_on_every_ground(scheme):
    pairs = [(text, ground) for text in ("ink", "ink-soft") for ground in GROUNDS]
    pairs += [("green", ground) for ground in ("paper", "surface", "sunken")]
    pairs += [("on-green", "green"), ("on-green", "green-strong"), ("on-sun", "sun"), ("on-sun", "sun-strong")]
    assert too_weak(scheme, pairs, 7) == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_coloured_words_reach_aa(scheme):
    words = ("green", "green-strong", "coral", "leaf", "plum", "danger")
    pairs = [(word, ground) for word in words for ground in GROUNDS] + [("on-danger", "danger")]
    assert too_weak(scheme, pairs, 4.5) == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_outlines_of_controls_and_focus_can_be_seen(scheme):
    pairs = [(line, ground) for line in ("outline", "focus", "coral") for ground in GROUNDS]
    assert too_weak(scheme, pairs, 3) == {}


@pytest.mark.parametrize("palette", PALETTES, ids=lambda palette: palette.name)
def test_words_on_the_ground_of_a_palette_reach_aaa_and_its_accent_aa(palette):
    tokens = colours("light")
    assert contrast(tokens["on-ground"], palette.ground) >= 7
    assert contrast(tokens["on-ground-soft"], palette.ground) >= 7
    assert contrast(tokens["accent"], palette.ground) >= 4.5
    assert contrast(tokens["sun"], palette.ground) >= 3
