"""The kinds of mail, named by the apps that write them (in AppConfig.ready())."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from home.outbox.enums import InDoubtPolicy
from home.outbox.models import Delivery


@dataclass(frozen=True)
class MailContent:
    """The content of one mail. `headers` are added to those of every mail."""

    subject: str
    text: str
    html: str = ""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Withdrawn:
    """This mail must not go out any more."""

    reason: str


Compose = Callable[[Sequence[Delivery]], dict[int, MailContent | Withdrawn]]


@dataclass(frozen=True)
class MailKind:
    """`compose` writes a whole batch of deliveries just before they go out (primary key → content), and those that it
    leaves out are withdrawn; kinds without one keep it in the delivery. `is_list` kinds never go to a suppressed
    address. In the admin, only users with the right `confidential_to` see subject and recipient.
    """

    name: str
    label: str | Promise
    in_doubt: InDoubtPolicy
    compose: Compose | None = None
    is_list: bool = False
    confidential_to: str = ""


_kinds: dict[str, MailKind] = {}


def register(kind: MailKind) -> MailKind:
    """Raises ValueError where the name is taken."""
    if _kinds.setdefault(kind.name, kind) is not kind:
        raise ValueError(f"{kind.name!r} is already registered")
    return kind


def kind_of(name: str) -> MailKind:
    """The kind of this name; mails of an unknown kind are held if in doubt."""
    return _kinds.get(name) or MailKind(name, name, InDoubtPolicy.HOLD)


def all_kinds() -> list[MailKind]:
    return list(_kinds.values())


def names_hidden_from(user: Any) -> set[str]:
    return {kind.name for kind in _kinds.values() if kind.confidential_to and not user.has_perm(kind.confidential_to)}


def names_with_policy(policy: InDoubtPolicy) -> list[str]:
    return [kind.name for kind in _kinds.values() if kind.in_doubt == policy]


NOTICE = register(MailKind("notice", _("notice to the team"), InDoubtPolicy.RESEND))
