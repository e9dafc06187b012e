"""The private link of a helper: signed, and void as soon as Helper.link_version is raised or the row is erased."""

from django.core import signing
from django.urls import reverse
from django.utils import translation

from events.roster.models import Helper
from home.i18n.localized import absolute

_signer = signing.Signer(salt="helper link")


def token_of(helper: Helper) -> str:
    return _signer.sign(f"{helper.uuid.hex}.{helper.link_version}")


def read_token(token: str) -> Helper | None:
    """None where it was not ours, was replaced, or the helper is erased."""
    try:
        uuid, version = _signer.unsign(token).split(".")
    except (signing.BadSignature, ValueError):
        return None
    return Helper.objects.filter(uuid=uuid, link_version=version).select_related("event", "consent").first()


def private_link(helper: Helper) -> str:
    """The private page's full address, in the helper's language."""
    with translation.override(helper.language):
        return absolute(reverse("roster:mine", args=[token_of(helper)]))
