from wagtail.snippets.models import register_snippet

from events.viewsets import EventViewSet

register_snippet(EventViewSet)
