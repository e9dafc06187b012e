"""The private link of a speaker who sent no proposal: void with a new address, or once `link_version` is raised."""

from django.core import signing
from django.urls import reverse
from django.utils import translation

from events.consents.models import SpeakerContact
from home.i18n.localized import absolute
from home.outbox.addresses import known_hashes

_signer = signing.Signer(salt="speaker link")


def contact_token(contact: SpeakerContact) -> str:
    return _signer.sign(f"{contact.pk}.{contact.link_version}.{_address_marks(contact)[0]}")


def contact_of(token: str) -> SpeakerContact | None:
    """None where the link was not ours, or is void."""
    try:
        pk, version, mark = _signer.unsign(token).split(".")
    except (signing.BadSignature, ValueError):
        return None
    contact = SpeakerContact.objects.filter(pk=pk, link_version=version).select_related("speaker").first()
    return contact if contact and mark in _address_marks(contact) else None


def _address_marks(contact: SpeakerContact) -> list[str]:
    return [mark[:12] for mark in known_hashes(contact.email)]


def contact_link(contact: SpeakerContact) -> str:
    """The private page's full address, in the language of the person."""
    with translation.override(contact.language):
        return absolute(reverse("speakers:own_sessions", args=[contact_token(contact)]))
