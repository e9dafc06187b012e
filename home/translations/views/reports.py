"""Readers say what is wrong in a translated page."""

from datetime import timedelta

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods
from wagtail.models import Page
from wagtail_localize.models import Translation

from home.characters import lines
from home.forms.public import Limits, PublicForm, public_form
from home.forms.rate_limit import Limit
from home.forms.visible import require_visible_text
from home.page_privacy import public
from home.translations.talk import actions

# A flooded form takes as many again without a proof: what is stored is short, and no mail is sent for it.
REPORT_LIMITS = Limits(per_client=Limit(10, timedelta(hours=1)), total=Limit(100, timedelta(hours=1)))


class ReportForm(PublicForm):
    sentence = forms.CharField(
        label=_("The sentence"),
        help_text=_("Copy it from the page if you can."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    text = forms.CharField(
        label=_("What is wrong?"),
        help_text=_("Only the team reads this. Please leave out your name: nobody can reply to you."),
        max_length=1000,
        validators=[require_visible_text],
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean_sentence(self) -> str:
        return lines(self.cleaned_data["sentence"])

    def clean_text(self) -> str:
        return lines(self.cleaned_data["text"])


def translated_page_or_404(page_id: int) -> tuple[Page, Translation]:
    """A public page that is a translation. Raises Http404."""
    page = public(Page.objects.filter(pk=page_id)).first()
    found = page and Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
    )
    translation = found.first() if found else None
    if page is None or translation is None:
        raise Http404
    return page, translation


@require_http_methods(["GET", "HEAD", "POST"])
@public_form("wrong text", REPORT_LIMITS)
def report(request: HttpRequest, page_id: int) -> HttpResponse:
    page, translation = translated_page_or_404(page_id)
    form = ReportForm(request.POST or None)
    if form.is_valid():
        actions.report(
            translation, sentence=form.cleaned_data["sentence"], text=form.cleaned_data["text"], now=timezone.now()
        )
        return redirect("texts:thanks", page_id)
    context = {"form": form, "about": page}
    return render(request, "translations/report.html", context, status=400 if form.errors else 200)


@require_GET
def thanks(request: HttpRequest, page_id: int) -> HttpResponse:
    page, _translation = translated_page_or_404(page_id)
    return render(request, "translations/report_thanks.html", {"about": page})
