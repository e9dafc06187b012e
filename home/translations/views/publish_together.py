from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.widgets import AdminDateTimeInput
from wagtail.models import Page

from home.translations.access import MANAGE_PERMISSION, is_locked_for
from home.translations.models import JointPublication
from home.translations.publishing.joint import hand_over_draft, publish_with_translations, readiness_of_translations


class ScheduleForm(forms.Form):
    at = forms.DateTimeField(
        label=gettext_lazy("Publish together at"),
        help_text=gettext_lazy("In UTC. Translations that are ready by then are published too."),
        widget=AdminDateTimeInput,
    )

    def clean_at(self) -> Any:
        if self.cleaned_data["at"] <= timezone.now():
            raise ValidationError(_("Please choose a time in the future."))
        return self.cleaned_data["at"]


def may_publish_together(user: Any, page: Page) -> bool:
    """For editors of an original: they may publish it, and its translations."""
    return (
        user.has_perm(MANAGE_PERMISSION)
        and page.permissions_for_user(user).can_publish()
        and getattr(page.specific, "is_original", False)
    )


def publish_together(request: HttpRequest, page_id: int) -> HttpResponse:
    """List missing translations, then publish an original with its ready translations, now or at a set time."""
    page = get_object_or_404(Page, pk=page_id, depth__gt=1).specific
    if not may_publish_together(request.user, page):
        raise PermissionDenied
    form = ScheduleForm(request.POST if "schedule" in request.POST else None)
    if request.method == "POST" and is_locked_for(request.user, page):
        messages.error(request, _("This page is locked, so it was not published."))
    elif "hand_over" in request.POST:
        hand_over_draft(page, now=timezone.now())
        messages.success(request, _("The translators have the latest draft."))
    elif "now" in request.POST:
        return publish(request, page)
    elif "schedule" in request.POST and form.is_valid():
        plan = {"publish_at": form.cleaned_data["at"], "scheduled_by_id": request.user.pk}
        JointPublication.objects.update_or_create(page_id=page.pk, defaults=plan)
        messages.success(request, _("The publication is scheduled."))
        return redirect("translations:publish_together", page.pk)
    elif "cancel" in request.POST:
        JointPublication.objects.filter(page_id=page.pk).delete()
    context = {
        "page": page,
        "translations": readiness_of_translations(page),
        "form": form,
        "planned": JointPublication.objects.filter(page_id=page.pk).first(),
        "has_draft": page.has_unpublished_changes or not page.live,
    }
    return render(request, "translations/publish_together.html", context)


def publish(request: HttpRequest, page: Page) -> HttpResponse:
    try:
        unpublished = publish_with_translations(page, user=request.user)
    except ValidationError as refusal:
        messages.error(request, _("Not published. %(findings)s") % {"findings": " ".join(refusal.messages)})
        return redirect("translations:publish_together", page.pk)
    messages.success(request, _("Published “%(title)s” with its ready translations.") % {"title": page.title})
    if unpublished:
        names = ", ".join(readiness.translation.target_locale.get_display_name() for readiness in unpublished)
        messages.warning(request, _("Not ready, so not published: %(names)s.") % {"names": names})
    return redirect("wagtailadmin_explore", page.get_parent().pk)
