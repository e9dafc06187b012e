from django.db import transaction

from events.editions.footer import restore_footer
from events.editions.stamp import is_untouched, pages_of_edition
from events.models import EditionCopy, EventPage, Timetable
from home import registry


class EditionInUse(Exception):
    """Somebody has worked on the edition since, so taking it back would lose something."""


def undo(copy: EditionCopy) -> None:
    """Delete an edition as if it had never been made. Raises EditionInUse."""
    with transaction.atomic():
        copy = EditionCopy.objects.select_for_update(of=("self",)).select_related("target").get(pk=copy.pk)
        if not is_untouched(copy):
            raise EditionInUse
        event = copy.target
        keys = {page.translation_key for page in pages_of_edition(copy)}
        Timetable.objects.filter(event=event).delete()
        for pk in list(EventPage.objects.filter(event=event).values_list("pk", flat=True)):
            EventPage.objects.get(pk=pk).delete()  # one tree after the other: each deletion changes paths
        registry.copied_translations["forget"](keys)
        restore_footer(copy)
        event.delete()
