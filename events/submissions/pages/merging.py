"""Two pages of one person become one."""

from django.conf import settings
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Revision
from wagtail.search.index import insert_or_update_object
from wagtail_localize.models import StringSegment, StringTranslation, TranslationContext

from events.consents.models import RecordingConsent, SpeakerContact
from events.models import SessionPage, SessionSpeaker, SpeakerAvailability, SpeakerPage
from events.programme.page_urls import localized_url
from events.submissions.models import Speaker
from events.submissions.pages.deleting import delete_page
from home.i18n.languages import language_codes, language_of


def merge_speaker_pages(page: SpeakerPage, *, into: SpeakerPage) -> None:
    """Give the sessions, translations and addresses of `page` to `into`, and delete it. Both are originals.

    A language that only `page` has moves over; in the others what `into` says stays. Everything is one transaction of
    the caller's.
    """
    redirects = {localized_url(page, code): code for code in settings.PORTAL_LANGUAGES} if page.live else {}
    old = _ids(page)
    _move_sessions(old, into)
    Speaker.objects.filter(page__in=old).update(page=into, made_page=False, page_by_team=True)
    _move_availability(old, into)
    _move_consents(old, into)
    _copy_strings(page, into)
    moved = _move_languages(page, into)
    delete_page(page)
    for path, code in redirects.items():
        if code not in moved:
            _redirect(path, into, code)


def _ids(page: SpeakerPage) -> set[int]:
    """Of all its language versions."""
    return set(SpeakerPage.objects.filter(translation_key=page.translation_key).values_list("pk", flat=True))


def _move_sessions(old: set[int], into: SpeakerPage) -> None:
    """In the sessions, and in all their versions. Nobody speaks twice in one."""
    new = _ids(into)
    given = set(SessionSpeaker.objects.filter(speaker__in=new).values_list("page", flat=True))
    rows = SessionSpeaker.objects.filter(speaker__in=old)
    rows.filter(page__in=given).delete()
    rows.update(speaker=into)
    touched = SessionPage.objects.filter(session_speakers__speaker=into)
    revisions = Revision.objects.filter(content_type__app_label="events", content_type__model="sessionpage")
    for revision in revisions.iterator():
        speakers = revision.content.get("session_speakers", [])
        if any(row["speaker"] in old for row in speakers):
            others = [row for row in speakers if row["speaker"] not in old]
            there = any(row["speaker"] in new for row in others)
            first = next(row for row in speakers if row["speaker"] in old)
            merged = others if there else [{**first, "speaker": into.pk}, *others]
            revision.content["session_speakers"] = sorted(merged, key=lambda row: row.get("sort_order") or 0)
            revision.save(update_fields=["content"])
    for session in SessionPage.objects.filter(translation_key__in=touched.values("translation_key")):
        insert_or_update_object(session)  # the search finds sessions by their speakers


def _move_availability(old: set[int], into: SpeakerPage) -> None:
    """In events for which nobody typed the times of `into`."""
    typed = SpeakerAvailability.objects.filter(speaker=into).values("event")
    SpeakerAvailability.objects.filter(speaker__in=old).exclude(event__in=typed).update(speaker=into)


def _move_consents(old: set[int], into: SpeakerPage) -> None:
    """Answers about recordings, and the address, where there is none for `into`."""
    RecordingConsent.objects.filter(speaker__in=old).update(speaker=into)
    if not SpeakerContact.objects.filter(speaker=into).exists():
        SpeakerContact.objects.filter(speaker__in=old).update(speaker=into)


def _copy_strings(page: SpeakerPage, into: SpeakerPage) -> None:
    """Translations of sentences that both pages have, where the other one has none yet."""
    rows = StringTranslation.objects.filter(context__object_id=page.translation_key).select_related("context")
    for row in rows:
        context = TranslationContext.objects.filter(object_id=into.translation_key, path=row.context.path).first()
        same = StringSegment.objects.filter(context=context, string_id=row.translation_of_id)
        if context and row.context.path != "slug" and same.exists():
            StringTranslation.objects.get_or_create(
                translation_of_id=row.translation_of_id,
                locale_id=row.locale_id,
                context=context,
                defaults={"data": row.data, "translation_type": row.translation_type},
            )


def _move_languages(page: SpeakerPage, into: SpeakerPage) -> set[str]:
    """The languages that only `page` has become versions of `into`. Their addresses stay."""
    there = set(SpeakerPage.objects.filter(translation_key=into.translation_key).values_list("locale", flat=True))
    alone = SpeakerPage.objects.filter(translation_key=page.translation_key).exclude(locale__in=there)
    moved = {language_codes()[locale] for locale in alone.values_list("locale", flat=True)}
    for version in alone:
        version.translation_key, version.original_locale_id = into.translation_key, into.original_locale_id
        version.save(update_fields=["translation_key", "original_locale"], clean=False)
        for revision in version.revisions.all():
            revision.content |= {
                "translation_key": str(into.translation_key),
                "original_locale": into.original_locale_id,
            }
            revision.save(update_fields=["content"])
    return moved


def _redirect(path: str, into: SpeakerPage, code: str) -> None:
    """To the page in this language, else to where its readers find the original."""
    versions = SpeakerPage.objects.live().filter(translation_key=into.translation_key)
    page = next((one for one in versions if language_of(one) == code), None)
    old_path = Redirect.normalise_path(path)
    target = {"redirect_page": page} if page else {"redirect_link": localized_url(into, code)}
    if page or into.live:
        Redirect.objects.update_or_create(old_path=old_path, site=None, defaults={"is_permanent": True, **target})
