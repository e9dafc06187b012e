"""Every field of a proposal, declared once.

The public form, the form to change a proposal, the private page, the team's page, the CSV file, what a person is
handed out, amendments, the pages of an accepted proposal, and erasure follow from these lists. The order is that of
the form. docs/recipes/proposal-field.md is the recipe for a new field.
"""

from django.utils.translation import gettext_lazy as _

from events.models import SessionPage, SpeakerPage
from events.submissions.enums import PROPOSED_KINDS
from events.submissions.fields.base import FormContext, ProposalField, ShownField
from events.submissions.fields.languages import Languages, PortalLanguage
from events.submissions.fields.part import Part
from events.submissions.fields.people import Address, Name, Photo
from events.submissions.fields.questions import Questions
from events.submissions.fields.themes import Themes
from events.submissions.fields.times import Hours, Zone
from events.submissions.models import Speaker, Submission

__all__ = ["IDEA", "PERSON", "FormContext", "Part", "ProposalField", "ShownField"]

IDEA = Part(
    Submission,
    [
        ProposalField("title", heading=True, page="title"),
        ProposalField("kind", offered=PROPOSED_KINDS, kept=True, page="kind"),
        ProposalField("abstract", rows=6, page="abstract"),
        Questions("answers"),
        ProposalField("practice"),
        ProposalField("hard"),
        Themes("themes", kept=True, page="session_themes"),
        Languages("spoken", ask=_("Languages you could give this session in")),
        PortalLanguage("language", ask=_("This text is written in"), kept=True),
        Zone("zone", ask=_("Your time zone")),
        Hours("hours", ask=_("When you could speak"), step=2),
    ],
    bookkeeping={
        "id", "event", "uuid", "link_version", "fingerprint", "state", "is_late", "consent", "session", "submitted_at",
        "changed_at", "decided_at", "told_at", "told", "confirm_by", "reminded_at", "erased_at",
    },
    page=SessionPage,
)  # fmt: skip

PERSON = Part(
    Speaker,
    [
        Name("name", heading=True, page="title"),
        Address("email"),
        ProposalField("biography", page="biography"),
        Languages("languages", page="answers_in"),
        ProposalField("pronouns", page="pronouns"),
        Photo("photo", page="photo"),
    ],
    bookkeeping={"id", "submission", "position", "page", "made_page"},
    page=SpeakerPage,
)


def shown_fields(row: Submission | Speaker) -> list[ShownField]:
    """A proposal or one of its speakers, as people read it in the active language."""
    return (IDEA if isinstance(row, Submission) else PERSON).shown(row)
