"""The private link of a proposal: signed, and void as soon as Submission.link_version is raised."""

from django.core import signing
from django.urls import reverse
from django.utils import translation

from events.submissions.models import Submission
from home.i18n.localized import absolute

_signer = signing.Signer(salt="proposal link")


def token_of(submission: Submission) -> str:
    return _signer.sign(f"{submission.uuid.hex}.{submission.link_version}")


def submission_of(token: str) -> Submission | None:
    """The proposal of a link; None where it was not ours, was revoked, or the proposal is erased."""
    try:
        uuid, _dot, version = _signer.unsign(token).partition(".")
    except signing.BadSignature:
        return None
    rows = Submission.objects.filter(uuid=uuid, link_version=version, erased_at=None)
    return rows.select_related("event", "consent").first()


def private_link(submission: Submission) -> str:
    """The private page's full address, in the language of the proposal."""
    with translation.override(submission.language):
        return absolute(reverse("submissions:proposal", args=[token_of(submission)]))
