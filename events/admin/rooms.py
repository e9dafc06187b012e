"""The rooms of an edition in one table."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.log_actions import log

from events.admin.checklist import hub_url
from events.admin.hub import crumbs, event_for
from events.models import Event, Room

EMPTY_ROWS = 3


class LinkField(forms.URLField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(assume_scheme="https", **kwargs)


class RoomRow(forms.ModelForm):
    class Meta:
        model = Room
        fields = ["name", "position", "join_url", "host", "language", "ways_in"]
        field_classes = {"join_url": LinkField}


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
