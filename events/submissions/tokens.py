"""The private link of a proposal: signed, and void as soon as Submission.link_version is raised.

A link that is mailed belongs to one person and is void as soon as that person is no longer named, or has confirmed
another address. Until then it opens, so that a mistyped new address locks nobody out.
"""

from dataclasses import dataclass

from django.core import signing
from django.urls import reverse
from django.utils import translation

from events.submissions.models import Speaker, Submission
from home.i18n.localized import absolute
from home.outbox.addresses import known_hashes

_signer = signing.Signer(salt="proposal link")


@dataclass(frozen=True)
class OpenedLink:
    """`reader` is the person to whose present address the link was mailed; None for one to an address that they have
    changed, and for a link of the team.
    """

    submission: Submission
    reader: Speaker | None


def token_of(submission: Submission, speaker: Speaker | None = None) -> str:
    """Of this person, or one that belongs to nobody, for the team."""
    person = f".{speaker.pk}.{_address_marks(speaker)[0]}" if speaker else ""
    return _signer.sign(f"{submission.uuid.hex}.{submission.link_version}{person}")


def read_token(token: str) -> OpenedLink | None:
    """None where it was not ours, is void, or the proposal is erased."""
    try:
        uuid, version, *person = _signer.unsign(token).split(".")
    except (signing.BadSignature, ValueError):
        return None
    rows = Submission.objects.filter(uuid=uuid, link_version=version, erased_at=None)
    submission = rows.select_related("event", "consent").first()
    if submission is None:
        return None
    if not person:
        return OpenedLink(submission, None)
    speaker = submission.speakers.filter(pk=person[0]).first()
    if speaker is None:
        return None
    is_present = person[1] in _address_marks(speaker)
    if not is_present and speaker.confirmed_at:
        return None
    return OpenedLink(submission, speaker if is_present else None)


def _address_marks(speaker: Speaker) -> list[str]:
    return [mark[:12] for mark in known_hashes(speaker.email)]


def private_link(submission: Submission, speaker: Speaker | None = None) -> str:
    """The private page's full address, in the language of the proposal."""
    with translation.override(submission.language):
        return absolute(reverse("submissions:proposal", args=[token_of(submission, speaker)]))
