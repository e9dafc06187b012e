"""Before a timetable is published for the first time, the admin asks once and says who will learn of it."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import get_active_log_context
from wagtail.models import ModelLogEntry

from events.models import SessionPage, Timetable, programme_pages
from events.timetable.board.saving import version_of
from events.timetable.lookups import look_up_sessions
from events.timetable.planned import times_planned_in
from events.timetable.release import MILESTONE_FAILED
from events.timetable.validation import problems
from home import registry
from home.i18n.languages import language_names, language_of
from home.row_ids import row_id
from home.signals import Milestone


def ask_before_first_release(request: HttpRequest, instance: Any) -> HttpResponse | None:
    """The draft is saved by now. The page that asks publishes it."""
    if isinstance(instance, Timetable) and instance.event.released_at is None:
        return redirect("events_admin:first_release", instance.pk)
    return None


def who_is_told(draft: Timetable) -> list[str]:
    """What happens when this draft is published as the first one."""
    sessions = {slot.session_id for slot in draft.slots.all()}
    live = SessionPage.objects.live().filter(pk__in=sessions).count()
    shown_in = [language_of(page) for page in programme_pages(draft.event) if page.live]
    codes = [code for code in settings.PORTAL_LANGUAGES if code in shown_in]
    told = [
        ngettext(
            "Readers see %(count)d session at once, on the portal, in calendars and in conference apps.",
            "Readers see %(count)d sessions at once, on the portal, in calendars and in conference apps.",
            live,
        )
        % {"count": live}
    ]
    if codes:
        text = _("The programme has a published page in: %(languages)s.")
        told.append(text % {"languages": language_names(codes, get_language() or settings.LANGUAGE_CODE)})
    else:
        told.append(_("The programme has no published page yet, so readers find it only once that page is published."))
    if drafts := len(sessions) - live:
        text = ngettext(
            "%(count)d session is still a draft and is added when its page is published.",
            "%(count)d sessions are still drafts and are added when their pages are published.",
            drafts,
        )
        told.append(text % {"count": drafts})
    audiences = (audience(Milestone.PROGRAMME_RELEASED) for _app, audience in registry.milestone_audience)
    return [*told, *(str(sentence) for sentence in audiences if sentence)]


class FirstReleaseView(WagtailAdminTemplateMixin, TemplateView):
    page_title = gettext_lazy("Publish the programme for the first time")
    header_icon = "calendar-alt"
    template_name = "events/admin/first_release.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        lock = self.timetable.get_lock()
        if not request.user.has_perm("events.publish_timetable") or (lock and lock.for_user(request.user)):
            raise PermissionDenied
        if self.timetable.event.released_at is not None or self.revision is None:
            return redirect(self.edit_url)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def timetable(self) -> Timetable:
        return get_object_or_404(Timetable.objects.select_related("event"), pk=self.kwargs["pk"])

    @cached_property
    def revision(self) -> Any:
        return self.timetable.get_latest_revision()

    @property
    def edit_url(self) -> str:
        return reverse("wagtailsnippets_events_timetable:edit", args=[self.timetable.pk])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [{"url": self.edit_url, "label": str(self.timetable)}, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        draft = self.revision.as_object()
        planned = draft.go_live_at if draft.go_live_at and draft.go_live_at > timezone.now() else None
        own = {"told": who_is_told(draft), "revision": self.revision, "planned": planned, "edit_url": self.edit_url}
        return {**super().get_context_data(**kwargs), **own}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        event, slots = self.timetable.event, list(self.revision.as_object().slots.all())
        planned = times_planned_in(event, request.user)
        found = problems(event, slots, look_up_sessions(slots, event), event.language_codes, planned)
        if request.POST.get("revision") != str(self.revision.pk):
            messages.error(request, _("Somebody has changed the draft meanwhile. Please look at it, then publish it."))
        elif any(problem.blocks for problem in found):
            messages.error(request, _("This draft cannot be published yet. Its form says why."))
        else:
            self.revision.publish(user=request.user)
            self.timetable.refresh_from_db()
            self._say_what_was_done(request)
        return redirect(self.edit_url)

    def _say_what_was_done(self, request: HttpRequest) -> None:
        text = _("The programme of “%(event)s” is published.")
        if not self.timetable.live:
            text = _("The programme of “%(event)s” will be published at the time you have set.")
        messages.success(request, text % {"event": self.timetable.event})
        show_failed_milestones(request, self.timetable)


@require_POST
def publish_board(request: HttpRequest, pk: str) -> HttpResponse:
    """Publish the draft that the board has shown. The first publication asks once more."""
    timetable = get_object_or_404(Timetable.objects.select_related("event", "latest_revision"), pk=row_id(pk))
    lock, event, shown = timetable.get_lock(), timetable.event, request.POST.get("version")
    if not request.user.has_perm("events.publish_timetable") or (lock and lock.for_user(request.user)):
        raise PermissionDenied
    slots = list(timetable.get_latest_revision_as_object().slots.all())
    planned = times_planned_in(event, request.user)
    found = problems(event, slots, look_up_sessions(slots, event), event.language_codes, planned)
    if timetable.latest_revision is None or shown != version_of(timetable):
        messages.error(request, _("Somebody has changed the draft meanwhile. Please look at it, then publish it."))
    elif any(problem.blocks for problem in found):
        messages.error(request, _("This draft cannot be published yet. The errors above the board say why."))
    elif event.released_at is None:
        return redirect("events_admin:first_release", timetable.pk)
    else:
        timetable.latest_revision.publish(user=request.user)
        messages.success(request, _("The programme of “%(event)s” is published.") % {"event": event})
        show_failed_milestones(request, timetable)
    return redirect("wagtailsnippets_events_timetable:edit", timetable.pk)


def show_failed_milestones(request: HttpRequest, instance: Any) -> None:
    """Show what failed because of this publication, which itself stands."""
    if isinstance(instance, Timetable):
        entries = ModelLogEntry.objects.for_instance(instance)
        for entry in entries.filter(action=MILESTONE_FAILED, uuid=get_active_log_context().uuid):
            messages.warning(request, entry.message)
