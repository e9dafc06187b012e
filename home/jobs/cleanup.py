"""What would grow for ever is deleted in portions: sessions that are over and old drafts."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef, QuerySet
from wagtail.models import Revision

from home.jobs.registry import job
from home.models import deleted_pages

PORTION = 500


@job("forget-old-sessions", every=timedelta(days=1))
def forget_old_sessions(*, now: datetime) -> int:
    """Of people who have not logged out."""
    keys = list(Session.objects.filter(expire_date__lt=now).values_list("pk", flat=True)[:PORTION])
    Session.objects.filter(pk__in=keys).delete()
    return len(keys)


@job("forget-old-revisions", every=timedelta(days=1))
def forget_old_revisions(*, now: datetime) -> int:
    """Earlier versions of pages and snippets that nothing needs any more, REVISION_DAYS after they were saved."""
    if not settings.REVISION_DAYS:
        return 0
    pks = list(unneeded_revisions(before=now - timedelta(days=settings.REVISION_DAYS)).values_list("pk", flat=True))
    Revision.objects.filter(pk__in=pks).delete()
    return len(pks)


@job("forget-deleted-pages", every=timedelta(days=1))
def forget_deleted_pages(*, now: datetime) -> int:
    return deleted_pages.forget(now=now)


def unneeded_revisions(*, before: datetime) -> QuerySet[Revision]:
    """A portion of those that are not scheduled and to which no row refers.

    The latest and the published version, one in a workflow and those that translations were made from are needed. The
    history of a page, which refers to versions without a constraint, keeps its lines.
    """
    found = Revision.objects.filter(created_at__lt=before, approved_go_live_at=None).order_by("pk")
    for relation in Revision._meta.get_fields(include_hidden=True):
        field: Any = getattr(relation, "field", None)
        if getattr(field, "db_constraint", False) and field.remote_field.model is Revision:
            found = found.exclude(Exists(field.model._base_manager.filter(**{field.name: OuterRef("pk")})))
    return found[:PORTION]
