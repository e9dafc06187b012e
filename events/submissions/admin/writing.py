"""The programme team writes to a group of people: choose whom, write in each language, look at each email, send."""

from datetime import date, datetime, time
from typing import Any
from uuid import uuid4

from django import forms
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin import messages

from events.models import Event
from events.submissions import actions
from events.submissions.actions import ActionRefused
from events.submissions.actions.writing import emails_for
from events.submissions.emails.messages import email_template_for
from events.submissions.enums import EmailKind
from events.submissions.models import Speaker, Submission
from events.submissions.models.email_templates import PLACEHOLDERS_HELP, unknown_placeholders
from events.submissions.recipients import RecipientGroup, Wanted, days_of, people_of
from home import times
from home.clock import now as instant
from home.i18n.languages import native_name

STARTS = (EmailKind.PRACTICAL, EmailKind.PHOTO, EmailKind.REMINDER)


class GroupForm(forms.Form):
    """Whom. In the address, so that the page can be kept as a bookmark."""

    event = forms.ModelChoiceField(label=_("Event"), queryset=Event.objects.none(), empty_label=None)
    group = forms.ChoiceField(label=_("Their proposal is"), choices=RecipientGroup.choices)
    day = forms.ChoiceField(label=_("Day of their session"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    without_photo = forms.BooleanField(label=_("Only those without a photo"), required=False)
    senders_only = forms.BooleanField(label=_("Only who sent the proposal, no co-speakers"), required=False)
    start = forms.ChoiceField(label=_("Begin with the email"), required=False)

    def __init__(self, sent: Any, events: list[Event]) -> None:
        """Without anything sent: the speakers of the event that comes last."""
        chosen = {event.pk: event for event in events}
        defaults = {"event": events[0].pk, "group": RecipientGroup.SPEAKERS.value, "start": EmailKind.PRACTICAL.value}
        super().__init__({**defaults, **{name: sent[name] for name in sent}})
        fields: Any = self.fields
        fields["event"].queryset = Event.objects.filter(pk__in=chosen).order_by("-starts_at")
        wanted = str(self.data["event"])
        self.of_event = chosen.get(int(wanted) if wanted.isdecimal() and len(wanted) < 10 else 0, events[0])
        shown = get_language() or "en"
        noons = [datetime.combine(day, time(12), self.of_event.tz) for day in days_of(self.of_event)]
        days = [(noon.date().isoformat(), times.day(noon, shown)) for noon in noons]
        fields["day"].choices = [("", _("any")), *days]
        fields["language"].choices = [
            ("", _("any")),
            *((code, native_name(code)) for code in self.of_event.language_codes),
        ]
        fields["start"].choices = [("", _("an empty one")), *((kind.value, kind.label) for kind in STARTS)]

    @property
    def wanted(self) -> Wanted:
        """What cannot be read is as if it were not chosen."""
        self.is_valid()
        data = self.cleaned_data
        return Wanted(
            group=RecipientGroup(data.get("group") or RecipientGroup.SPEAKERS),
            day=date.fromisoformat(data["day"]) if data.get("day") else None,
            language=data.get("language", ""),
            without_photo=data.get("without_photo", False),
            senders_only=data.get("senders_only", False),
        )


class TextsForm(forms.Form):
    """A subject and a text in each language of the group."""

    occasion = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, languages: list[str], needed: list[str] | None = None, **kwargs: Any) -> None:
        """`needed` are the languages of those who are ticked; texts in the others are kept and may be empty."""
        super().__init__(*args, **kwargs)
        self.needed = languages if needed is None else needed
        for code in languages:
            name = native_name(code)
            self.fields[f"subject_{code}"] = forms.CharField(
                label=_("Subject: {language}").format(language=name),
                max_length=160,
                required=code in self.needed,
                widget=forms.TextInput(attrs={"lang": code}),
            )
            self.fields[f"body_{code}"] = forms.CharField(
                label=_("Text: {language}").format(language=name),
                max_length=6000,
                required=code in self.needed,
                help_text=PLACEHOLDERS_HELP,
                widget=forms.Textarea(attrs={"rows": 10, "lang": code}),
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for name, text in list(cleaned.items()):
            unknown = unknown_placeholders(text) if isinstance(text, str) else []
            if unknown:
                self.add_error(name, _("These placeholders do not exist: %(names)s.") % {"names": ", ".join(unknown)})
        return cleaned

    def refuse_empty_deadlines(self, people: list[Speaker]) -> None:
        """{deadline} is for acceptances alone."""
        codes = {one.submission.language for one in people if one.submission.confirm_by is None}
        for code in codes:
            if "{deadline}" in self.cleaned_data.get(f"body_{code}", "") + self.cleaned_data.get(f"subject_{code}", ""):
                self.add_error(f"body_{code}", _("Not everybody here has a deadline: please leave {deadline} out."))

    @property
    def texts(self) -> dict[str, tuple[str, str]]:
        data = self.cleaned_data
        return {code: (data[f"subject_{code}"], data[f"body_{code}"]) for code in self.needed}


def initial_texts(start: str, languages: list[str]) -> dict[str, Any]:
    values: dict[str, Any] = {"occasion": uuid4()}
    for code in languages if start else []:
        email = email_template_for(start, code)
        values |= {f"subject_{code}": email.subject, f"body_{code}": email.body}
    return values


class WriteView(PermissionRequiredMixin, View):
    permission_required = "submissions.change_submission"
    raise_exception = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        events = Event.objects.filter(submissions__in=Submission.objects.received()).distinct().order_by("-starts_at")
        self.events = list(events)
        if request.user.has_perm(self.permission_required) and not self.events:
            messages.warning(request, _("There is nobody to write to: no proposal has arrived yet."))
            return redirect("proposals:list")
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(request, GroupForm(request.GET, self.events))

    def post(self, request: HttpRequest) -> HttpResponse:
        """What is sent is what was previewed: the people and texts come back with the button."""
        group = GroupForm(request.GET, self.events)
        people, _others = people_of(group.of_event, group.wanted)
        chosen = [one for one in people if str(one.pk) in request.POST.getlist("to")]
        form = TextsForm(request.POST, languages=languages_of(people), needed=languages_of(chosen))
        if not chosen:
            messages.error(request, _("Please choose at least one person."))
            return self.show(request, group, form, chosen)
        if form.is_valid():
            form.refuse_empty_deadlines(chosen)
        if not form.is_valid():
            return self.show(request, group, form, chosen)
        if request.POST.get("do") != "send":
            return self.show(request, group, form, chosen, previewed=emails_for(chosen, form.texts))
        occasion = form.cleaned_data["occasion"].hex
        try:
            count = actions.write(
                event=group.of_event,
                people=chosen,
                texts=form.texts,
                occasion=occasion,
                user=request.user,
                now=instant(request),
            )
        except ActionRefused as refused:
            messages.error(request, str(refused))
        else:
            text = ngettext(
                "The email is on its way to %(count)d person.", "The email is on its way to %(count)d people.", count
            )
            messages.success(request, text % {"count": count})
        return redirect("proposals:list")

    def show(
        self,
        request: HttpRequest,
        group: GroupForm,
        form: TextsForm | None = None,
        chosen: list[Speaker] | None = None,
        previewed: Any = (),
    ) -> HttpResponse:
        people, without_address = people_of(group.of_event, group.wanted)
        codes = languages_of(people)
        kept = {one.pk for one in (people if chosen is None else chosen)}
        context = {
            "group": group,
            "people": [(one, one.pk in kept) for one in people],
            "without_address": without_address,
            "form": form
            or TextsForm(initial=initial_texts(group.cleaned_data.get("start", ""), codes), languages=codes),
            "previewed": previewed,
            "header_title": _("Write to proposers and speakers"),
            "page_title": _("Write to proposers and speakers"),
            "breadcrumbs_items": [
                {"url": reverse("proposals:list"), "label": _("Proposals")},
                {"url": "", "label": _("Write to proposers and speakers")},
            ],
        }
        return render(request, "submissions/admin/write.html", context)


def languages_of(people: list[Speaker]) -> list[str]:
    return sorted({one.submission.language for one in people})
