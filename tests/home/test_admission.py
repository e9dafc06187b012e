"""Slow requests never take all threads, forms never all places."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from home.admission import patience
from home.admission import places as admission
from home.admission.places import Places, admit

PATIENCE = 60  # seconds
TYPED = {"address": "ana@example.org"}


@pytest.fixture
def places(monkeypatch) -> Places:
    """Four; who waits is refused at once."""
    places = Places(4)
    monkeypatch.setattr(admission, "places", places)
    monkeypatch.setattr(admission, "MAX_WAIT", 0)
    return places


@contextmanager
def under_way(requests: list[HttpRequest]) -> Iterator[Callable[[], None]]:
    """Each request in a thread of its own, until the block ends or calls what it gets."""
    began, go = threading.Barrier(len(requests) + 1), threading.Event()

    def slow(request: HttpRequest) -> HttpResponse:
        began.wait(PATIENCE)
        go.wait(PATIENCE)
        return HttpResponse("slow")

    threads = [threading.Thread(target=admit, args=(request, slow)) for request in requests]
    for thread in threads:
        thread.start()
    began.wait(PATIENCE)
    try:
        yield go.set
    finally:
        go.set()
        for thread in threads:
            thread.join()


def quick(request: HttpRequest) -> HttpResponse:
    return HttpResponse("quick")


def get(path: str = "/en/") -> HttpRequest:
    return RequestFactory().get(path)


def post(path: str = "/en/subscription/") -> HttpRequest:
    return RequestFactory().post(path, TYPED)


def test_forms_that_wait_leave_places_for_pages_and_keep_what_was_typed(places):
    with under_way([post(), post()]):
        assert admit(get(), quick).content == b"quick"
        refused = admit(post("/es/subscription/"), quick)
        assert (refused.status_code, refused.headers["Retry-After"]) == (503, "10")
        assert TYPED["address"] in refused.content.decode()
    assert admit(post(), quick).content == b"quick"


def test_what_is_posted_to_the_admin_is_not_shown_again(places):
    with under_way([post(), post()]):
        refused = admit(RequestFactory().post("/admin/login/", {"password": "secret-words"}), quick)
    assert refused.status_code == 503
    assert "secret-words" not in refused.content.decode()


def test_pages_that_wait_leave_health_checks_and_static_files(places):
    with under_way([get()] * 4):
        assert [admit(get(path), quick).status_code for path in ("/healthz", "/readyz", "/static/site.css")] == [
            200
        ] * 3
        refused = admit(get("/es/programme/"), quick)
        assert (refused.status_code, "no está disponible" in refused.content.decode()) == (503, True)
    assert places.taken == places.taken_by_forms == places.waiting == 0


def test_who_waits_gets_the_place_that_becomes_free(places, monkeypatch):
    monkeypatch.setattr(admission, "MAX_WAIT", PATIENCE)
    answers: list[HttpResponse] = []
    with under_way([get()] * 4) as end:
        waiting = threading.Thread(target=lambda: answers.append(admit(get(), quick)))
        waiting.start()
        while not places.waiting:
            pass
        end()
        waiting.join()
    assert answers[0].content == b"quick"


def test_too_many_do_not_wait(places, monkeypatch):
    monkeypatch.setattr(admission, "MAX_WAIT", PATIENCE)
    places.waiting = admission.MAX_WAITING * 2
    with under_way([post(), post()]):
        assert admit(post(), quick).status_code == 503


def test_a_place_is_given_back_after_an_error(places):
    def broken(request: HttpRequest) -> HttpResponse:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        admit(get(), broken)
    assert places.taken == 0


PATIENCES = {"PATIENCE": 5.0, "PATIENCE_OF_FORMS": 20.0, "PATIENCE_OF_HEALTH": 2.0}
IN_PRODUCTION = {name: getattr(admission, name) for name in PATIENCES}


def test_only_requests_lose_patience_with_the_database(places, monkeypatch):
    assert IN_PRODUCTION == PATIENCES
    for name, value in PATIENCES.items():
        monkeypatch.setattr(admission, name, value)
    seen: list[list[float] | None] = []

    def note(request: HttpRequest) -> HttpResponse:
        seen.append(patience.left.get())
        return HttpResponse()

    for request in (get(), post(), get("/readyz")):
        admit(request, note)
    assert seen == [[5.0], [20.0], [2.0]]
    assert patience.left.get() is None
