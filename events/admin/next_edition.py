"""One form makes the next edition from the last one; the page after it says what still needs a person."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import page_permission_policy

from events.editions import copying
from events.editions.dates import years_later
from events.editions.notes import notes_of
from events.editions.stamp import is_untouched
from events.editions.undoing import EditionInUse, undo
from events.enums import SessionKind
from events.models import EditionCopy, Event, sessions_of
from home.clock import now
from home.row_ids import row_id

STAYING = (SessionKind.OPENING, SessionKind.BREAK, SessionKind.LANGUAGE_BREAK, SessionKind.CLOSING)
TICKS = ("pages", "questions", "cities", "rooms", "footer")
REFRESH_SECONDS = "3"


class NextEditionForm(forms.Form):
    ticks = TICKS  # for the template

    source = forms.ModelChoiceField(
        Event.objects.all(),
        label=gettext_lazy("Start from"),
        help_text=gettext_lazy("The edition whose pages and settings you want to use again."),
    )
    name = forms.CharField(
        label=gettext_lazy("Name of the new edition"),
        max_length=Event._meta.get_field("name").max_length,
        help_text=gettext_lazy(
            "For example: Conference 2022. Where a title has the old name or year, it gets the new."
        ),
    )
    first_day = forms.DateField(
        label=gettext_lazy("First day"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("All dates move by the same number of days and keep their times."),
    )
    pages = forms.BooleanField(
        label=gettext_lazy("Call, programme and other pages, with their texts and all translations"), required=False
    )
    questions = forms.BooleanField(label=gettext_lazy("Questions of the call"), required=False)
    cities = forms.BooleanField(label=gettext_lazy("Cities whose local time is shown"), required=False)
    rooms = forms.BooleanField(label=gettext_lazy("Rooms, without their links"), required=False)
    footer = forms.BooleanField(
        label=gettext_lazy("Links of the footer: a draft of it leads to the new edition"), required=False
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Sessions that stay"),
        required=False,
        choices=SessionKind.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "With their places in the timetable, but without speakers and recordings. The programme page has to come "
            "along."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        source = Event.objects.filter(pk=self.initial.get("source")).first()
        if source is not None:
            found = sessions_of(source).order_by().values_list("kind").annotate(Count("pk"))
            counts: dict[str, int] = dict(found)
            kinds: Any = self.fields["kinds"]
            kinds.choices = [(kind.value, f"{kind.label} ({counts.get(kind.value, 0)})") for kind in SessionKind]

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"].strip()
        if Event.objects.filter(name=name).exists():
            raise ValidationError(_("There is an edition with this name already. Please choose another one."))
        return name

    @property
    def choices(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in (*TICKS, "kinds")}


def may_make_editions(user: Any) -> bool:
    may_add = ModelPermissionPolicy(Event).user_has_permission(user, "add")
    return may_add and bool(page_permission_policy.user_has_permission(user, "add"))


def _initial(request: HttpRequest) -> dict[str, Any]:
    source = Event.objects.filter(pk=row_id(request.GET.get("from"))).first() or Event.objects.first()
    ticked = dict.fromkeys(TICKS, True)
    first_day = years_later(source.starts_at, source.tz, after=now(request).date()) if source else None
    return {"source": source and source.pk, "first_day": first_day, "kinds": list(STAYING), **ticked}


def next_edition(request: HttpRequest) -> HttpResponse:
    if not may_make_editions(request.user):
        raise PermissionDenied
    form = NextEditionForm(request.POST or None, initial=_initial(request))
    if request.method == "POST" and form.is_valid():
        data, instant = form.cleaned_data, timezone.now()
        try:
            copy = copying.start(
                source=data["source"],
                name=data["name"],
                first_day=data["first_day"],
                choices=form.choices,
                user=request.user,
                now=instant,
            )
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            copying.work(copy, seconds=copying.REQUEST_SECONDS, now=instant)
            return redirect("events_admin:edition_copied", copy.pk)
    crumbs = [
        {"url": reverse("wagtailsnippets_events_event:list"), "label": _("Events")},
        {"url": "", "label": _("Next edition")},
    ]
    context = {"form": form, "breadcrumbs_items": crumbs, "header_title": _("Next edition"), "header_icon": "date"}
    return TemplateResponse(request, "events/admin/next_edition.html", context)


def edition_copied(request: HttpRequest, pk: int) -> HttpResponse:
    if not may_make_editions(request.user):
        raise PermissionDenied
    copy = get_object_or_404(EditionCopy.objects.select_related("source", "target"), pk=row_id(pk))
    if request.method == "POST":
        return _undo(request, copy)
    crumbs = [
        {"url": reverse("wagtailsnippets_events_event:list"), "label": _("Events")},
        {"url": reverse("events_admin:overview", args=[copy.target_id]), "label": copy.target.name},
        {"url": "", "label": _("Next edition")},
    ]
    context = {
        "copy": copy,
        "notes": notes_of(copy),
        "may_undo": is_untouched(copy),
        "breadcrumbs_items": crumbs,
        "header_title": copy.target.name,
        "header_icon": "date",
    }
    response = TemplateResponse(request, "events/admin/edition_copied.html", context)
    if copy.finished_at is None:
        response["Refresh"] = REFRESH_SECONDS
    return response


def _undo(request: HttpRequest, copy: EditionCopy) -> HttpResponse:
    try:
        undo(copy)
    except EditionInUse:
        messages.error(request, _("Somebody has worked on this edition since, so it stays as it is."))
        return redirect("events_admin:edition_copied", copy.pk)
    count = len(copy.pages)
    text = ngettext(
        "The edition “%(name)s” was deleted, with %(count)d page.",
        "The edition “%(name)s” was deleted, with %(count)d pages.",
        count,
    )
    messages.success(request, text % {"name": copy.target.name, "count": count})
    return redirect("wagtailsnippets_events_event:list")
