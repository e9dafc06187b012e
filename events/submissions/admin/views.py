"""Views of the programme team. Every view requires a right on proposals."""

import json
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.models import ModelLogEntry, Page

from events.submissions import actions
from events.submissions.actions import ActionRefused, PartialFailure
from events.submissions.actions.privacy import names_at, personal_data_of
from events.submissions.admin.planning import plan_form, plan_slot, warning_of_freed_slots
from events.submissions.admin.proposal_list import languages_read
from events.submissions.enums import DECISIONS, UNDER_REVIEW, Answer
from events.submissions.models import ReviewerLanguages, Speaker, Submission
from events.submissions.pages import pages_to_ask_about
from events.submissions.public.call_views import event_and_call, process_step
from events.submissions.public.private_views import show_photo
from events.submissions.public.proposal_forms import AmendmentForms, ProposalForms, call_page, first_step_context
from events.submissions.tokens import private_link
from home.clock import now as instant
from home.row_ids import row_id

may_view = permission_required("submissions.view_submission", raise_exception=True)
may_change = permission_required("submissions.change_submission", raise_exception=True)
may_delete = permission_required("submissions.delete_submission", raise_exception=True)
ANSWER_CHOICES = [
    (Answer.CONSENT.value, gettext_lazy("I consent")),
    (Answer.OBJECTION.value, gettext_lazy("I object")),
    (Answer.ASIDE.value, gettext_lazy("I stand aside")),
]
DECISION_ACTIONS = {"accept": actions.accept, "wait": actions.wait_list, "decline": actions.decline}
BULK_ACTIONS: dict[str, Callable[..., object]] = {**DECISION_ACTIONS, "release": actions.release_email}
DONE = {
    "answer": gettext_lazy("Your answer was saved."),
    "close": gettext_lazy("Your objection is closed."),
    "close_orphan": gettext_lazy("The objection is closed."),
    "same_person": gettext_lazy("The page belongs to this person. They get no other one."),
    "comment": gettext_lazy("Your comment was saved."),
    "accept": gettext_lazy("The proposal is accepted. Its email is held until you send it."),
    "wait": gettext_lazy("The proposal is on the waiting list. Its email is held until you send it."),
    "decline": gettext_lazy("The proposal is declined. Its email is held until you send it."),
    "release": gettext_lazy("The email is on its way to the speakers."),
    "renew": gettext_lazy("The private link was replaced and sent."),
    "plan": gettext_lazy("The proposal is planned in the draft of the timetable."),
    "free": gettext_lazy("The proposal is no longer in the draft of the timetable."),
}
BULK_DONE = {
    "accept": ngettext_lazy("%(count)d proposal accepted.", "%(count)d proposals accepted.", "count"),
    "wait": ngettext_lazy(
        "%(count)d proposal added to the waiting list.", "%(count)d proposals added to the waiting list.", "count"
    ),
    "decline": ngettext_lazy("%(count)d proposal declined.", "%(count)d proposals declined.", "count"),
    "release": ngettext_lazy("Email sent for %(count)d proposal.", "Emails sent for %(count)d proposals.", "count"),
}


def get_kept_submission(pk: int) -> Submission:
    return get_object_or_404(Submission.objects.received().select_related("event", "session", "consent"), pk=pk)


@may_view
def proposal_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole proposal, what was said about it, and what can be done."""
    submission, user = get_kept_submission(pk), request.user
    if request.method == "POST":
        try:
            perform_action(request, submission)
            return redirect("proposals:detail", pk)
        except PartialFailure as partly:
            messages.warning(request, str(partly))
            return redirect("proposals:detail", pk)
        except ActionRefused as refused:
            messages.error(request, str(refused))  # and the page again, with what was typed
            submission = get_kept_submission(pk)
    waiting = Submission.objects.received().under_review().not_answered_by(user).filter(event=submission.event)
    is_held = submission.state in DECISIONS and submission.notified_at is None
    reviews = list(submission.reviews.select_related("reviewer"))
    speakers = list(submission.speakers.all())
    asked = pages_to_ask_about(speakers) if user.has_perm("submissions.change_submission") else {}
    context = {
        "submission": submission,
        "speakers": [(speaker, asked.get(speaker.pk, [])) for speaker in speakers],
        "reviews": reviews,
        "mine": next((review for review in reviews if review.reviewer_id == user.pk), None),
        "choices": ANSWER_CHOICES,
        "next": waiting.exclude(pk=pk).readable_first(languages_read(user)).first(),
        "comments": submission.comments.select_related("author"),
        "log": ModelLogEntry.objects.for_instance(submission).select_related("user"),
        "is_open": submission.state in UNDER_REVIEW,
        "is_held": is_held,
        "held_email": actions.held_email(submission=submission, now=instant(request)) if is_held else None,
        "plan_form": plan_form(submission, request) if submission.may_be_planned else None,
        "pages": pages_to_edit(submission, user),
        "private_link": private_link(submission) if user.has_perm("submissions.change_submission") else "",
    }
    return render(request, "submissions/admin/proposal.html", context)


def pages_to_edit(submission: Submission, user: Any) -> list[Page]:
    """The pages that the proposal became and this user may edit: the session, then its speakers."""
    speakers = [speaker.page for speaker in submission.speakers.select_related("page")]
    return [page for page in (submission.session, *speakers) if page and page.permissions_for_user(user).can_edit()]


def perform_action(request: HttpRequest, submission: Submission) -> None:
    """What the pressed button asks for. Raises ActionRefused, PartialFailure, PermissionDenied."""
    do, now, user = request.POST.get("do", ""), instant(request), request.user
    if do == "answer":
        given = {"answer": request.POST.get("answer", ""), "reason": request.POST.get("reason", "")}
        actions.answer(submission=submission, reviewer=user, now=now, **given)
    elif do == "close":
        actions.close_objection(submission=submission, reviewer=user, now=now)
    elif do == "comment":
        actions.comment(submission=submission, author=user, text=request.POST.get("text", ""), now=now)
    elif not user.has_perm("submissions.change_submission"):
        raise PermissionDenied
    elif do in DECISION_ACTIONS:
        with warning_of_freed_slots(request, [submission]):
            DECISION_ACTIONS[do](submission=submission, user=user, now=now)
    elif do == "release":
        note, shown = request.POST.get("note", ""), request.POST.get("decision", "")
        if not actions.release_email(submission=submission, user=user, now=now, note=note, expected=shown):
            raise ActionRefused(_("This email was sent already."))
    elif do == "close_orphan":
        review_id = row_id(request.POST.get("review"))
        actions.close_objection(submission=submission, reviewer=user, now=now, review_id=review_id or -1)
    elif do == "same_person":
        actions.choose_page(submission=submission, choice=request.POST.get("page", ""), user=user)
    elif do == "renew":
        actions.renew_link(submission=submission, user=user, now=now)
    elif do == "plan":
        plan_slot(request, submission)
    elif do == "free":
        actions.free_slot(submission=submission, user=user)
    else:
        return
    messages.success(request, DONE[do])


@require_POST
@may_change
def bulk_action(request: HttpRequest) -> HttpResponse:
    """One decision for all selected proposals. Those for which it is not possible are reported one by one."""
    do, now = request.POST.get("do", ""), instant(request)
    pks = [row_id(pk) for pk in request.POST.getlist("chosen")]
    rows = list(Submission.objects.received().filter(pk__in=pks).select_related("event"))
    done = 0
    with warning_of_freed_slots(request, rows if do in DECISION_ACTIONS else []):
        for submission in rows if do in BULK_ACTIONS else []:
            shown = {"expected": request.POST.get(f"decision_{submission.pk}", "")} if do == "release" else {}
            try:
                done += bool(BULK_ACTIONS[do](submission=submission, user=request.user, now=now, **shown))
            except PartialFailure as partly:
                messages.warning(request, str(partly))
                done += 1
            except ActionRefused as refused:
                messages.error(request, str(refused))
    if done:
        messages.success(request, BULK_DONE[do] % {"count": done})
    else:
        messages.warning(request, _("No proposal was changed."))
    return HttpResponseRedirect(f"{reverse('proposals:list')}?{request.POST.get('query', '')}")


@require_POST
@may_view
def set_languages_read(request: HttpRequest) -> HttpResponse:
    """A reviewer says which languages they read."""
    codes = [code for code in settings.PORTAL_LANGUAGES if code in request.POST.getlist("languages")]
    ReviewerLanguages.objects.update_or_create(user=request.user, defaults={"languages": ", ".join(codes)})
    return redirect("proposals:list")


@may_view
def photo(request: HttpRequest, pk: int) -> HttpResponse:
    received = Speaker.objects.filter(submission__in=Submission.objects.received())
    return show_photo(get_object_or_404(received.exclude(photo=""), pk=pk))


@may_change
def late_proposal(request: HttpRequest, event_pk: int) -> HttpResponse:
    """The form of the call for the team, whether the call is open or not; the proposal is marked as late."""
    event, page = event_and_call(event_pk)
    if request.method != "POST":
        context = {**first_step_context(event, page, instant(request)), "is_late": True}
        return render(request, "submissions/propose_session.html", context)
    attempt = ProposalForms(request, event, page, instant(request))
    return process_step(request, attempt, entered_by=request.user)


@may_change
def change_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """The team amends a proposal; whoever sent it is told."""
    submission = get_kept_submission(pk)
    page = call_page(submission.event, submission.language)
    if page is None or not submission.may_be_amended_by_team:
        messages.error(request, _("This proposal cannot be changed any more."))
        return redirect("proposals:detail", pk)
    form, problem = AmendmentForms(submission, page, request if request.method == "POST" else None, is_team=True), ""
    if request.method == "POST" and form.is_valid():
        before = submission.changed_at
        try:
            row = actions.amend(
                submission=submission,
                idea=form.idea.idea(form.hours),
                people=[one.person() for one in form.speakers],
                shown=form.shown,
                now=instant(request),
                by=request.user,
            )
        except ActionRefused as refused:
            problem = str(refused)
        else:
            if row.changed_at == before:
                messages.success(request, _("Nothing was changed, so nobody is told."))
            else:
                messages.success(request, _("The proposal was changed, and an email tells whoever sent it."))
            return redirect("proposals:detail", pk)
    back = reverse("proposals:detail", args=[pk])
    context = {"change": form, "back": back, "is_team": True, "problem": problem}
    return render(request, "submissions/change.html", context)


@may_delete
def personal_data(request: HttpRequest) -> HttpResponse:
    """Everything about one person, to download as JSON or to erase in one action. Who shares an address is chosen.

    The address is only ever posted: URLs are kept by browsers and logs, also after it was erased.
    """
    address = request.POST.get("address", "").strip()[:254]
    known = names_at(address) if address else []
    names = known if len(known) < 2 else [name for name in known if name in request.POST.getlist("names")]
    if "do" in request.POST and known and not names:
        messages.error(request, _("Several people use this address. Please choose whose data you mean."))
    elif request.POST.get("do") == "erase" and address:
        everybody = None if names == known else names
        erased = actions.erase_person(address=address, names=everybody, now=instant(request), user=request.user)
        text = ngettext(
            "This person’s data was deleted in %(count)d place.",
            "This person’s data was deleted in %(count)d places.",
            erased.row_count,
        )
        messages.success(request, text % {"count": erased.row_count})
        if erased.kept_pages:
            text = _(
                "These pages were not deleted, because they have been public or may belong to "
                "someone else. Please check them."
            )
            links = [
                messages.button(reverse("wagtailadmin_pages:edit", args=[page.pk]), page.title)
                for page in erased.kept_pages
            ]
            messages.warning(request, text, buttons=links)
        return redirect("proposals:personal_data")
    found = personal_data_of(address, None if names in ([], known) else names) if address else None
    if request.POST.get("do") == "export" and found and (names or not known):
        content = json.dumps(found, ensure_ascii=False, indent=2, default=str)
        disposition = 'attachment; filename="person.json"'
        return HttpResponse(content, content_type="application/json", headers={"Content-Disposition": disposition})
    context = {"address": address, "found": found, "names": known, "chosen": names}
    return render(request, "submissions/admin/personal_data.html", context)
