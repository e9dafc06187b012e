"""Every field of a proposal, declared once.

The public form, the form to change a proposal, the private page, the team's page, the CSV file, the download of
personal data, amendments, the pages of an accepted proposal, and erasure use these lists. The order is that of the
form. docs/recipes/proposal-field.md is the recipe for a new field.
"""

from django.utils.translation import gettext_lazy as _

from events.consents.wording import QUESTION
from events.models import SessionPage, SpeakerPage
from events.submissions.enums import PROPOSED_KINDS
from events.submissions.fields.base import FormContext, ProposalField, ShownField
from events.submissions.fields.field_set import FieldSet
from events.submissions.fields.languages import Languages, PortalLanguage
from events.submissions.fields.questions import Questions
from events.submissions.fields.speakers import EmailAddress, Name, Photo
from events.submissions.fields.themes import Themes
from events.submissions.fields.times import Hours, Zone
from events.submissions.models import Speaker, Submission

__all__ = ["PROPOSAL_FIELDS", "SPEAKER_FIELDS", "FieldSet", "FormContext", "ProposalField", "ShownField"]

PROPOSAL_FIELDS = FieldSet(
    Submission,
    [
        ProposalField("title", heading=True, page="title"),
        ProposalField("kind", offered=PROPOSED_KINDS, kept=True, page="kind"),
        ProposalField("abstract", rows=6, page="abstract"),
        Questions("answers"),
        ProposalField("practice"),
        ProposalField("hard"),
        Themes("themes", kept=True, page="session_themes"),
        Languages("spoken", form_label=_("Languages you could give this session in")),
        PortalLanguage("language", form_label=_("This text is written in"), kept=True),
        Zone("zone", form_label=_("Your time zone")),
        Hours("hours", form_label=_("When you could speak"), step=2),
    ],
    bookkeeping={
        "id", "event", "uuid", "link_version", "fingerprint", "state", "is_late", "is_held", "consent", "session",
        "submitted_at", "changed_at", "decided_at", "notified_at", "notified_state", "confirm_by", "reminded_at",
        "erased_at",
    },
    page=SessionPage,
)  # fmt: skip

SPEAKER_FIELDS = FieldSet(
    Speaker,
    [
        Name("name", heading=True, page="title"),
        EmailAddress("email"),
        ProposalField("biography", page="biography"),
        Languages("languages", page="answers_in"),
        ProposalField("pronouns", page="pronouns"),
        ProposalField("pronunciation", page="pronunciation"),
        Photo("photo", page="photo"),
        ProposalField("recording", form_label=QUESTION),
    ],
    bookkeeping={
        "id", "submission", "position", "confirmed_at", "page", "made_page", "page_by_team", "recording_at",
        "recording_text",
    },
    page=SpeakerPage,
)  # fmt: skip


def shown_fields(row: Submission | Speaker) -> list[ShownField]:
    """A proposal or one of its speakers, as people read it in the active language."""
    return (PROPOSAL_FIELDS if isinstance(row, Submission) else SPEAKER_FIELDS).shown(row)
