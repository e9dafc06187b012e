"""A programme of 484 sessions in 29 rooms on one day (shared/stranger, size L)."""

import gzip

import pytest

from tests.programmes import stranger_programme
from tests.strangers import FOLDER


@pytest.mark.django_db
@pytest.mark.skipif(not FOLDER.is_dir(), reason="needs shared/stranger beside the checkout")
def test_pages_stay_small_and_cost_few_queries(client, django_assert_max_num_queries):
    page = stranger_programme("L")
    with django_assert_max_num_queries(32):  # the first page after a publication reads for all others
        client.get("/en/")
    for path, most in (("", 60_000), ("?view=grid", 60_000), ("?follow=es", 60_000)):
        with django_assert_max_num_queries(15):
            response = client.get(page.get_url() + path)
        assert len(gzip.compress(response.content, 6)) <= most, path
    with django_assert_max_num_queries(15):
        response = client.get("/en/speakers/")
    assert len(gzip.compress(response.content, 6)) <= 80_000
