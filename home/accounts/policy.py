"""Who needs a second factor, and what a session still lacks of it."""

from enum import StrEnum
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from home.accounts.factors import factors_of
from home.accounts.session_marks import has_passed
from home.roles import group_names

ADMINISTRATORS = "Administrators"  # in SECOND_FACTOR_GROUPS: whoever has all rights, without being in a group


class Step(StrEnum):
    """The page where somebody goes on who has given the password only."""

    SHOW = "accounts:second_step"
    SET_UP = "accounts:second_factor"


def is_required(user: Any) -> bool:
    named = set(settings.SECOND_FACTOR_GROUPS)
    return bool(named) and ((user.is_superuser and ADMINISTRATORS in named) or not named.isdisjoint(group_names(user)))


def missing_step(request: HttpRequest, user: Any) -> Step | None:
    factors = list(factors_of(user).values_list("pk", flat=True))
    if factors:
        return None if has_passed(request, factors) else Step.SHOW
    return Step.SET_UP if is_required(user) else None
