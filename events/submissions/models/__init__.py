from events.submissions.models.letters import Letter
from events.submissions.models.reviews import Comment, Reader, Review
from events.submissions.models.submissions import ConsentText, Speaker, Submission

__all__ = ["Comment", "ConsentText", "Letter", "Reader", "Review", "Speaker", "Submission"]
