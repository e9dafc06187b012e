from events.submissions.models.email_templates import EmailTemplate
from events.submissions.models.reviews import Comment, Review, ReviewerLanguages
from events.submissions.models.submissions import ConsentText, Speaker, Submission

__all__ = ["Comment", "ConsentText", "EmailTemplate", "Review", "ReviewerLanguages", "Speaker", "Submission"]
