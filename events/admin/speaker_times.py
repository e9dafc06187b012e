"""When speakers can speak in an edition: what their proposals say, and what editors type for others."""

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.admin import messages

from events.admin.hub import crumbs, event_for
from events.admin.namesakes import told_apart
from events.models import Event, SpeakerAvailability, SpeakerPage, Timetable, sessions_of
from events.submissions import availability
from events.timetable.availability import Availability, availability_in
from home.times import city_name

WRITTEN = "%Y-%m-%dT%H:%MZ"


class SpeakerTimesForm(forms.Form):
    zone = forms.ChoiceField(
        label=gettext_lazy("Time zone"),
        required=False,
        help_text=gettext_lazy("The city nearest to this person. Leave empty if you do not know it."),
    )
    hours = forms.MultipleChoiceField(
        label=gettext_lazy("Times"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("If you tick none, any time is fine."),
    )

    def __init__(self, *args: Any, event: Event, known: Availability, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or settings.LANGUAGE_CODE
        shown_in = known.zone or event.zone
        zone: Any = self.fields["zone"]
        hours: Any = self.fields["hours"]
        zone.choices = [("", _("not known")), *availability.zone_choices(language, tuple(event.zones()))]
        zone.initial = known.zone
        of_event = availability.hours(event, shown_in, language)
        hours.choices = [(hour.value, f"{hour.day}, {hour.label}") for hour in of_event]
        hours.initial = [hour.strftime(WRITTEN) for hour in known.hours]
        self.shown_in = city_name(shown_in, language)


def _speakers(event: Event) -> list[SpeakerPage]:
    """Of the sessions of the edition, drafts included; each as the original page."""
    keys = sessions_of(event).values("session_speakers__speaker__translation_key")
    return list(SpeakerPage.objects.filter(translation_key__in=keys, locale=F("original_locale")).order_by("title"))


def speaker_times(request: HttpRequest, pk: str) -> HttpResponse:
    event = event_for(request, pk, model=Timetable)
    known = availability_in(event)
    typed = set(SpeakerAvailability.objects.filter(event=event).values_list("speaker", flat=True))
    speakers = _speakers(event)
    names = told_apart({page.pk: page.title for page in speakers})
    rows = [(page, names[page.pk], known.get(page.translation_key), page.pk in typed) for page in speakers]
    return _render(request, "speaker_times", event, {"rows": rows})


def edit_speaker_times(request: HttpRequest, pk: str, speaker_pk: int) -> HttpResponse:
    event = event_for(request, pk, model=Timetable)
    page = get_object_or_404(SpeakerPage, pk=speaker_pk)
    if not page.is_original:
        raise Http404
    typed = SpeakerAvailability.objects.filter(event=event, speaker=page)
    known = availability_in(event).get(page.translation_key, Availability())
    form = SpeakerTimesForm(request.POST or None, event=event, known=known)
    if request.method == "POST" and "forget" in request.POST:
        typed.delete()
        messages.success(request, _("The times that were typed for %(name)s were removed.") % {"name": page.title})
        return redirect("events_admin:speaker_times", event.pk)
    if request.method == "POST" and form.is_valid():
        values = {"zone": form.cleaned_data["zone"], "hours": sorted(form.cleaned_data["hours"])}
        SpeakerAvailability.objects.update_or_create(event=event, speaker=page, defaults=values)
        messages.success(request, _("The times of %(name)s were saved.") % {"name": page.title})
        return redirect("events_admin:speaker_times", event.pk)
    context = {"form": form, "page": page, "is_typed": typed.exists()}
    return _render(request, "speaker_times_form", event, context, page.title)


def _render(request: HttpRequest, name: str, event: Event, context: dict[str, Any], person: str = "") -> HttpResponse:
    label = _("Times of speakers")
    trail = crumbs(event, label, person) if person else crumbs(event, label)
    if person:
        trail[-2]["url"] = reverse("events_admin:speaker_times", args=[event.pk])
    context = {**context, "event": event, "breadcrumbs_items": trail, "header_title": person or label}
    return TemplateResponse(request, f"events/admin/{name}.html", {**context, "header_icon": "time"})
