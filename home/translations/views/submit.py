"""wagtail-localize's forms to open and to sync a translation by hand, within page rights and without aliases."""

from typing import Any

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page
from wagtail_localize.views.submit_translations import (
    SubmitPageTranslationView,
    SubmitSnippetTranslationView,
    SubmitTranslationView,
)
from wagtail_localize.views.update_translations import UpdateTranslationsView

from home.translations.access import may_submit
from home.translations.sync.freshness import sync
from home.translations.sync.opening import open_translation, original_of


class OpenInsteadOfCopy(SubmitTranslationView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_submit(request.user, self.get_object()):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        pages = [self.object]
        if isinstance(self.object, Page) and form.cleaned_data["include_subtree"]:
            pages += self.object.get_descendants().specific()
        locales = form.cleaned_data["locales"]
        for page in pages:
            for locale in locales:
                open_translation(page, locale, user=self.request.user)
        names = ", ".join(locale.get_display_name() for locale in locales)
        messages.success(self.request, self.get_success_message(names))
        one = self.object.get_translation_or_none(locales[0]) if len(locales) == 1 else None
        return redirect(self.get_success_url() or self.get_default_success_url(one))


class SubmitPage(OpenInsteadOfCopy, SubmitPageTranslationView):
    def get_object(self) -> Any:
        """The original page: a second source for the same page would break its editor."""
        return original_of(super().get_object())


class SubmitSnippet(OpenInsteadOfCopy, SubmitSnippetTranslationView):
    pass


class Sync(UpdateTranslationsView):
    """Sync without wagtail-localize's "publish immediately", which would show the original's words to readers."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_submit(request.user, self.source_instance()):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def source_instance(self) -> Any:
        try:
            return self.get_object().get_source_instance()
        except ObjectDoesNotExist as gone:
            raise Http404 from gone

    def get_form(self) -> Any:
        form = super().get_form()
        del form.fields["publish_translations"]
        return form

    def form_valid(self, form: Any) -> HttpResponse:
        sync(self.source_instance(), now=timezone.now())
        messages.success(
            self.request,
            _("The translators have the current text of “%(title)s”.") % {"title": self.object.object_repr},
        )
        return redirect(self.get_success_url() or self.get_default_success_url())
