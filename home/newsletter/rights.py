from typing import Any

from django.contrib.auth.models import Group, Permission

from home.groups import EDITORS

# Editors send issues and decide about mails in doubt; addresses are for those who may see personal data.
EDITORS_MAY = [("newsletter", "send_mailing"), ("outbox", "view_delivery"), ("outbox", "change_delivery")]
PROGRAMME_TEAM = "Programme team"
TEAM_MAY = [("newsletter", "view_subscriber"), ("outbox", "view_address")]


def ensure_rights(**kwargs: Any) -> None:
    """Put back what the groups need here, after home.groups has made them."""
    for name, rights in ((EDITORS, EDITORS_MAY), (PROGRAMME_TEAM, TEAM_MAY)):
        for group in Group.objects.filter(name=name):
            for app_label, codename in rights:
                group.permissions.add(Permission.objects.get(content_type__app_label=app_label, codename=codename))
