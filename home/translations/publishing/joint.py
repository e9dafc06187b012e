"""Publishing an original together with its ready translations, now or at a set time."""

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.users.models import UserProfile
from wagtail_localize.models import Translation

from home.i18n.localized import absolute
from home.jobs.portions import Failures, in_portion
from home.outbox.actions import enqueue
from home.outbox.kinds import NOTICE
from home.outbox.rendering import render_mail
from home.translations.models import JointPublication, TranslationStatus
from home.translations.publishing.publish import mark_current, note_machine_text
from home.translations.publishing.readiness import ReadinessFinding, readiness_findings
from home.translations.sync.freshness import sync
from home.translations.sync.sources import has_same_content, source_of

logger = logging.getLogger(__name__)


@dataclass
class TranslationReadiness:
    """A translation that may be published too, with what prevents it."""

    translation: Translation
    findings: list[ReadinessFinding]

    @property
    def is_ready(self) -> bool:
        return not any(finding.blocks for finding in self.findings)


def hand_over_draft(page: Page, *, now: datetime) -> None:
    """Give translators the latest draft before it is public, so that its translations can be ready with it."""
    draft = page.get_latest_revision_as_object()
    sync(draft, now=now, republishes=False)


def readiness_of_translations(page: Page) -> list[TranslationReadiness]:
    """Every translation of an original, in the order of their languages.

    None is ready without the draft's text, nor with a string that nobody has checked since it changed.
    """
    found = Translation.objects.filter(
        source__object_id=page.translation_key,
        source__locale_id=page.locale_id,
        enabled=True,
        target_locale__language_code__in=settings.PORTAL_LANGUAGES,
    ).select_related("source__locale", "source__specific_content_type", "target_locale")
    draft = page.get_latest_revision_as_object()
    readiness = []
    for translation in found.order_by("target_locale"):
        findings = readiness_findings(translation, alone=False)
        if not has_same_content(translation.source, draft):
            message = _("Its translators do not have the latest draft yet: hand it over first.")
            findings = [ReadinessFinding("", message, True), *findings]
        readiness.append(TranslationReadiness(translation, findings))
    return readiness


@transaction.atomic
def publish_with_translations(page: Page, *, user: Any) -> list[TranslationReadiness]:
    """Publish the latest draft of an original and every translation of it that is ready; returns those that stayed.

    Raises ValidationError where the page or one of them is not valid; then nothing is published.
    """
    source_of(page, lock=True)
    everything = readiness_of_translations(page)
    revision = page.get_latest_revision() or page.specific.save_revision(user=user)
    revision.publish(user=user)
    for readiness in everything:
        if readiness.is_ready:
            readiness.translation.save_target(user=user, publish=True)
            note_machine_text(readiness.translation)
            mark_current(readiness.translation)
            TranslationStatus.objects.filter(translation=readiness.translation).update(awaits_original=False)
    JointPublication.objects.filter(page=page).delete()
    return [readiness for readiness in everything if not readiness.is_ready]


def publish_due(*, now: datetime) -> int:
    """Publish what is due; invalid pages are removed from the list, what fails otherwise is tried again.

    Whoever scheduled it is told by mail what was not published. Returns how many rows were processed; raises the first
    error once nothing else is left.
    """
    processed, failures = 0, Failures()
    rows = JointPublication.objects.filter(publish_at__lte=now).select_related("page", "scheduled_by")
    for row in in_portion(rows):
        with failures.at("publish together page", row.page_id):
            _publish(row, now=now)
            processed += 1
    failures.raise_unless(processed)
    return processed


def _publish(row: JointPublication, *, now: datetime) -> None:
    try:
        left = publish_with_translations(row.page, user=row.scheduled_by)
        if left:
            names = [readiness.translation.target_locale.get_display_name() for readiness in left]
            _tell(row, now=now, languages=", ".join(names))
    except ValidationError as refusal:
        with transaction.atomic():
            _tell(row, now=now, reasons=refusal.messages)
            row.delete()


def tell_of_deletion(instance: JointPublication, origin: Any = None, **kwargs: Any) -> None:
    """Before the row is deleted with its page. `origin` is what somebody deletes."""
    if origin is not None and getattr(origin, "model", type(origin)) is not JointPublication:
        _tell(instance, now=timezone.now(), is_deleted=True)


def _tell(row: JointPublication, *, now: datetime, **what: Any) -> None:
    """Mail whoever scheduled it; without an address only the log is left."""
    user, page = row.scheduled_by, row.page
    logger.warning("page %s was not published with all of its translations", page.pk)
    if user is None or not user.email:
        return
    language = UserProfile.get_for_user(user).get_preferred_language()
    link = absolute(reverse("translations:publish_together", args=[page.pk]))
    content = render_mail(
        "translations/email/joint", language=language, context={"title": page.title, "link": link, **what}
    )
    key = f"joint:{page.pk}:{row.publish_at:%Y%m%d%H%M%S}"
    enqueue(kind=NOTICE, key=key, address=user.email, language=language, content=content, now=now)
