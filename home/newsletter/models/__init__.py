from home.newsletter.models.mailings import Mailing, MailingLanguage
from home.newsletter.models.pages import IssueTemplate, NewsletterIssuePage, NewsletterPage
from home.newsletter.models.subscribers import ConsentRecord, Subscriber

__all__ = [
    "ConsentRecord",
    "IssueTemplate",
    "Mailing",
    "MailingLanguage",
    "NewsletterIssuePage",
    "NewsletterPage",
    "Subscriber",
]
