"""The rooms of an edition in one table."""

import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.log_actions import log

from events.admin.checklist import hub_url
from events.admin.hub import crumbs, event_for
from events.models import Event, Room

EMPTY_ROWS, WAYS_IN = 3, "ways_in"
FIELDS = ("name", "position", "join_url", "host", "language", WAYS_IN)


class LinkField(forms.URLField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(assume_scheme="https", **kwargs)


class RoomRow(forms.ModelForm):
    class Meta:
        model = Room
        fields = list(FIELDS)
        field_classes = {"join_url": LinkField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.missed: list[str] = []  # labels of what somebody else has changed meanwhile, too
        if self.instance.pk:
            for name in FIELDS:
                self.fields[name].show_hidden_initial = name != WAYS_IN

    def hidden_initial(self) -> SafeString:
        """What a row was shown with: a table that was open for long changes only what its reader changed."""
        if not self.instance.pk:
            return SafeString()
        key = self.add_initial_prefix(WAYS_IN)
        ways = self.data.get(key) or json.dumps(self.initial[WAYS_IN])
        others = [field for field in self if field.name != WAYS_IN]
        fields = format_html_join("", "{}", ((field.as_hidden(only_initial=True),) for field in others))
        return format_html('{}<input type="hidden" name="{}" value="{}">', fields, key, ways)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        for name in FIELDS if self.instance.pk else ():
            if name not in values:
                continue
            now, shown = self.initial[name], self._shown(name)
            if shown is None or shown == now:
                continue
            if values[name] not in (shown, now):
                self.missed.append(capfirst(str(self.fields[name].label)))
            values[name] = now
        return values

    def _shown(self, name: str) -> Any:
        """What the table was made with; None if that was not sent, or is nothing that the field takes."""
        field, key = self.fields[name], self.add_initial_prefix(name)
        if key not in self.data:
            return None
        try:
            return field.clean(json.loads(self.data[key]) if name == WAYS_IN else self.data[key])
        except (ValidationError, ValueError, TypeError, AttributeError):
            return None


class RoomRows(forms.BaseInlineFormSet):
    def clean(self) -> None:
        """Two new rooms with one name; Django's message names fields that nobody sees."""
        names = [form.cleaned_data.get("name") for form in self.forms if hasattr(form, "cleaned_data")]
        given = [name for name in names if name]
        if len(given) != len(set(given)):
            raise ValidationError(_("Two rooms have the same name. Please give each its own."))
        super().clean()


RoomTable = forms.inlineformset_factory(Event, Room, form=RoomRow, formset=RoomRows, extra=EMPTY_ROWS, can_delete=False)


def rooms(request: HttpRequest, pk: str) -> HttpResponse:
    event = event_for(request, pk, model=Room)
    last = max((room.position for room in event.rooms.all()), default=0)
    ahead = [{"position": last + number} for number in range(1, EMPTY_ROWS + 1)]
    table = RoomTable(request.POST or None, instance=event, initial=ahead)
    if request.method == "POST" and table.is_valid():
        table.save()
        _note(request, event, table)
        return redirect(hub_url(event))
    context = {
        "event": event,
        "table": table,
        "breadcrumbs_items": crumbs(event, _("Rooms")),
        "header_title": _("Rooms"),
        "header_icon": "home",
    }
    return TemplateResponse(request, "events/admin/rooms.html", context)


def _note(request: HttpRequest, event: Event, table: Any) -> None:
    """In the history of each room, and for whoever saved them."""
    changed = [room for room, _fields in table.changed_objects]
    for action, rows in (("wagtail.create", table.new_objects), ("wagtail.edit", changed)):
        for room in rows:
            log(instance=room, action=action, user=request.user)
    count = len(table.new_objects) + len(changed)
    text = ngettext("%(count)d room of “%(event)s” was saved.", "%(count)d rooms of “%(event)s” were saved.", count)
    messages.success(request, text % {"count": count, "event": event.name})
    text = _("“%(field)s” of “%(room)s” has changed meanwhile, so yours was not saved. Please check it.")
    for form in table.initial_forms:
        for label in form.missed:
            messages.warning(request, text % {"field": label, "room": form.instance})
