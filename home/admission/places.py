"""How many requests a process works on at once, so that slow ones never hold all of its threads.

There is a place for each of WEB_THREADS. Kept pages, static files and health checks need none. Forms take half of the
places at most, since all of them may wait for the same lock. Who waits too long, or finds too many waiting, is asked to
try again.
"""

import threading
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils import translation

from home.admission.patience import patience
from home.forms.typed import page_with_typed
from home.outages import unavailable

MAX_WAITING = 8  # for each place
MAX_WAIT = 10.0  # seconds
SAFE = ("GET", "HEAD", "OPTIONS")
HEALTH = ("/healthz", "/readyz")
PATIENCE, PATIENCE_OF_FORMS, PATIENCE_OF_HEALTH = 5.0, 20.0, 2.0  # seconds to wait for a database that is silent


class Places:
    def __init__(self, count: int) -> None:
        self.changed = threading.Condition()
        self.count, self.for_forms = count, max(1, count // 2)
        self.taken = self.taken_by_forms = self.waiting = 0

    def is_free(self, is_form: bool) -> bool:
        return self.taken < self.count and not (is_form and self.taken_by_forms >= self.for_forms)

    def take(self, is_form: bool) -> bool:
        with self.changed:
            if not self.is_free(is_form):
                if self.waiting >= MAX_WAITING * (self.for_forms if is_form else self.count):
                    return False
                self.waiting += 1
                found = self.changed.wait_for(lambda: self.is_free(is_form), MAX_WAIT)
                self.waiting -= 1
                if not found:
                    return False
            self.taken += 1
            self.taken_by_forms += is_form
            return True

    def give_back(self, is_form: bool) -> None:
        with self.changed:
            self.taken -= 1
            self.taken_by_forms -= is_form
            self.changed.notify_all()


places = Places(settings.WEB_THREADS)


def admit(request: HttpRequest, respond: Callable[[HttpRequest], HttpResponse]) -> HttpResponse:
    """`respond` when there is a place, else 503."""
    if request.path.startswith((*HEALTH, settings.STATIC_URL)):
        with patience(PATIENCE_OF_HEALTH):
            return respond(request)
    is_form = request.method not in SAFE
    if not places.take(is_form):
        return busy(request, is_form=is_form)
    try:
        with patience(PATIENCE_OF_FORMS if is_form else PATIENCE):
            return respond(request)
    finally:
        places.give_back(is_form)


def busy(request: HttpRequest, *, is_form: bool) -> HttpResponse:
    """503; a public form keeps what was typed."""
    language = translation.get_language_from_request(request, check_path=True)
    with translation.override(language):
        if is_form and translation.get_language_from_path(request.path):
            return page_with_typed(request)
        return unavailable(loader.render_to_string("503.html", {"home": f"/{language}/"}))
