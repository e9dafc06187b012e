"""What editors can put into an issue."""

import pytest
from wagtail import blocks

from home.newsletter.blocks import IssueActionBlock

URL = "https://example.org/"


def test_a_button_leads_somewhere():
    block = IssueActionBlock()
    with pytest.raises(blocks.StructBlockValidationError) as refused:
        block.clean({"label": "Read on", "page": None, "url": ""})
    assert "the button has to lead somewhere" in str(refused.value.block_errors["page"])
    assert block.clean({"label": "Read on", "page": None, "url": URL})["url"] == URL
