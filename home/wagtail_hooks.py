from wagtail.snippets.models import register_snippet

from home.viewsets import FrameViewSetGroup

register_snippet(FrameViewSetGroup)
