"""Videos on YouTube and Vimeo: the link and embed addresses, from the address that an editor pastes."""

import re
from dataclasses import dataclass

YOUTUBE = re.compile(
    r"^https?://(?:(?:www\.|m\.)?youtube(?:-nocookie)?\.com/(?:watch\?(?:[^#\s]*&)?v=|embed/|live/|shorts/)|youtu\.be/)"
    r"(?P<id>[\w-]{11})(?![\w-])"
)
VIMEO = re.compile(
    r"^https?://(?:www\.|player\.)?vimeo\.com/(?:video/)?(?P<id>\d{1,12})(?:/(?P<hash>[0-9a-f]{6,20}))?(?!\w)"
)


@dataclass(frozen=True)
class Video:
    provider: str
    watch: str  # where a link leads
    embed: str  # the address of the frame after a click, without cookies as far as the provider allows


def find_video(url: str) -> Video | None:
    """The video at an address; None if it is neither provider's."""
    if found := YOUTUBE.match(url):
        key = found["id"]
        embed = f"https://www.youtube-nocookie.com/embed/{key}?autoplay=1"
        return Video("YouTube", f"https://www.youtube.com/watch?v={key}", embed)
    if found := VIMEO.match(url):
        key, unlisted = found["id"], found["hash"]
        embed = f"https://player.vimeo.com/video/{key}?autoplay=1&dnt=1" + (f"&h={unlisted}" if unlisted else "")
        return Video("Vimeo", f"https://vimeo.com/{key}" + (f"/{unlisted}" if unlisted else ""), embed)
    return None
