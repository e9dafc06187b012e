from wagtail.users.apps import WagtailUsersAppConfig


class UsersConfig(WagtailUsersAppConfig):
    """Wagtail's users and groups, with our form of a group."""

    group_viewset = "home.admin.groups.PortalGroupViewSet"
