"""What a person has to look at after an edition was made from another one."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from events.editions.pages import names_of, years_of
from events.models import EditionCopy, EventPage
from events.submissions.models import EmailTemplate


@dataclass(frozen=True)
class Note:
    text: str
    url: str  # where to look at it


def notes_of(copy: EditionCopy) -> list[Note]:
    pages = Page.objects.in_bulk([note["page"] for note in copy.notes if "page" in note])
    found = [_note(copy, note, pages.get(note.get("page"))) for note in copy.notes]
    return [note for note in [*found, *_emails(copy)] if note is not None]


def _note(copy: EditionCopy, note: dict[str, Any], page: Page | None) -> Note | None:
    """None where the page is gone."""
    names, years = names_of(copy), years_of(copy)
    if note["kind"] == "footer":
        url = reverse("wagtailsnippets_home_footer:edit", args=[note["footer"]])
        return Note(_("The footer has a draft that leads to this edition: publish it when the time has come."), url)
    if note["kind"] == "title":
        page = EventPage.objects.filter(event=copy.target).order_by("pk").first()
    if page is None:
        return None
    texts = {
        "title": _(
            "The page of the edition is still called “%(page)s”. Change its title, and its address under Promote."
        ),
        "year": _("“%(page)s” still has the old name (%(name)s) or the old year (%(year)s) in its text."),
        "old_title": _(
            "“%(page)s” still names the old edition (%(text)s) in its title, text or description for search engines."
        ),
        "link": _("In “%(page)s”, a link led to “%(text)s”, which did not come along. It leads to the event page now."),
        "changes": _("“%(page)s” came along as it is published; its original has changes that readers do not see."),
    }
    values = {"page": page.title, "text": note.get("text", ""), "name": names[0], "year": years[0]}
    return Note(texts[note["kind"]] % values, reverse("wagtailadmin_pages:edit", args=[page.pk]))


def _emails(copy: EditionCopy) -> list[Note]:
    """The emails to speakers are the same for all editions; here those with the old name or year."""
    names, years = names_of(copy), years_of(copy)
    old = {names[0], str(years[0])} - {names[1], str(years[1])}
    return [
        Note(
            _("The email “%(email)s” still has the old name or the old year in its text.") % {"email": template},
            reverse("wagtailsnippets_submissions_emailtemplate:edit", args=[template.pk]),
        )
        for template in EmailTemplate.objects.all()
        if any(word in f"{template.subject} {template.body}" for word in old)
    ]
