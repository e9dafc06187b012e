"""Taking an import back, step by step from the last: only where nothing was edited since."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.images import get_image_model
from wagtail.models import Page, Revision

from events.imports.models import ImportStep, SourceKind
from events.imports.rows import take_back_timetable
from events.imports.writing import forget
from events.models import Room, SessionPage, SessionSpeaker, SessionTheme, Slot, SpeakerPage, Theme
from events.submissions.pages.deleting import delete_page
from events.timetable.chooser import sessions_with_slot
from home import registry


def take_back(step: ImportStep) -> str:
    """Returns why it stays, in words; empty if all is as before."""
    undo: dict[str, Any] = step.undo or {}
    if "timetable" in undo:
        return take_back_timetable(undo)
    reason = ""
    if "room" in undo:
        reason = _take_back_room(undo)
    elif "themes" in undo:
        reason = _take_back_themes(undo["themes"])
    elif "created" in undo:
        reason = _delete_created(step.kind, undo)
    elif "page" in undo:
        reason = _take_back_draft(step.kind, undo)
    if not reason:
        for source in [undo["source"]] if "source" in undo else undo.get("sources", []):
            forget(source)
    return reason


def _take_back_room(undo: dict[str, Any]) -> str:
    room = Room.objects.filter(pk=undo["room"]).first()
    if room is None:
        return ""
    if any(getattr(room, name) != value for name, value in undo["after"].items()):
        return _("It was edited since.")
    if undo["before"] is None:
        if Slot.objects.filter(room=room).exists() or room.join_url:
            return _("It is in use.")
        room.delete()
    else:
        Room.objects.filter(pk=room.pk).update(**undo["before"])
    return ""


def _take_back_themes(labels: list[dict[str, Any]]) -> str:
    rows = {theme.pk: theme for theme in Theme.objects.filter(pk__in=[one["pk"] for one in labels])}
    if any(one["pk"] in rows and rows[one["pk"]].name != one["after"] for one in labels):
        return _("It was edited since.")
    if any(one["before"] is None for one in labels) and SessionTheme.objects.filter(tag__in=rows).exists():
        return _("It is in use.")
    for one in labels:
        theme = rows.get(one["pk"])
        if theme and one["before"] is None:
            alone = theme.original.pk == theme.pk
            same = Theme.objects.filter(translation_key=theme.translation_key) if alone else [theme]
            for label in same:  # with those that were opened to be translated
                label.delete()
        elif theme:
            theme.name = one["before"]
            theme.save()
    return ""


def _delete_created(kind: str, undo: dict[str, Any]) -> str:
    model: Any = SpeakerPage if kind == SourceKind.PERSON else SessionPage
    page = model.objects.filter(pk=undo["created"]).first()
    if page is None:
        return ""
    if page.first_published_at or page.latest_revision_id != undo["revision"]:
        return _("It was edited or published since.")
    versions = model.objects.filter(translation_key=page.translation_key).exclude(pk=page.pk)
    if versions.exclude(first_published_at=None).exists():
        return _("A translation was published since.")
    if kind == SourceKind.PERSON and SessionSpeaker.objects.filter(speaker=page).exists():
        return _("This person speaks in a session that stays.")
    if kind == SourceKind.SESSION and page.pk in sessions_with_slot():
        return _("It is in the timetable.")
    for given in undo.get("translations", []):
        if not registry.given_translations["take back"](given):
            return _("A translation was edited since.")
    page.refresh_from_db()
    delete_page(page)
    return ""


def _take_back_draft(kind: str, undo: dict[str, Any]) -> str:
    """Point the page to the draft before. What was never published has it in its row, too."""
    saved, revision = undo["page"], undo["page"].get("revision")
    model: Any = SpeakerPage if kind == SourceKind.PERSON else SessionPage
    page = model.objects.filter(pk=saved["pk"]).first()
    if page is None:
        return ""
    if revision and (page.latest_revision_id != revision or page.live_revision_id == revision):
        return _("It was edited or published since.")
    for given in undo.get("translations", []):
        if not registry.given_translations["take back"](given):
            return _("A translation was edited since.")
    if revision:
        before = Revision.objects.filter(pk=saved["before"]["latest_revision_id"]).first()
        if not page.live and before:
            before.as_object().save()
        Page.objects.filter(pk=page.pk).update(
            **saved["before"], latest_revision_created_at=before.created_at if before else None
        )
        Revision.objects.filter(pk=revision).delete()
        registry.given_translations["follow"](model.objects.get(pk=page.pk))
        for image in get_image_model().objects.filter(pk__in=undo.get("images", [])):
            image.delete()
    return ""
