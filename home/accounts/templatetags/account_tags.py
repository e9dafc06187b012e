from typing import Any

from allauth.mfa.models import Authenticator
from django import template

from home.accounts.factors import APP, factors_of

register = template.Library()


@register.simple_tag
def second_factors(user: Any) -> list[Authenticator]:
    return list(factors_of(user))


@register.filter
def is_app(factor: Authenticator) -> bool:
    return factor.type == APP


@register.filter
def device_name(factor: Authenticator) -> str:
    """What the person called the passkey."""
    name: str = factor.wrap().name
    return name
