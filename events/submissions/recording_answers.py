"""What people said about recordings in their proposals."""

from collections.abc import Collection, Iterator

from events.consents.recordings import GivenAnswer
from events.submissions.models import Speaker


def answers_in_proposals(sessions: Collection[int]) -> Iterator[tuple[int, GivenAnswer]]:
    """Also of proposals that were withdrawn since, while their session is there."""
    rows = Speaker.objects.filter(submission__session__in=sessions, recording_at__isnull=False).exclude(recording="")
    values = ("submission__session", "pk", "page__translation_key", "recording", "recording_at")
    for session, pk, key, answer, at in rows.order_by("pk").values_list(*values):
        yield session, GivenAnswer(key or f"proposal {pk}", answer, at)
