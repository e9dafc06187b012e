"""The recordings of a session in the page editor: refused against a no, unless the team writes down why."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from events.consents.models import RecordingException
from events.consents.recordings import consents_of
from events.enums import RecordingAnswer
from events.models import SessionPage
from home.clock import now
from home.publication import DraftPageForm

REASON = "recording_reason"


class SessionPageForm(DraftPageForm):
    recording_reason = forms.CharField(
        label=_("Why the recording may be shown all the same"),
        help_text=_("A speaker said no to a recording. It is shown only if you write down why. Only the team sees it."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pk = self.instance.original.pk if self.instance.pk else None
        if pk is None or consents_of([pk])[pk].answer != RecordingAnswer.NO:
            del self.fields[REASON]
        else:
            exception = RecordingException.objects.filter(session=pk).first()
            self.initial[REASON] = exception.reason if exception else ""

    def clean(self) -> Any:
        cleaned: dict[str, Any] = super().clean()
        if REASON in self.fields and not cleaned.get(REASON) and self._adds_recordings():
            self.add_error(REASON, _("A speaker said no to a recording. Remove it, or write down why it may be shown."))
        return cleaned

    def _adds_recordings(self) -> bool:
        """Whether one is new or changed. Those from before the no are hidden, and keep nobody from saving the page."""
        formset = self.formsets.get("recordings")
        rows = formset.forms if formset is not None else []
        return any(row.has_changed() and not row.data.get(row.add_prefix("DELETE")) for row in rows)


def keep_reason(request: HttpRequest, page: Page) -> None:
    """After a session was saved in the page editor. Without a reason there is no exception."""
    if not isinstance(page, SessionPage) or REASON not in request.POST:
        return
    reason, session = request.POST[REASON].replace("\0", "").strip(), page.original
    exception = RecordingException.objects.filter(session=session.pk).first()
    if not reason:
        RecordingException.objects.filter(session=session.pk).delete()
    elif exception is None or exception.reason != reason:
        decision: dict[str, Any] = {"reason": reason, "decided_by": request.user, "decided_at": now(request)}
        RecordingException.objects.update_or_create(session=session, defaults=decision)
