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

from home.translations.access import MANAGE, is_locked_for
from home.translations.models import Together
from home.translations.publishing.joint import companions, hand_over, publish_now


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
        user.has_perm(MANAGE)
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
        hand_over(page, now=timezone.now())
        messages.success(request, _("The translators have the latest draft."))
    elif "now" in request.POST:
        return publish(request, page)
    elif "schedule" in request.POST and form.is_valid():
        plan = {"at": form.cleaned_data["at"], "by_id": request.user.pk}
        Together.objects.update_or_create(page_id=page.pk, defaults=plan)
        messages.success(request, _("The publication is scheduled."))
        return redirect("translations:together", page.pk)
    elif "cancel" in request.POST:
        Together.objects.filter(page_id=page.pk).delete()
    context = {
        "page": page,
        "companions": companions(page),
        "form": form,
        "planned": Together.objects.filter(page_id=page.pk).first(),
        "has_draft": page.has_unpublished_changes or not page.live,
    }
    return render(request, "translations/together.html", context)


def publish(request: HttpRequest, page: Page) -> HttpResponse:
    try:
        stayed = publish_now(page, user=request.user)
    except ValidationError as refusal:
        messages.error(request, _("Not published. %(findings)s") % {"findings": " ".join(refusal.messages)})
        return redirect("translations:together", page.pk)
    messages.success(request, _("Published “%(title)s” with its ready translations.") % {"title": page.title})
    if stayed:
        names = ", ".join(companion.translation.target_locale.get_display_name() for companion in stayed)
        messages.warning(request, _("Not ready, so not published: %(names)s.") % {"names": names})
    return redirect("wagtailadmin_explore", page.get_parent().pk)
