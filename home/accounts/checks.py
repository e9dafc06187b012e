from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from home.accounts.policy import ADMINISTRATORS
from home.roles import roles


@register(Tags.database)
def second_factor_groups_exist(**kwargs: Any) -> list[CheckMessage]:
    """A misspelt group in SECOND_FACTOR_GROUPS would leave its members without a second factor (accounts.E001)."""
    messages: list[CheckMessage] = []
    for alias in kwargs["databases"] or []:
        if Group._meta.db_table not in connections[alias].introspection.table_names():
            continue  # before the first migrate
        known = {ADMINISTRATORS, *roles(), *Group.objects.using(alias).values_list("name", flat=True)}
        for name in settings.SECOND_FACTOR_GROUPS:
            if name not in known:
                hint = f"There are: {', '.join(sorted(known))}."
                messages.append(Error(f"SECOND_FACTOR_GROUPS names no group: {name!r}.", hint=hint, id="accounts.E001"))
    return messages
