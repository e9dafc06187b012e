from wagtail import hooks
from wagtail.snippets.models import register_snippet

from events.viewsets import EventsViewSetGroup
from events.widgets import session_chooser

register_snippet(EventsViewSetGroup)


@hooks.register("register_admin_viewset")
def register_session_chooser() -> object:
    return session_chooser
