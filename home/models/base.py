from collections.abc import Iterator
from typing import Any, Self

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Locale, Page, PageViewRestriction
from wagtail.search import index
from wagtail.url_routing import RouteResult
from wagtail_localize.fields import SynchronizedField, TranslatableField

from home.analysis import marked_stems
from home.blocks.pictures import pictures_in
from home.design.drawing import SocialCard
from home.design.renditions import made_on_the_spot
from home.design.social_image import UPLOADED_SPEC, own_image
from home.i18n.languages import language_of, portal_name
from home.i18n.localized import find_original_below, live_translation, nearest_version, with_query_of
from home.i18n.page_versions import pages_above
from home.page_permissions import PortalPagePermissionTester
from home.page_privacy import private_paths
from home.publication import DraftPageForm


class BasePage(Page):
    """What every page type shares: metadata, social image, original language, and fallback for missing translations.

    Each language's page holds its own words. Facts (all that a page type lists as SynchronizedField) are read from
    `original` only, so that no language can be older than another.
    """

    social_image = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("social image"),
        help_text=_("Shown when someone shares this page. If there is none, an image is made from the title."),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    original_locale = models.ForeignKey(
        Locale,
        verbose_name=_("original language"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    original_locale_id: int | None

    class Meta:
        abstract = True

    base_form_class = DraftPageForm
    exclude_fields_in_copy = ["original_locale"]
    is_copied_by_hand = True  # whether Wagtail's "Copy" is offered

    promote_panels = [
        MultiFieldPanel(
            [
                FieldPanel("slug"),
                FieldPanel("seo_title"),
                FieldPanel("search_description"),
                FieldPanel("social_image"),
            ],
            heading=_("For search engines and sharing"),
        ),
        MultiFieldPanel([FieldPanel("show_in_menus")], heading=_("Menus")),
    ]

    # Every page type states its own complete list (home.checks); these two go into each.
    translated_texts = [
        TranslatableField("title"),
        TranslatableField("slug"),
        TranslatableField("seo_title"),
        TranslatableField("search_description"),
    ]
    synchronised_facts = [
        SynchronizedField("social_image", overridable=True),
        SynchronizedField("show_in_menus", overridable=False),
    ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.locale_id is None:  # Wagtail takes that of the parent too, but later
            self.locale = self.get_default_locale()
        if self.original_locale_id is None:
            siblings = type(self)._default_manager.filter(translation_key=self.translation_key).exclude(pk=self.pk)
            self.original_locale_id = siblings.values_list("original_locale", flat=True).first() or self.locale_id
        super().save(*args, **kwargs)

    def copy_all_child_relations(self, *args: Any, **kwargs: Any) -> dict[Any, Any]:
        """As in modelcluster, but with a separate entry for each row that exists only in a draft.

        modelcluster puts the rows without a primary key into one list. Wagtail's copies treat that list as a row, so
        these rows keep the language of the page they come from, and the copy cannot be saved beside it.
        """
        rows: dict[Any, Any] = {}
        for (relation, pk), found in super().copy_all_child_relations(*args, **kwargs).items():
            if pk is None:
                rows |= {(relation, f"new {number}"): row for number, row in enumerate(found)}
            else:
                rows[relation, pk] = found
        return rows

    @property
    def is_original(self) -> bool:
        return self.original_locale_id == self.locale_id

    @cached_property
    def original(self) -> Self:
        """The page this one was translated from; itself if it is the original, or if the original is deleted."""
        if self.is_original:
            return self
        siblings = type(self)._default_manager.filter(translation_key=self.translation_key)
        return siblings.filter(locale_id=self.original_locale_id).first() or self

    @cached_property
    def ancestors_and_self(self) -> list[Page]:
        """The pages from the home page down to this one, in this page's language; asked for by all of its frame."""
        return [*pages_above(self.path[: -self.steplen]), self]

    def permissions_for_user(self, user: Any) -> PortalPagePermissionTester:
        return PortalPagePermissionTester(user, self)

    def get_view_restrictions(self) -> Any:
        """As in Wagtail, but from `ancestors_and_self`: an alias has the restrictions of its source.

        Needs no query unless a page above is private.
        """
        if not self.alias_of_id and not self.path.startswith(private_paths()):
            return PageViewRestriction.objects.none()
        pages = [page.alias_of_id or page.pk for page in self.ancestors_and_self]
        return PageViewRestriction.objects.filter(page_id__in=pages)

    # The search of the admin completes words; Wagtail alone offers those of titles.
    search_fields = [*Page.search_fields, index.SearchField("search_stems"), index.AutocompleteField("search_text")]

    # Cached, since an index asks for each field of an object up to three times.
    @cached_property
    def search_text(self) -> str:
        """The description and all other searchable text but the title, as plain text."""
        own = [field for field in self.get_search_fields() if isinstance(field, index.SearchField)]
        values = [field.get_value(self) for field in own if field.field_name not in ("title", "search_stems")]
        texts = (" ".join(map(str, value)) if isinstance(value, list) else str(value or "") for value in values)
        return " ".join(" ".join(text.split()) for text in (self.search_description, *texts) if text)

    def search_names(self) -> list[str]:
        """Further names that the search finds the page by, such as those of speakers."""
        return []

    @property
    def search_kind(self) -> str:
        """The name of the page type in search results, in the reader's language; empty for plain pages."""
        return str(self._meta.verbose_name)

    @cached_property
    def search_stems(self) -> str:
        """The stems that the page is found by, with prefixes; see home.analysis."""
        language = language_of(self)
        text = " ".join([self.title, self.search_text, *self.search_names()])
        return marked_stems(title=self.title, text=text, language=language)

    @property
    def social_line(self) -> str:
        """The line above the title in the drawn social image, in the page's own language, such as a date."""
        return ""

    def social_card(self) -> SocialCard:
        """What the drawn social image shows, in the page's own language."""
        return SocialCard(self.title, self.social_line, self.portal_name, self.pattern_seed)

    @property
    def portal_name(self) -> str:
        """In the page's own language."""
        return portal_name(language_of(self))

    def pictures(self) -> Iterator[tuple[Any, list[str]]]:
        """Each image that the page shows, with the specs of its renditions (home.jobs.renditions makes them)."""
        if own := own_image(self):
            yield own, [UPLOADED_SPEC]
        for field in self._meta.get_fields():
            if isinstance(field, StreamField):
                yield from pictures_in(field.stream_block, getattr(self, field.name))

    @property
    def pattern_seed(self) -> str:
        """The name that the page's circles are made from, the same in every language."""
        return self.original.title

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """The live page at this path, in one query; else Wagtail's result; else the original, served below this page.

        Raises Http404 if no language has the page.
        """
        if not path_components:
            return super().route(request, [])
        url_path = f"{self.url_path}{'/'.join(path_components)}/"
        page = Page.objects.live().filter(url_path=url_path).first()
        if page is not None:
            return page.specific.route(request, [])
        try:
            return super().route(request, path_components)
        except Http404:
            original = find_original_below(self, path_components)
        translated = live_translation(original, self.locale_id)
        if translated:
            return RouteResult(translated.specific, kwargs={"moved": True})
        return RouteResult(nearest_version(original, language_of(self)))

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if kwargs.pop("moved", False):
            return redirect(with_query_of(request, self.get_url(request)))
        return super().serve(request, *args, **kwargs)

    def serve_password_required_response(self, request: HttpRequest, form: Any, action_url: str) -> HttpResponse:
        """Render without the page in the context, because its title and links are private, too.

        A request to the form's own address, by a reload or in another language, redirects to the page.
        """
        if not form["return_url"].value():
            form = type(form)(instance=form.restriction, initial={"return_url": self.get_url(request)})
        context = {"form": form, "action_url": action_url}
        response = TemplateResponse(request, "wagtailcore/password_required.html", context)
        add_never_cache_headers(response)
        return response

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        language = language_of(self)
        context["content_language"] = language
        context["is_fallback"] = language != get_language()
        return context

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """In the page's own language, whatever the editor's is."""
        with translation.override(language_of(self)), made_on_the_spot():
            response = super().serve_preview(request, mode_name)
            return response.render() if hasattr(response, "render") else response
