"""The form of a group, see also home.roles."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.users.forms import GroupForm
from wagtail.users.views.groups import GroupViewSet

from home.roles import roles


class PortalGroupForm(GroupForm):
    def clean_name(self) -> str:
        """Under another name a group would be none of the roles, and translators could do more than translate."""
        name: str = super().clean_name()
        if self.instance.name in roles() and name != self.instance.name:
            raise ValidationError(
                _("This group cannot be renamed: the portal tells by its name what its members may do.")
            )
        return name


class PortalGroupViewSet(GroupViewSet):
    def get_form_class(self, for_update: bool = False) -> Any:
        return PortalGroupForm
