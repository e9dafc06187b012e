"""The default texts of emails, until editors change them."""

from django.utils import translation
from django.utils.translation import gettext, gettext_noop
from wagtail.models import Locale

from events.submissions.enums import EmailKind
from events.submissions.models import EmailTemplate

SUBJECTS = {
    EmailKind.ACCEPTED: gettext_noop("Your session “{title}” is in the programme"),
    EmailKind.WAITLISTED: gettext_noop("Your proposal “{title}” is on the waiting list"),
    EmailKind.DECLINED: gettext_noop("About your proposal “{title}”"),
    EmailKind.REMINDER: gettext_noop("Please confirm your session “{title}”"),
    EmailKind.PHOTO: gettext_noop("A photo of you for {event}"),
    EmailKind.PRACTICAL: gettext_noop("Before {event}: what you need to know"),
    EmailKind.INVITED: gettext_noop("Could you help with {event}?"),
    EmailKind.ASSIGNED: gettext_noop("You help with {event}"),
    EmailKind.MOVED: gettext_noop("A new time for you at {event}"),
    EmailKind.DAY_BEFORE: gettext_noop("Soon: your shifts at {event}"),
    EmailKind.THANKS: gettext_noop("Thank you for helping with {event}"),
}
BODIES = {
    EmailKind.ACCEPTED: gettext_noop(
        "Dear {name},\n\n"
        "We would love to have “{title}” at {event}.\n\n"
        "Please confirm by {deadline} that you can come:\n{link}\n\n"
        "On the same page you can still change your text. We will write again when your session has a time.\n\n"
        "The programme team"
    ),
    EmailKind.WAITLISTED: gettext_noop(
        "Dear {name},\n\n"
        "Thank you for “{title}”. We received more good proposals than {event} has time for, "
        "so yours is on the waiting list. We will write as soon as a place becomes free.\n\n"
        "You can read or withdraw your proposal here:\n{link}\n\n"
        "The programme team"
    ),
    EmailKind.DECLINED: gettext_noop(
        "Dear {name},\n\n"
        "Thank you for “{title}” and for the work you put into it. We could not find a place "
        "for it at {event} this time. This is no judgement on the value of your experience, "
        "and we hope that you will propose something again.\n\n"
        "You can still read your proposal here:\n{link}\n\n"
        "The programme team"
    ),
    EmailKind.REMINDER: gettext_noop(
        "Dear {name},\n\n"
        "“{title}” has a place at {event}, and we do not know yet whether you can come.\n\n"
        "Please confirm by {deadline}:\n{link}\n\n"
        "The programme team"
    ),
    EmailKind.PHOTO: gettext_noop(
        "Dear {name},\n\n"
        "The page of “{title}” shows its speakers, and we do not have a photo of you yet. "
        "If you would like one there, you can add it here:\n{link}\n\n"
        "The programme team"
    ),
    EmailKind.PRACTICAL: gettext_noop(
        "Dear {name},\n\n"
        "{event} is near. Please be in the room of “{title}” ten minutes before it starts: the link to join is on the "
        "page of your session. If something has come up, answer this email or change your proposal:\n{link}\n\n"
        "The programme team"
    ),
    EmailKind.INVITED: gettext_noop(
        "Dear {name},\n\n"
        "Could you help with {event}? We thought of you for this:\n\n{shifts}\n\n"
        "Please tell us whether you can, with one button on your private page:\n{link}\n\n"
        "The programme team"
    ),
    EmailKind.ASSIGNED: gettext_noop(
        "Dear {name},\n\n"
        "Thank you for helping with {event}. This is confirmed:\n\n{shifts}\n\n"
        "Your private page has all your shifts and a calendar. If something comes up, tell us there:\n{link}\n\n"
        "The programme team"
    ),
    EmailKind.MOVED: gettext_noop(
        "Dear {name},\n\n"
        "The timetable of {event} has changed. This is your new time:\n\n{shifts}\n\n"
        "If you cannot come then, please tell us on your private page:\n{link}\n\n"
        "The programme team"
    ),
    EmailKind.DAY_BEFORE: gettext_noop(
        "Dear {name},\n\n"
        "{event} is near. These are your next shifts:\n\n{shifts}\n\n"
        "Please be there a quarter of an hour before. Everything you need is on your private page. "
        "If you cannot come, tell us there, even at the last minute:\n{link}\n\n"
        "The programme team"
    ),
    EmailKind.THANKS: gettext_noop(
        "Dear {name},\n\n"
        "{event} has finished, and you were part of it. Thank you! People could follow because of you.\n\n"
        "We delete your data some months after the event. You can do it now, too:\n{link}\n\n"
        "The programme team"
    ),
}


def default_email(kind: str, language: str) -> EmailTemplate:
    """The default email in a language, not saved."""
    email_kind = EmailKind(kind)
    with translation.override(language):
        subject, body = gettext(SUBJECTS[email_kind]), gettext(BODIES[email_kind])
    return EmailTemplate(kind=kind, subject=subject, body=body, locale=Locale.objects.get(language_code=language))
