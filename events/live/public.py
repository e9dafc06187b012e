"""What open pages ask for while something is live. Kept like any page, so that most answers are a 304."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from events.feeds.views import PublishedProgramme


def notices(request: HttpRequest, event_id: int, session_pk: int = 0) -> HttpResponse:
    """The notices of an edition, on the page of a session with its own. None of a session that is not public."""
    published = PublishedProgramme.get_or_404(request, event_id, is_live=True)
    if session_pk and session_pk not in {entry.original.pk for entry in published.programme.entries}:
        raise Http404
    context = {"programme": published.programme, "session_pk": session_pk}
    response = render(request, "events/live/notices_fragment.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
