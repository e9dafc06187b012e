"""Names that one app needs and another registers: an unknown name is an error, never an empty list."""

import pytest
from wagtail import blocks

from home import registry
from home.checks import registrations_complete
from home.newsletter.blocks import IssueBlock, ListingBlock
from home.registry import Registry


def test_only_a_name_that_somebody_asks_for_can_be_registered_and_only_once():
    offers: Registry = Registry("dates", "sessions")
    offers.register("dates", list)
    with pytest.raises(ValueError, match="date"):
        offers.register("date", list)
    with pytest.raises(ValueError, match="already"):
        offers.register("dates", dict)
    assert offers["dates"] is list
    with pytest.raises(KeyError):
        offers["sessions"]


def test_offers_come_in_the_order_in_which_they_are_named():
    offers: Registry = Registry("first", "second")
    offers.register("second", dict)
    offers.register("first", list)
    assert list(offers) == [("first", list), ("second", dict)]


def test_every_name_that_is_asked_for_is_registered(monkeypatch):
    assert registrations_complete() == []
    monkeypatch.setattr(registry, "listings", Registry("dates"))
    (error,) = registrations_complete()
    assert (error.id, "'dates'" in error.msg) == ("home.E003", True)


def test_blocks_show_listings_that_exist():
    shown = [block for block in IssueBlock().child_blocks.values() if isinstance(block, ListingBlock)]
    assert shown
    for block in shown:
        assert block.listing in registry.listings.names


class MistypedBlock(ListingBlock):
    listing = "sesions"


def test_a_block_with_a_mistyped_listing_says_so():
    block: blocks.Block = MistypedBlock()
    with pytest.raises(KeyError, match="sesions"):
        block.get_context(block.to_python({}))
