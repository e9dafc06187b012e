"""The timetable's form: any number of rows with a constant number of queries."""

from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.forms.models import WagtailAdminModelForm

from events.enums import LanguageRole, SessionKind, SlotStatus
from events.models import Event, Room, SessionPage, Slot, Timetable, give_keys
from events.timetable.chooser import session_chooser
from events.timetable.drafts import slots_of_draft
from events.timetable.lookups import look_up_sessions
from events.timetable.meanwhile import BASED_ON, Meanwhile, fingerprints, merged_with_draft, rows_to_keep
from events.timetable.merge import name_of
from events.timetable.one_day import DAY, OneDay, one_day_of, split
from events.timetable.planned import times_planned_in
from events.timetable.validation import TimetableProblem, problems
from home import times
from home.i18n.languages import language_of
from home.publication import DraftSnippetForm
from home.row_ids import row_id


class TimetableChoices:
    """Every room and session of the event, loaded once for all rows."""

    def __init__(self, event_id: Any) -> None:
        rooms = Room.objects.filter(event=row_id(event_id)) if row_id(event_id) else Room.objects.all()
        self.rooms = {room.pk: room for room in rooms}
        self.zone = ZoneInfo(
            Event.objects.filter(pk=row_id(event_id)).values_list("zone", flat=True).first() or times.UTC_ZONE
        )
        versions = SessionPage.objects.order_by("title").defer("body", "abstract")
        originals = {page.translation_key: page for page in versions if page.is_original}
        # A translation means the session itself.
        self.sessions = {
            page.pk: originals[page.translation_key] for page in versions if page.translation_key in originals
        }
        spoken = [room.language for room in self.rooms.values() if room.language]
        self.languages = list(dict.fromkeys([*settings.PORTAL_LANGUAGES, *spoken]))

    def summary(self, slot: Slot, languages: str | None = None) -> str:
        """ "6 May 13:00–13:40 · Oak · Circles · es, en": what a folded row says, and timetable_form.js again.

        Behind the time in UTC stands that of the event's zone.
        """
        room, session = self.rooms.get(slot.room_id or 0), self.sessions.get(slot.session_id)
        ends = f"–{slot.ends_at:%H:%M}" if slot.ends_at else ""
        day = times.short_day(slot.starts_at, get_language()) if slot.starts_at else ""
        time = f"{day} {slot.starts_at:%H:%M}{ends}{self._in_zone(slot.starts_at)}" if slot.starts_at else ""
        codes = ", ".join(dict.fromkeys(code for codes in (slot.languages or {}).values() for code in codes))
        status = "" if slot.status == SlotStatus.CONFIRMED else slot.get_status_display()
        parts = (time, room and room.name, session and session.title, codes if languages is None else languages, status)
        return " · ".join(part for part in parts if part)

    def _in_zone(self, starts_at: datetime) -> str:
        """ " (Auckland Fri 01:00)"; nothing for UTC."""
        if self.zone.key == times.UTC_ZONE:
            return ""
        language, here = get_language(), starts_at.astimezone(self.zone)
        return f" ({times.city_name(self.zone.key, language)} {times.weekday_and_hour(here, language)})"

    def day(self, starts_at: datetime | None) -> str:
        return times.day(starts_at.astimezone(self.zone), get_language()) if starts_at else ""


KNOWN_AS = r"^\d+:([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})?$"  # session and key of a row


class LoadedChoiceField(forms.Field):
    """A choice among instances that are already loaded: id → instance."""

    def __init__(self, instances: dict[int, Any], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.instances = instances

    def prepare_value(self, value: Any) -> Any:
        return getattr(value, "pk", value)

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        instance = self.instances.get(row_id(value))
        if instance is None:
            raise ValidationError(_("This choice no longer exists. Please choose another one."), code="invalid")
        return instance

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(self.prepare_value(initial) or "") != str(self.prepare_value(data) or "")


class SlotForm(WagtailAdminModelForm):
    is_known = False  # whether the row had this session before
    is_filled = False  # whether its language is that of its session, because nobody ticked any

    def __init__(self, *args: Any, choices: TimetableChoices | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices = choices or TimetableChoices(None)
        rooms = [("", _("all rooms")), *((pk, room.name) for pk, room in self.choices.rooms.items())]
        chooser = session_chooser.widget_class(linked_fields={"event": "#id_event"})
        chooser.sessions = self.choices.sessions
        chooser.is_required = True
        self._replace("room", self.choices.rooms, forms.Select(choices=rooms), required=False)
        self._replace("session", self.choices.sessions, chooser, required=True)
        stored = [code for codes in (self.instance.languages or {}).values() for code in codes]
        self.fields["languages"].set_choices(list(dict.fromkeys([*self.choices.languages, *stored])))
        self.fields["ways_in"].widget.codes, self.fields["ways_in"].widget.free = self.choices.languages, 1

    def _replace(self, name: str, instances: dict[int, Any], widget: forms.Widget, *, required: bool) -> None:
        old = self.fields[name]
        self.fields[name] = LoadedChoiceField(
            instances, label=old.label, help_text=old.help_text, widget=widget, required=required
        )

    def clean(self) -> dict[str, Any]:
        """The key comes with the form, because a row that was never published is a new instance on each POST."""
        cleaned = super().clean()
        session, _colon, key = cleaned.get("known_as", "").partition(":")
        chosen = cleaned.get("session")
        self.is_known = bool(chosen and session == str(chosen.pk))
        self.instance.key = UUID(key) if self.is_known and key else None
        self.is_filled = bool(chosen) and not cleaned.get("languages") and not self._keeps_no_language(cleaned, chosen)
        if self.is_filled:
            cleaned["languages"] = {LanguageRole.SPOKEN.value: [language_of(chosen)]}
        return cleaned

    def _keeps_no_language(self, cleaned: dict[str, Any], chosen: SessionPage) -> bool:
        """A break, and a row whose languages somebody saw and took away."""
        return SessionKind(chosen.kind).is_break or (self.is_known and not cleaned.get("filled"))

    @property
    def summary(self) -> str:
        return self.choices.summary(self.instance)

    @property
    def day(self) -> str:
        """Of the event's zone."""
        return self.choices.day(self.instance.starts_at)

    def _get_validation_exclusions(self) -> set[str]:
        """The choices are existing rows already; validating them again would take five queries a row.

        Django has no public way to leave a field of the form out of the model's validation.
        """
        return {*super()._get_validation_exclusions(), "room", "session", "status"}


class SlotFormSet(BaseChildFormSet):
    @cached_property
    def choices(self) -> TimetableChoices:
        return TimetableChoices((self.data or {}).get("event") or self.instance.event_id)

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return {**super().get_form_kwargs(index), "choices": self.choices}

    def add_fields(self, form: SlotForm, index: int | None) -> None:
        """Django would look up each id, and refuse rows of a restored version that were deleted since."""
        super().add_fields(form, index)
        known_as = name_of(form.instance) if form.instance.session_id else ""
        form.fields["known_as"] = forms.RegexField(KNOWN_AS, initial=known_as, required=False, widget=forms.HiddenInput)
        form.fields["filled"] = forms.BooleanField(required=False, widget=forms.HiddenInput)
        form.fields["id"] = forms.IntegerField(initial=form.instance.pk, required=False, widget=forms.HiddenInput)


class TimetableForm(DraftSnippetForm):
    """Errors block publishing, not the saving of a draft; warnings block nothing."""

    class Media:
        js = ["events/js/timetable_form.js"]
        css = {"all": ["events/css/timetable_form.css"]}

    def __init__(self, data: Any = None, files: Any = None, *, day: str = "", **kwargs: Any) -> None:
        """`day` is the one whose rows a large timetable shows."""
        self.meanwhile = Meanwhile()
        self.one_day, self.others = self._limit(kwargs.get("instance"), data, day)
        super().__init__(data, files, **kwargs)
        if self.is_bound and self.instance.pk:
            self.meanwhile = merged_with_draft(self.formsets["slots"], data, self.one_day)
            if self.meanwhile.data is not None:
                super().__init__(self.meanwhile.data, files, **kwargs)
        draft, _others = split(slots_of_draft(self.instance) if self.instance.pk else [], self.one_day)
        self.fields["event"].disabled = bool(self.instance.pk)  # the sessions and rooms of its slots are the event's
        self.fields[BASED_ON] = forms.CharField(required=False, initial=fingerprints(draft), widget=forms.HiddenInput)
        if self.one_day:
            shown = self.one_day.value
            self.fields[DAY] = forms.CharField(required=False, initial=shown, widget=forms.HiddenInput)

    def _limit(self, timetable: Timetable | None, data: Any, day: str) -> tuple[OneDay | None, list[Slot]]:
        """Leave the rows of one day in a large timetable; returns which one, and the other slots."""
        if timetable is None or timetable.pk is None:
            return None, []
        slots, is_sent = list(timetable.slots.all()), data is not None
        chosen = data.get(DAY, "") if is_sent else day
        one_day = one_day_of(slots, timetable.event.tz, chosen=chosen, is_sent=is_sent)
        shown, others = split(slots, one_day)
        timetable.slots = shown
        return one_day, others

    def is_valid(self) -> bool:
        is_valid = super().is_valid()
        for row in self.formsets["slots"].forms:
            if row.prefix in self.meanwhile.conflicts:
                row.add_error(None, self.meanwhile.conflicts[row.prefix])
                is_valid = False
        if not is_valid:
            return False
        if self.is_deferred_validation:
            return True
        if self.meanwhile.came_in:
            self.add_error(None, self.meanwhile.text)
            return False
        blocking = [problem for problem in self.problems if problem.blocks]
        rows = self._kept_rows()
        for problem in blocking:
            self.add_error(None, problem.text)
            for number in problem.rows:
                rows[number].add_error(None, problem.text)
        return not blocking

    def _kept_rows(self) -> list[SlotForm]:
        formset = self.formsets["slots"]
        return [form for form in formset.forms if form not in formset.deleted_forms]

    @cached_property
    def problems(self) -> list[TimetableProblem]:
        """Of what the form shows: what somebody sent, else what is stored."""
        if self.is_bound:
            slots = [form.instance for form in self._kept_rows()]
        else:
            slots = [form.instance for form in self.formsets["slots"].initial_forms]
        event = self.instance.event if self.instance.event_id else None
        if event is None:
            return []
        planned, count = times_planned_in(event, self.for_user), len(slots)
        slots += self.others
        found = problems(event, slots, look_up_sessions(slots, event), event.language_codes, planned)
        return [replace(one, rows=tuple(row for row in one.rows if row < count)) for one in found]

    def save(self, commit: bool = True) -> Timetable:
        timetable = super().save(commit=False)
        slots = [*self.others, *(row.instance for row in rows_to_keep(self.formsets["slots"]))]
        give_keys(slots)
        pinned = {name_of(slot) for slot in slots_of_draft(timetable) if slot.is_pinned}  # on the board
        for slot in slots:
            slot.is_pinned = name_of(slot) in pinned
        timetable.slots = sorted(slots, key=lambda slot: (slot.starts_at, slot.room_id or 0))
        if commit:
            timetable.save()
        return timetable

    def get_field_updates_for_resave(self) -> list[tuple[str, str]]:
        """After an autosave: from now on the page is based on what it has just saved."""
        rows = rows_to_keep(self.formsets["slots"])
        names = [(f"{row.prefix}-known_as", name_of(row.instance)) for row in rows]
        names += [(f"{row.prefix}-filled", "1") for row in rows if row.is_filled]  # while the page shows no language
        saved = fingerprints(row.instance for row in rows)
        return [*super().get_field_updates_for_resave(), *names, (BASED_ON, saved)]
