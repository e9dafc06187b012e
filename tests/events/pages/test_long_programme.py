"""A programme of 484 sessions in 29 rooms on one day (shared/stranger, size L)."""

import gzip
import re
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders

from home.design.css_bundle import STYLESHEET, bundle
from tests.programmes import stranger_programme
from tests.strangers import FOLDER

HEADERS = 800  # bytes of an answer over HTTP/1.1


@pytest.mark.django_db
@pytest.mark.skipif(not FOLDER.is_dir(), reason="needs shared/stranger beside the checkout")
def test_pages_stay_small_and_cost_few_queries(client, django_assert_max_num_queries):
    page = stranger_programme("L")
    with django_assert_max_num_queries(32):  # the first page after a publication reads for all others
        client.get("/en/")
    programme = page.get_url()
    for path in (programme, f"{programme}?view=grid", f"{programme}?follow=es", "/en/speakers/"):
        with django_assert_max_num_queries(15):
            response = client.get(path)
        assert len(gzip.compress(response.content, 6)) <= 30_000, path
        assert transferred(response.content) <= 100_000, path


def transferred(page: bytes) -> int:
    """Bytes of a first visit with all that the page asks for: no photos, but every font and the name of the reader's
    city."""
    names = {*re.findall(r'(?:src|href)="/static/([^"#?]+)', page.decode())}
    fonts = {f"home/fonts/{name}.woff2" for name in ("fraunces", "fraunces-ext", "figtree", "figtree-ext")}
    files = [_file(name) for name in names | fonts if "icon" not in name or name.endswith(".svg")]
    return sum(len(one) + HEADERS for one in [brotli.compress(page, quality=5), *files, b""])


def _file(name: str) -> bytes:
    path = Path(str(finders.find(name)))
    if name == STYLESHEET:
        return brotli.compress(bundle(path.read_text(), lambda other: (path.parent / other).read_text()).encode())
    return path.read_bytes() if path.suffix == ".woff2" else brotli.compress(path.read_bytes())
