"""The pages that accepted proposals become: make them, draft changes, take them back."""

from events.submissions.pages.amending import draft_changes
from events.submissions.pages.carried import Words, words_of
from events.submissions.pages.deleting import delete_page
from events.submissions.pages.making import make_pages
from events.submissions.pages.owners import is_only_theirs, of_accepted, pages_of
from events.submissions.pages.parents import NoPlace
from events.submissions.pages.taking_back import take_back, take_back_speakers

__all__ = [
    "NoPlace",
    "Words",
    "delete_page",
    "draft_changes",
    "is_only_theirs",
    "make_pages",
    "of_accepted",
    "pages_of",
    "take_back",
    "take_back_speakers",
    "words_of",
]
