"""The pages that accepted proposals become: make them, draft changes, take them back."""

from events.submissions.pages.amending import draft_changes
from events.submissions.pages.creating import create_pages
from events.submissions.pages.deleting import delete_page
from events.submissions.pages.merging import merge_speaker_pages
from events.submissions.pages.owners import belongs_only_to, pages_of_accepted_proposals, speaker_pages_of
from events.submissions.pages.page_values import PageValues, read_page_values
from events.submissions.pages.parents import NoParentPage, require_parent_pages
from events.submissions.pages.speakers import draft_known_page, pages_to_ask_about
from events.submissions.pages.undoing import delete_draft_pages, delete_draft_speaker_pages, take_out_of_session

__all__ = [
    "NoParentPage",
    "PageValues",
    "belongs_only_to",
    "create_pages",
    "delete_draft_pages",
    "delete_draft_speaker_pages",
    "delete_page",
    "draft_changes",
    "draft_known_page",
    "merge_speaker_pages",
    "pages_of_accepted_proposals",
    "pages_to_ask_about",
    "read_page_values",
    "require_parent_pages",
    "speaker_pages_of",
    "take_out_of_session",
]
