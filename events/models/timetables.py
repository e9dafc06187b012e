from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel, model_from_serializable_data
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, Revision, RevisionMixin

from events.enums import Change, SlotStatus
from events.fields import LanguagesByRoleField, language_choices
from events.models.events import Event
from events.models.programme import programme_page
from events.models.sessions import SessionPage
from events.ways_in.fields import WaysInField
from home.i18n.languages import native_name
from home.times import year_errors


class Room(models.Model):
    """Where sessions of an event take place: a video room. Its name is a proper name and the same in every language."""

    event = models.ForeignKey(Event, verbose_name=_("event"), on_delete=models.CASCADE, related_name="rooms")
    name = models.CharField(_("name"), max_length=60, help_text=_("A proper name; it is not translated."))
    position = models.PositiveSmallIntegerField(
        _("position"),
        default=1,
        validators=[MaxValueValidator(1000)],
        help_text=_("Rooms with smaller numbers come first."),
    )
    join_url = models.URLField(
        _("join link"), blank=True, help_text=_("Shown to readers shortly before a session starts, never earlier.")
    )
    ways_in = WaysInField(
        _("ways in"),
        help_text=_("Besides the join link, and shown with it: an address or a telephone number for each."),
    )
    host = models.CharField(_("host"), max_length=80, blank=True, help_text=_("Who welcomes people in this room."))
    language = models.CharField(
        _("language"),
        max_length=10,
        blank=True,
        choices=language_choices,
        help_text=_("In the language break the room is listed under this language’s own name."),
    )

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        ordering = ["event", "position", "name"]
        constraints = [models.UniqueConstraint(fields=["event", "name"], name="room_name_once_per_event")]

    def __str__(self) -> str:
        return self.name

    @property
    def language_name(self) -> str:
        return native_name(self.language) if self.language else ""


class Timetable(PreviewableMixin, DraftStateMixin, LockableMixin, RevisionMixin, ClusterableModel):
    """When and where the sessions of an event take place. Readers see what was published last; publishing releases."""

    slots: Any  # by modelcluster, from Slot.timetable
    event = models.OneToOneField(Event, verbose_name=_("event"), on_delete=models.CASCADE, related_name="timetable")
    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="timetable")

    class Meta:
        verbose_name = _("timetable")
        verbose_name_plural = _("timetables")

    def __str__(self) -> str:
        return str(self.event)

    @property
    def revisions(self) -> Any:
        return self._revisions

    def save_revision(self, *args: Any, **kwargs: Any) -> Revision:
        """With a key for every further slot of a session."""
        slots = list(self.slots.all())
        if give_keys(slots):
            self.slots = slots
        return super().save_revision(*args, **kwargs)

    @classmethod
    def from_serializable_data(cls, data: dict[str, Any], check_fks: bool = True, strict_fks: bool = False) -> Any:
        """With the same number of queries for any number of slots; Wagtail takes three for each."""
        if not check_fks:
            return super().from_serializable_data(data, check_fks=False, strict_fks=strict_fks)
        own = {**data, "slots": [], "latest_revision": None, "live_revision": None}
        timetable = super().from_serializable_data(own, check_fks=False)
        timetable.slots = list(_existing_slots(data.get("slots", [])))
        return timetable

    def with_content_json(self, content: dict[str, Any]) -> "Timetable":
        version: Timetable = super().with_content_json(content)
        version.live_revision_id = self.live_revision_id
        if version.event_id == self.event_id and Timetable.event.is_cached(self):
            version.event = self.event
        return version

    def get_latest_revision_as_object(self) -> "Timetable":
        """The draft, or this one if there is none. Wagtail loads timetable and revision once more."""
        revision = self.latest_revision if self.has_unpublished_changes else None
        return self.with_content_json(revision.content) if revision else self

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> Any:
        """Publish in one transaction with the release (events.signal_handlers): both happen or neither."""
        with transaction.atomic():
            return super().publish(revision, *args, **kwargs)

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """One for each language of the portal."""
        return [(code, native_name(code)) for code in settings.PORTAL_LANGUAGES]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The programme page with these slots, published or not, in the language of the mode."""
        language = mode_name or settings.LANGUAGE_CODE
        with translation.override(language):
            page = programme_page(self.event, language)
            if page is None:
                return render(request, "events/preview_without_page.html", {"event": self.event})
            context = {**page.get_context(request), "timetable": self}
            return render(request, page.get_template(request), context)


class Slot(models.Model):
    """One session at one time. `session` is the original page."""

    timetable = ParentalKey(Timetable, on_delete=models.CASCADE, related_name="slots")
    session = models.ForeignKey(SessionPage, verbose_name=_("session"), on_delete=models.CASCADE, related_name="slots")
    starts_at = models.DateTimeField(_("starts"), help_text=_("In UTC."))
    ends_at = models.DateTimeField(_("ends"), help_text=_("In UTC."))
    room = models.ForeignKey(
        Room,
        verbose_name=_("room"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="slots",
        help_text=_("Leave empty if it is for all rooms, for example a break."),
    )
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=SlotStatus.choices,
        default=SlotStatus.CONFIRMED,
        help_text=_("A cancelled session stays in the programme, struck through."),
    )
    languages = LanguagesByRoleField(_("languages"), help_text=_("In which languages people can follow, and how."))
    ways_in = WaysInField(
        _("ways in"), help_text=_("Besides those of the room; one of the same kind and language takes its place.")
    )
    # Whether suggestions leave it where it is; readers never see it.
    is_pinned = models.BooleanField(_("pinned"), default=False, editable=False)
    # By what calendars and conference apps know a further slot of its session; empty for the first, see give_keys.
    key = models.UUIDField(null=True, editable=False)

    class Meta:
        verbose_name = _("slot")
        verbose_name_plural = _("slots")
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(condition=models.Q(status__in=SlotStatus.values), name="slot_status_known")
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%d %H:%M} {self.session_id}"

    def clean(self) -> None:
        super().clean()
        if errors := year_errors(starts_at=self.starts_at, ends_at=self.ends_at):
            raise ValidationError(errors)

    @property
    def identity(self) -> "SlotIdentity":
        return self.session_id, self.key

    @property
    def released_values(self) -> dict[str, Any]:
        """What a release records of a slot."""
        names = ("starts_at", "ends_at", "room_id", "status", "languages")
        return {name: getattr(self, name) for name in names}


SlotIdentity = tuple[int, UUID | None]  # id of the session, key of the slot


def give_keys(slots: Iterable[Slot]) -> bool:
    """Give each further slot of a session a key of its own; the first in `slots` is known by its session.

    Returns whether there was one without.
    """
    seen: set[SlotIdentity] = set()
    changed = False
    for slot in slots:
        if slot.identity in seen:
            slot.key, changed = uuid4(), True
        seen.add(slot.identity)
    return changed


def _existing_slots(rows: list[dict[str, Any]]) -> Iterable[Slot]:
    """Without those whose session is deleted; a deleted room is no room."""
    named = [
        model.objects.filter(pk__in={row[name] for row in rows}).order_by().values_list(models.Value(name), "pk")
        for name, model in (("session", SessionPage), ("room", Room))
    ]
    known = set(named[0].union(named[1], all=True))
    for row in rows:
        if ("session", row["session"]) in known:
            room = row["room"] if ("room", row["room"]) in known else None
            yield model_from_serializable_data(Slot, {**row, "room": room}, check_fks=False)


class SessionRelease(models.Model):
    """What readers last saw of a slot. Not versioned: restoring an old timetable does not change it."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="releases")
    session = models.ForeignKey(SessionPage, on_delete=models.CASCADE, related_name="releases")
    key = models.UUIDField(null=True)  # of the slot
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    room = models.ForeignKey(Room, null=True, on_delete=models.SET_NULL, related_name="+")
    status = models.CharField(max_length=10, choices=SlotStatus.choices)
    languages = LanguagesByRoleField()
    sequence = models.PositiveIntegerField(default=0, help_text="SEQUENCE of RFC 5545: never falls.")
    change = models.CharField(max_length=10, choices=Change.choices, blank=True)
    changed_at = models.DateTimeField()
    earlier_starts_at = models.DateTimeField(null=True)
    earlier_ends_at = models.DateTimeField(null=True)
    earlier_room = models.ForeignKey(Room, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("released session")
        verbose_name_plural = _("released sessions")
        ordering = ["starts_at"]
        constraints = [
            models.UniqueConstraint(fields=["session"], condition=models.Q(key=None), name="first_slot_released_once"),
            models.UniqueConstraint(fields=["session", "key"], name="slot_released_once"),
        ]

    def __str__(self) -> str:
        return f"{self.session_id} #{self.sequence}"

    @property
    def identity(self) -> SlotIdentity:
        return self.session_id, self.key
