from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import PageViewRestriction
from wagtail.search.index import insert_or_update_object

from events.models import SessionPage, SessionSpeaker, SessionTheme, SpeakerPage, Theme, Timetable
from events.timetable.release import release_timetable
from home.clock import now


def timetable_published(instance: Timetable, **kwargs: Any) -> None:
    """Publishing is the release. Scheduling sends the same signal while the timetable is not live yet."""
    if instance.live:
        release_timetable(timetable=instance, now=now())


def session_published(instance: SessionPage, **kwargs: Any) -> None:
    """Its speakers and themes are facts: the search must find all its languages by them."""
    _index_sessions(Q(translation_key=instance.translation_key))
    _release_timetable_of(instance)


def session_unpublished(instance: SessionPage, **kwargs: Any) -> None:
    _release_timetable_of(instance)


def _release_timetable_of(session: SessionPage) -> None:
    """A session whose page comes or goes is news in a programme that readers know."""
    timetable = Timetable.objects.filter(slots__session=session, live=True).first()
    if timetable:
        release_timetable(timetable=timetable, now=now())


def speaker_published(instance: SpeakerPage, **kwargs: Any) -> None:
    _index_sessions(Q(translation_key__in=_sessions_of(instance)))


def before_speaker_deletion(instance: Any, **kwargs: Any) -> None:
    instance.sessions_given = list(_sessions_of(instance))  # what says so goes first


def speaker_deleted(instance: Any, **kwargs: Any) -> None:
    _index_sessions(Q(translation_key__in=instance.sessions_given))


def _sessions_of(speaker: SpeakerPage) -> QuerySet[Any, Any]:
    """Translation keys."""
    rows = SessionSpeaker.objects.filter(speaker__translation_key=speaker.translation_key)
    return rows.values_list("page__translation_key", flat=True)


def page_restricted(instance: PageViewRestriction, **kwargs: Any) -> None:
    """Nobody may find a session by the name of a speaker who is private."""
    speakers = SpeakerPage.objects.filter(path__startswith=instance.page.path)
    rows = SessionSpeaker.objects.filter(speaker__translation_key__in=speakers.values("translation_key"))
    _index_sessions(Q(translation_key__in=rows.values("page__translation_key")))


def theme_saved(instance: Theme, **kwargs: Any) -> None:
    _index_sessions(Q(translation_key__in=_sessions_about(instance)))


def before_theme_deletion(instance: Any, **kwargs: Any) -> None:
    instance.sessions_about = list(_sessions_about(instance))  # what says so goes first


def theme_deleted(instance: Any, **kwargs: Any) -> None:
    _index_sessions(Q(translation_key__in=instance.sessions_about))


def _sessions_about(theme: Theme) -> QuerySet[Any, Any]:
    """Translation keys."""
    rows = SessionTheme.objects.filter(tag__translation_key=theme.translation_key)
    return rows.values_list("content_object__translation_key", flat=True)


def _index_sessions(which: Q) -> None:
    for page in SessionPage.objects.filter(which):
        insert_or_update_object(page)
