"""Publishing many pages at once, without the translations: those are published after their checks."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.admin.views.pages.bulk_actions.publish import PublishBulkAction
from wagtail.models import Page
from wagtail_localize.models import Translation


class PublishWithoutTranslations(PublishBulkAction):
    """Names the translations among the chosen pages and the drafts below them; the other pages are published.

    A page that is not valid is named afterwards, and keeps no other back.
    """

    template_name = "translations/confirm_bulk_publish.html"

    def get_actionable_objects(self) -> tuple[list[Page], dict[str, Any]]:
        objects, without_access = super().get_actionable_objects()
        self.chosen = open_translations(objects)
        pages = [page for page in objects if page not in self.chosen]
        self.below = open_translations(_drafts_below(pages))
        return pages, {**without_access, "translations": [*self.chosen, *self.below]}

    def get_execution_context(self) -> dict[str, Any]:
        self.refused: list[str] = []
        return {**super().get_execution_context(), "refused": self.refused}

    @classmethod
    def execute_action(
        cls, objects: Any, include_descendants: bool = False, user: Any = None, refused: Any = None, **kwargs: Any
    ) -> tuple[int, int]:
        """`refused` gets a sentence for each page that is not valid."""
        drafts = [page for page in _drafts_below(objects) if page not in objects] if include_descendants else []
        left = open_translations(drafts)
        below = [page for page in drafts if page not in left and page.permissions_for_user(user).can_publish()]
        return cls._publish(objects, user, refused), cls._publish(below, user, refused)

    @classmethod
    def _publish(cls, pages: list[Page], user: Any, refused: list[str]) -> int:
        done = 0
        for page in pages:
            try:
                with transaction.atomic():
                    super().execute_action([page], user=user)
            except ValidationError as refusal:
                values = {"page": page.get_admin_display_title(), "reasons": " ".join(refusal.messages)}
                refused.append(_("“%(page)s” was not published: %(reasons)s") % values)
            else:
                done += 1
        return done

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str | None:
        """Beside it, what was not published and why."""
        for text in self.refused:
            messages.warning(self.request, text)
        if left := [*self.chosen, *(self.below if self.cleaned_form.cleaned_data["include_descendants"] else [])]:
            text = ngettext(
                "%(pages)s was not published: a translation is published from its own page, after its checks.",
                "%(pages)s were not published: translations are published from their own page, after their checks.",
                len(left),
            )
            messages.warning(self.request, text % {"pages": ", ".join(f"“{_named(page)}”" for page in left)})
        if not num_parent_objects and not num_child_objects:
            return None
        return str(super().get_success_message(num_parent_objects, num_child_objects))


def open_translations(pages: Iterable[Page]) -> list[Page]:
    """Those that are translated sentence by sentence, from an original in another language."""
    found = list(pages)
    targets = Translation.objects.filter(enabled=True, source__object_id__in=[page.translation_key for page in found])
    waiting = set(targets.values_list("source__object_id", "target_locale_id"))
    return [page for page in found if (page.translation_key, page.locale_id) in waiting]


def _drafts_below(pages: Iterable[Page]) -> list[Page]:
    drafts = (one.get_descendants().not_live().defer_streamfields().specific() for one in pages)
    return list({page.pk: page for found in drafts for page in found}.values())


def _named(page: Page) -> str:
    return f"{page.get_admin_display_title()} ({page.locale.get_display_name()})"
