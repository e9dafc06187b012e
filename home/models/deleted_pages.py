"""Text pages are kept for 30 days after they were deleted, and come back as drafts."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import uuid4

from django.contrib.auth.models import Group
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, PageViewRestriction

from home import registry
from home.i18n.languages import language_of
from home.i18n.slugs import free_slug
from home.models.pages import HomePage, StandardPage

KEPT_FOR = timedelta(days=30)
OF_THE_FORMER_ROW = (
    "pk", "live_revision", "latest_revision", "alias_of", "locked_by", "first_published_at", "last_published_at",
    "go_live_at", "expire_at",
)  # fmt: skip


class DeletedPage(models.Model):
    """A text page that was deleted, kept for a while so that an editor can bring it back."""

    page_pk = models.PositiveBigIntegerField(unique=True)  # the page's former primary key
    title = models.CharField(max_length=255)
    language = models.CharField(max_length=12)
    parent_key = models.UUIDField()  # translation key of the page above
    content = models.JSONField(encoder=DjangoJSONEncoder)  # of the latest draft
    restriction = models.JSONField(null=True)  # who could read it, by its own or the nearest rule above it
    deleted_at = models.DateTimeField(db_index=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-deleted_at", "-pk"]

    def __str__(self) -> str:
        return self.title


def keep(sender: type[Page], instance: StandardPage, **kwargs: Any) -> None:
    """Before a text page is deleted (pre_delete). A page that only shows another one (an alias) is left out."""
    parent = instance.get_parent()
    if instance.alias_of_id or parent is None:
        return
    DeletedPage.objects.update_or_create(
        page_pk=instance.pk,
        defaults={
            "title": instance.title,
            "language": language_of(instance),
            "parent_key": parent.translation_key,
            "content": instance.get_latest_revision_as_object().serializable_data(),
            "restriction": _restriction_of(instance),
            "deleted_at": timezone.now(),
        },
    )


def _restriction_of(page: Page) -> dict[str, Any] | None:
    rules = page.get_view_restrictions().select_related("page")
    nearest = max(rules, key=lambda rule: rule.page.depth, default=None)
    return nearest and _content_of(nearest)


def _content_of(rule: PageViewRestriction) -> dict[str, Any]:
    groups = sorted(rule.groups.values_list("pk", flat=True))
    return {"restriction_type": rule.restriction_type, "password": rule.password, "groups": groups}


def _restrict(page: Page, content: dict[str, Any] | None) -> None:
    """As private as it was, also where the page that made it private is above it no more."""
    if content is None or content in map(_content_of, page.get_view_restrictions()):
        return
    columns = {name: value for name, value in content.items() if name != "groups"}
    rule = PageViewRestriction.objects.create(page=page, **columns)
    rule.groups.set(Group.objects.filter(pk__in=content["groups"]))


def parent_of(row: DeletedPage) -> Page | None:
    """Where it comes back: below the page that was above it, else below the home page of its language."""
    here = Page.objects.filter(locale__language_code=row.language)
    return here.filter(translation_key=row.parent_key).first() or here.type(HomePage).first()


class BroughtBack(NamedTuple):
    """`notes` are sentences for the editor: what is not connected with the page any more."""

    page: StandardPage
    notes: list[str]


def bring_back(*, row: DeletedPage, parent: Page, user: Any) -> BroughtBack | None:
    """As a draft, with a free address. Versions in other languages come back by themselves and belong together.

    Where a new page has taken its place among them, it stands by itself.

    None where the row is gone, as after a second click: the first one brought the page back.
    """
    page: StandardPage = StandardPage.from_serializable_data(
        {**row.content, **dict.fromkeys(OF_THE_FORMER_ROW)}, check_fks=True, strict_fks=False
    )
    with transaction.atomic():
        if not DeletedPage.objects.filter(pk=row.pk).delete()[0]:
            return None
        page.live, page.locked, page.has_unpublished_changes, page.expired = False, False, True, False
        page.path, page.depth, page.numchild = "", None, 0
        successor = Page.objects.filter(translation_key=page.translation_key, locale=page.locale_id).first()
        if successor:
            page.translation_key = uuid4()
        page.slug = free_slug(parent, page.slug, "page")
        parent.add_child(instance=page)
        page.save_revision(user=user)
        _restrict(page, row.restriction)
        log(instance=page, action="wagtail.create", user=user)
        if successor:
            text = _("“%(title)s” has taken its place, so this page is not connected with other languages any more.")
            return BroughtBack(page, [text % {"title": successor.title}])
        notes = [note for _name, reconnect in registry.brought_back for note in reconnect(page)]
    return BroughtBack(page, notes)


def forget(*, now: datetime) -> int:
    return DeletedPage.objects.filter(deleted_at__lt=now - KEPT_FOR).delete()[0]
