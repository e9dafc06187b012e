from events.submissions.models.email_templates import EmailTemplate
from events.submissions.models.planned_slots import PlannedSlot
from events.submissions.models.reviews import Comment, Review, ReviewerLanguages
from events.submissions.models.submissions import ConsentText, Speaker, Submission

__all__ = [
    "Comment",
    "ConsentText",
    "EmailTemplate",
    "PlannedSlot",
    "Review",
    "ReviewerLanguages",
    "Speaker",
    "Submission",
]
