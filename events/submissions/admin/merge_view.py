"""The admin's page that merges two speaker pages of one person."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log

from events.models import SpeakerPage
from events.submissions.pages import merge_speaker_pages


class MergeForm(forms.Form):
    into = forms.ModelChoiceField(
        label=gettext_lazy("The page that stays"), queryset=SpeakerPage.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, page: SpeakerPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = SpeakerPage.objects.filter(locale=F("original_locale")).exclude(pk=page.pk).order_by("title", "pk")
        into: Any = self.fields["into"]
        into.queryset, into.initial = others, others.filter(title__iexact=page.title).first()
        into.label_from_instance = lambda other: f"{other.title} ({other.slug})"


class MergeView(WagtailAdminTemplateMixin, FormView):
    """For whoever may delete the one page and edit the other."""

    page_title = gettext_lazy("Merge with another page")
    template_name = "submissions/admin/merge.html"
    header_icon = "user"
    form_class = MergeForm
    breadcrumbs_items = [{"url": "", "label": gettext_lazy("Merge with another page")}]

    @cached_property
    def page(self) -> SpeakerPage:
        return get_object_or_404(SpeakerPage.objects.filter(locale=F("original_locale")), pk=self.kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not may_merge(self.page, request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "page": self.page}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "page": self.page}

    def form_valid(self, form: MergeForm) -> HttpResponse:
        into = form.cleaned_data["into"]
        if not into.permissions_for_user(self.request.user).can_edit():
            raise PermissionDenied
        with transaction.atomic():
            merge_speaker_pages(self.page, into=into)
            log(into, "submissions.merge", user=self.request.user)
        text = _("The two pages are one: “%(title)s”. Old addresses lead to it.") % {"title": into.title}
        messages.success(self.request, text)
        return redirect(reverse("wagtailadmin_pages:edit", args=[into.pk]))


def may_merge(page: Any, user: Any) -> bool:
    return bool(page.is_original and page.permissions_for_user(user).can_delete())
