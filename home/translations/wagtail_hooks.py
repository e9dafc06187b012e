from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page, TranslatableMixin
from wagtail.snippets.models import register_snippet

from home.roles import is_only_translator
from home.translations.access import may_edit, works_in
from home.translations.guards import PagesWithoutActions, guarded_urls
from home.translations.models import GlossaryTerm
from home.translations.panels import TranslationsPanel
from home.translations.talk.waiting import open_questions_on
from home.translations.views import (
    checks,
    concordance,
    confirm,
    desk,
    editor,
    glossary,
    machine,
    matrix,
    presence,
    publish_together,
    questions,
    sentences,
    tree,
    workshop,
)
from home.translations.views.bulk_publish import PublishWithoutTranslations
from home.translations.viewsets import GlossaryTermViewSet

# wagtail-localize's buttons that would discard a translator's work: neither shown nor accepted.
DESTRUCTIVE_ACTIONS = {"localize-convert-to-alias", "localize-restart-translation"}


register_snippet(GlossaryTermViewSet)


@hooks.register("register_admin_urls", order=-10)
def register_admin_urls() -> list[URLResolver]:
    own = [
        path("", desk.desk, name="desk"),
        path("questions/", questions.questions, name="questions"),
        path("questions/<int:question_id>/", questions.answer, name="answer"),
        path("overview/", matrix.overview, name="overview"),
        path("overview/po/", matrix.bundle, name="bundle"),
        path("sentences/", sentences.all_sentences, name="sentences"),
        path("readers/", desk.readers, name="readers"),
        path("glossary/", glossary.glossary, name="glossary"),
        path("tree/", tree.tree, name="tree"),
        path("mail/", desk.toggle_daily_mail, name="mail"),
        path("machine/", machine.kinds, name="machine"),
        path("credit/", desk.credit, name="credit"),
        path("source/<int:page_id>/", editor.preview_source, name="preview_source"),
        path("together/<int:page_id>/", publish_together.publish_together, name="publish_together"),
        path("<int:translation_id>/", workshop.review, name="review"),
        path("<int:translation_id>/next/", workshop.next_text, name="next_text"),
        path("<int:translation_id>/help/<int:segment_id>/", workshop.help_for_string, name="help_for_string"),
        path("<int:translation_id>/here/", presence.here, name="here"),
        path("<int:translation_id>/check/<int:segment_id>/", checks.check, name="check"),
        path("<int:translation_id>/concordance/", concordance.search, name="concordance"),
        path("<int:translation_id>/claim/", workshop.toggle_claim, name="claim"),
        path("<int:translation_id>/publish/", editor.publish, name="publish"),
    ]
    return [
        path("localize/", include(guarded_urls())),
        path("translations/", include((own, "translations"))),
    ]


@hooks.register("construct_admin_api")
def leave_out_actions(router: Any) -> None:
    router.register_endpoint("pages", PagesWithoutActions)


class DeskMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return desk.may_see_desk(request.user)


@hooks.register("register_admin_menu_item")
def register_desk() -> MenuItem:
    return DeskMenuItem(
        gettext_lazy("Translations"),
        reverse("translations:desk"),
        name="translations",
        icon_name="wagtail-localize-language",
        order=160,
    )


@hooks.register("construct_homepage_panels")
def add_translations_panel(request: HttpRequest, panels: list[Any]) -> None:
    if desk.may_see_desk(request.user):
        panels.append(TranslationsPanel())


@hooks.register("register_page_header_buttons")
def publish_together_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    if not page.is_root() and publish_together.may_publish_together(user, page):
        url = reverse("translations:publish_together", args=[page.pk])
        yield Button(_("Publish with its translations"), url, icon_name="wagtail-localize-language", priority=65)


@hooks.register("construct_page_action_menu")
def hide_destructive_actions(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    menu_items[:] = [item for item in menu_items if item.name not in DESTRUCTIVE_ACTIONS]


@hooks.register("construct_snippet_action_menu")
def hide_destructive_snippet_actions(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    menu_items[:] = [item for item in menu_items if item.name not in DESTRUCTIVE_ACTIONS]


@hooks.register("construct_reports_menu")
def hide_report(request: HttpRequest, menu_items: list[Any]) -> None:
    """Removes wagtail-localize's report, which takes 400 queries and shows only a percentage."""
    report = reverse("wagtail_localize:translations_report")
    menu_items[:] = [item for item in menu_items if getattr(item, "url", "") != report]


@hooks.register("before_edit_page", order=-1)
def before_edit_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    if request.method != "POST" and (count := open_questions_on(page)):
        sentence = ngettext("%(count)d translator’s question.", "%(count)d questions of translators.", count)
        button = messages.button(f"{reverse('translations:questions')}?on={page.pk}", _("Answer"))
        messages.info(request, sentence % {"count": count}, buttons=[button])
    return guard_edit(request, page)


@hooks.register("before_edit_snippet", order=-1)
def before_edit_snippet(request: HttpRequest, instance: Any) -> HttpResponse | None:
    """Snippet rights do not depend on the language: refuse translators rows of other languages."""
    if not may_edit(request.user, instance) or not writes_term(request.user, instance):
        raise PermissionDenied
    return guard_edit(request, instance)


@hooks.register("before_delete_snippet")
def before_delete_snippet(request: HttpRequest, instances: Any) -> None:
    if not all(writes_term(request.user, instance) for instance in instances):
        raise PermissionDenied


def writes_term(user: Any, instance: Any) -> bool:
    """Whether this is no term of the glossary, or one into a language that the user works in."""
    return not isinstance(instance, GlossaryTerm) or works_in(user, instance.target_language)


def guard_edit(request: HttpRequest, instance: Any) -> HttpResponse | None:
    """A translation opens in the workshop; publishing it runs the checks; converting it to an alias is refused.

    With `editor` in the address, wagtail-localize's editor opens: for pictures and links of this language.
    """
    if not isinstance(instance, TranslatableMixin):
        return None
    if request.method != "POST":
        translation = None if "editor" in request.GET else editor.open_translation_of(instance)
        return workshop.workshop(request, translation, instance) if translation else None
    if DESTRUCTIVE_ACTIONS & set(request.POST):
        return editor.refuse_destructive_action(request)
    translation = editor.open_translation_of(instance) if request.POST.get("action") == "publish" else None
    return editor.publish_or_confirm(request, translation, instance) if translation else None


@hooks.register("before_delete_page", order=-1)
def before_delete_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    confirm.set_keep_translations(request, page)
    return None if request.method == "POST" else confirm.confirm_delete(request, page)


@hooks.register("before_move_page")
def before_move_page(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    confirm.set_keep_translations(request, page)
    return None if request.method == "POST" else confirm.confirm_move(request, page, destination)


@hooks.register("before_unpublish_page")
def before_unpublish_page(request: HttpRequest, page: Page) -> None:
    confirm.set_keep_translations(request, page)


@hooks.register("before_unpublish")
def before_unpublish(request: HttpRequest, instance: Any) -> None:
    """For editors, as with pages: translators would take all languages of a snippet away from readers."""
    if is_only_translator(request.user) or not may_edit(request.user, instance):
        raise PermissionDenied


hooks.register("register_bulk_action", PublishWithoutTranslations, order=10)  # in place of Wagtail's own
