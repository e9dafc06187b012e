"""One stylesheet: every component is imported into its layer, and collectstatic combines them into one file."""

import re

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.test import override_settings

from home.design.css_bundle import IMPORT, STYLESHEET, SiteStaticFilesStorage, bundle

STATIC = settings.BASE_DIR / "home" / "static"
CSS = STATIC / "home" / "css"
FONTS = STATIC / "home" / "fonts"


def test_an_import_becomes_the_file_in_its_layer():
    written = bundle(
        '/* why */\n@layer a, b;\n@import url("one.css") layer(a);\n@import url("two.css") layer(b);',
        {"one.css": "p {\n  color: red;\n}", "two.css": '/* no */ b::after { content: " ("; }'}.__getitem__,
    )
    assert written == '@layer a,b;@layer a{p{color: red;}}@layer b{b::after{content: " (";}}'.replace("a,b", "a, b")


def test_every_component_file_is_imported_once():
    imported = [found["file"] for found in IMPORT.finditer((CSS / "site.css").read_text())]
    assert sorted(imported) == sorted(path.name for path in CSS.glob("*.css") if path.name != "site.css")


@pytest.fixture
def collected(tmp_path):
    """The stylesheet as production serves it."""
    with override_settings(DEBUG=False, STATIC_ROOT=tmp_path):
        storage = SiteStaticFilesStorage(location=tmp_path)
        source = StaticFilesStorage(location=STATIC)
        paths = {
            str(path.relative_to(STATIC)): (source, str(path.relative_to(STATIC)))
            for path in STATIC.rglob("*")
            if path.is_file() and "/home/" in str(path)
        }
        for path in paths:
            with source.open(path) as file:
                storage.save(path, file)
        failed = [outcome for *_, outcome in storage.post_process(paths) if isinstance(outcome, Exception)]
        assert failed == []
        yield (tmp_path / storage.stored_name(STYLESHEET)).read_text()


def test_collected_it_is_one_file_with_the_fonts_hashed(collected):
    assert "@import" not in collected
    assert collected.count("@layer components{") == (CSS / "site.css").read_text().count("layer(components)")
    addresses = re.findall(r'url\("([^"]+)"\)', collected)
    assert len(addresses) == 4
    for address in addresses:
        assert re.fullmatch(r"\.\./fonts/[a-z-]+\.[0-9a-f]{12}\.woff2", address)


def test_no_component_writes_a_colour_or_a_physical_side():
    for path in CSS.glob("*.css"):
        text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)
        if path.name not in {"tokens.css", "palettes.css", "print.css"}:
            assert re.findall(r"#[0-9a-fA-F]{3,8}\b", text) == [], path.name
        physical = re.findall(r"(?:margin|padding|border)-(?:left|right|top|bottom)|\b(?:left|right):", text)
        assert physical == [], path.name


def test_the_fonts_fit_their_budget_and_carry_their_licences():
    assert sum(path.stat().st_size for path in FONTS.glob("*.woff2")) <= 43_000
    for family in ("Fraunces", "Figtree"):
        assert "SIL Open Font License, Version 1.1" in (FONTS / f"OFL-{family}.txt").read_text()
