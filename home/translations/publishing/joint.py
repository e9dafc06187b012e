"""Publishing an original together with its ready translations, now or at a set time."""

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import Translation

from home.translations.models import Together
from home.translations.publishing.publish import note_published
from home.translations.publishing.readiness import Finding, findings_of
from home.translations.sync.freshness import sync
from home.translations.sync.sources import has_words_of

logger = logging.getLogger(__name__)


@dataclass
class Companion:
    """A translation that may be published too, with what prevents it."""

    translation: Translation
    findings: list[Finding]

    @property
    def is_ready(self) -> bool:
        return not any(finding.blocks for finding in self.findings)


def hand_over(page: Page, *, now: datetime) -> None:
    """Give translators the latest draft before it is public, so that its translations can be ready with it."""
    draft = page.get_latest_revision_as_object()
    sync(draft, now=now, settles=False)


def companions(page: Page) -> list[Companion]:
    """Every translation of an original, in the order of their languages. None is ready without the draft's text."""
    found = Translation.objects.filter(
        source__object_id=page.translation_key, source__locale_id=page.locale_id, enabled=True
    ).select_related("source__locale", "source__specific_content_type", "target_locale")
    draft = page.get_latest_revision_as_object()
    companions = []
    for translation in found.order_by("target_locale"):
        findings = findings_of(translation, alone=False)
        if not has_words_of(translation.source, draft):
            message = _("Its translators do not have the latest draft yet: hand it over first.")
            findings = [Finding("", message, True), *findings]
        companions.append(Companion(translation, findings))
    return companions


@transaction.atomic
def publish_now(page: Page, *, user: Any) -> list[Companion]:
    """Publish the latest draft of an original and every translation of it that is ready; returns those that stayed.

    Raises ValidationError where the page or one of them is not valid; then nothing is published.
    """
    everything = companions(page)
    revision = page.get_latest_revision() or page.specific.save_revision(user=user)
    revision.publish(user=user)
    for companion in everything:
        if companion.is_ready:
            companion.translation.save_target(user=user, publish=True)
            note_published(companion.translation)
    Together.objects.filter(page=page).delete()
    return [companion for companion in everything if not companion.is_ready]


def publish_due(*, now: datetime) -> int:
    """Publish what is due; invalid pages are logged and removed from the list, other failures are retried.

    Returns how many were settled.
    """
    settled = 0
    for row in Together.objects.filter(at__lte=now).select_related("page", "by"):
        try:
            publish_now(row.page, user=row.by)
        except ValidationError:
            logger.exception("%r could not be published together with its translations", row.page)
            row.delete()
        except Exception:
            logger.exception("publishing %r together with its translations is tried again", row.page)
            continue
        settled += 1
    return settled
