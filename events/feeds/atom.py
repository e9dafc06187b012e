"""What changed since the programme was published, as an Atom feed (RFC 4287). Reads no clock."""

from datetime import datetime
from typing import Any, cast

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed, rfc3339_date
from django.utils.html import escape
from django.utils.translation import gettext as _

from events.models import SessionRelease
from events.programme.changes import describe_changes
from events.programme.queries import Programme
from home.characters import cleaned, one_line
from home.i18n.languages import portal_name
from home.i18n.localized import absolute


class ChangesFeed(Atom1Feed):
    """A feed whose <updated> is the given instant, not the present."""

    def __init__(self, *args: Any, updated: datetime, **kwargs: Any) -> None:
        self.updated = updated
        super().__init__(*args, **kwargs)

    def write(self, outfile: Any, encoding: str) -> None:
        self.feed, self.items = cleaned(self.feed), cleaned(self.items)
        super().write(outfile, encoding)

    def latest_post_date(self) -> datetime:
        return self.updated


def changes_feed(programme: Programme, name: str, url: str, feed_url: str) -> bytes:
    """`name` is the title of the edition, `url` the page with the same list."""
    feed = ChangesFeed(
        _("Changes to the programme: {name}").format(name=one_line(name)),
        absolute(url),
        "",
        language=programme.language,
        feed_url=absolute(feed_url),
        feed_guid=f"{settings.PORTAL_BASE_URL}{feed_url}",
        author_name=portal_name(programme.language),
        updated=cast(datetime, programme.event.released_at),  # what is published was released
    )
    for change in describe_changes(programme):
        release = cast(SessionRelease, change.entry.release)  # what changed was released
        feed.updated = max(feed.updated, release.changed_at)
        feed.add_item(
            f"{change.label}: {one_line(change.entry.page.title)}",
            absolute(change.entry.url),
            escape(change.details),  # the summary is declared to be HTML
            unique_id=f"urn:uuid:{change.entry.key}:{release.sequence}:{rfc3339_date(release.changed_at)}",
            updateddate=release.changed_at,
        )
    return feed.writeString("utf-8").encode()
