"""Saving a draft that was loaded before somebody published the same page must not unpublish it.

Wagtail's edit view writes the whole row of a page that is not live, `live` included, with what it loaded at the start
of the request. A publication committed in between is lost: the row says `live=False` again, with a live revision that
nobody reads. An autosave makes this likely. Snippets with drafts are saved in the same way, and so is a draft that
wagtail-localize brings up to date.
"""

from datetime import timedelta
from typing import Any

from django.db import models, transaction
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.forms.pages import WagtailAdminPageForm
from wagtail.models import DraftStateMixin, Page

from home.i18n.slugs import free_slug
from home.roles import is_only_translator

SCHEDULE_GRACE = timedelta(minutes=5)  # what is published later than this after its time has failed more than once
PUBLICATION_FIELDS = ("live", "live_revision_id", "first_published_at", "last_published_at", "expired")


def take_over_publication(instance: Any) -> bool:
    """Lock the row of a draft; where it has been published since the draft was loaded, take its state over.

    Must run in a transaction, which keeps the lock. An instance that unpublishes has the last publication's data, so it
    is not mistaken for such a draft.
    """
    rows = instance._meta.get_field("live").model._base_manager.filter(pk=instance.pk)
    row = rows.select_for_update().values(*PUBLICATION_FIELDS).first()
    if row is None or not row["live"] or row["last_published_at"] == instance.last_published_at:
        return False
    for field, value in row.items():
        setattr(instance, field, value)
    return True


def keep_publication(sender: type[models.Model], instance: Any, raw: bool, update_fields: Any, **kwargs: Any) -> None:
    """Before a draft is saved (pre_save): keep a publication that is newer than the loaded data."""
    saves_a_draft = not raw and isinstance(instance, DraftStateMixin) and not instance.live
    if not saves_a_draft or instance._state.adding or (update_fields is not None and "live" not in update_fields):
        return
    with transaction.atomic():
        take_over_publication(instance)


class DraftFormMixin:
    """Saves a new revision only, as for a live object, where the draft has been published since it was loaded."""

    instance: Any
    fields: dict[str, Any]
    for_user: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Translators set no schedule: the end of one would take all languages away from readers."""
        super().__init__(*args, **kwargs)
        if self.for_user and is_only_translator(self.for_user):
            for name in ("go_live_at", "expire_at"):
                self.fields.pop(name, None)

    @property
    def show_schedule_publishing_toggle(self) -> bool:
        return "go_live_at" in self.fields

    def save(self, commit: bool = True) -> Any:
        if not commit or self.instance._state.adding or self.instance.live:
            return super().save(commit=commit)  # type: ignore[misc]
        with transaction.atomic():
            return super().save(commit=not take_over_publication(self.instance))  # type: ignore[misc]


class DraftPageForm(DraftFormMixin, WagtailAdminPageForm):
    """The form of every page type. Until a page is published, its address is made free and readable by itself.

    The field is on another tab, and the script of Wagtail makes nothing of a title in Chinese or Hebrew letters.
    """

    parent_page: Page | None
    cleaned_data: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields and not self.instance.first_published_at:
            self.fields["slug"].required = False

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        if self.instance.first_published_at or self.parent_page is None:
            return slug
        return free_slug(self.parent_page, slug or self.cleaned_data.get("title", ""), "page", page=self.instance)


class DraftSnippetForm(DraftFormMixin, WagtailAdminModelForm):
    """The form of every snippet that has drafts."""
