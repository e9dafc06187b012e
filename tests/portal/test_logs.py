"""No private link is in a log, whether the page is missing or fails."""

import io
import json
import logging
from logging.config import DictConfigurator
from unittest.mock import Mock

import pytest
from django.conf import settings as django_settings
from django.core import signing
from django.core.exceptions import SuspiciousOperation, ValidationError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import SlugConverter
from django.utils import timezone

from home.models import StandardPage
from home.translations.models import JointPublication
from home.translations.publishing import joint
from home.translations.sync import sync_failures
from portal.logs import without_tokens
from portal.request_ids import RequestIDMiddleware
from tests import factories

TOKENS = {
    "signed": signing.dumps(["0" * 32, ""], salt="x"),
    "proposal": signing.Signer(salt="x").sign("0123456789abcdef0123456789abcdef.1"),
    "person": signing.Signer(salt="x").sign("0123456789abcdef0123456789abcdef.1.12.0123456789ab"),
    "key": "pXm3Yk0cM-_Q4r7TzV9bLw",
    "password": "cx5k2l-0123456789abcdef0123456789abcdef",
}


@pytest.fixture(params=["json", "plain"])
def log(request):
    """What the portal's log handler writes, at all levels."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        DictConfigurator({}).configure_formatter(dict(django_settings.LOGGING["formatters"][request.param]))
    )
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield stream
    root.removeHandler(handler)
    root.setLevel(before)


def routes(patterns=None, namespace=""):
    """(name, its arguments) of every route of ours and of Wagtail that takes a token or a key.

    A route of ours without a name hides Wagtail's of the same path, and is reached by that route's name.
    """
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, ":".join(filter(None, (namespace, pattern.namespace))))
        elif isinstance(pattern, URLPattern) and pattern.name and {"token", "key"} & pattern.pattern.converters.keys():
            yield ":".join(filter(None, (namespace, pattern.name))), pattern.pattern.converters


@pytest.mark.django_db
@pytest.mark.parametrize("token", TOKENS.values(), ids=TOKENS)
def test_a_private_page_that_is_not_found_leaves_no_token(client, log, token):
    asked = 0
    for name, converters in routes():
        if name in ("events:session_calendar", "social_image"):
            continue  # public
        if ":" in token and any(isinstance(one, SlugConverter) for one in converters.values()):
            continue  # the path does not accept a token of this form
        given = {key: token if key in ("token", "key") else "MQ" if key == "uidb64" else 1 for key in converters}
        client.get(reverse(name, kwargs=given), {"next": f"/x/{token}/"})
        asked += 1
    assert asked >= 2
    assert token not in log.getvalue()
    assert "Not Found" in log.getvalue()


@pytest.mark.django_db
def test_a_private_page_that_fails_leaves_no_token(log, monkeypatch):
    def failing(*args: object) -> None:
        raise RuntimeError(f"cannot read /en/subscription/confirm/{TOKENS['signed']}/ {TOKENS['key']!r}")

    monkeypatch.setattr("home.newsletter.tokens.read_token", failing)
    client = Client(raise_request_exception=False)
    assert client.get(reverse("newsletter:preferences", args=[TOKENS["signed"]])).status_code == 500
    assert "cannot read /en/subscription/confirm/…/ '…'" in log.getvalue()
    assert "Traceback" in log.getvalue()
    assert TOKENS["signed"] not in log.getvalue()


def test_errors_are_mailed_to_nobody():
    assert logging.getLogger("django").handlers == []


@pytest.mark.parametrize(
    "text",
    [
        "Not Found: /en/better-systems/programme/how-we-decided-together/",
        "job send-mail failed",
        "/srv/portal/.venv/lib/python3.13/site-packages/django/core/handlers/exception.py",
        "GET /static/home/css/site.css 200",
        '"logger": "django.security.DisallowedHost"',
    ],
)
def test_other_addresses_stay_readable(text):
    assert without_tokens(text) == text


@pytest.mark.parametrize("log", ["json"], indirect=True)
@pytest.mark.parametrize("name", ["DisallowedHost", "TooManyFieldsSent", "TooManyFilesSent", "RequestDataTooBig"])
def test_what_anybody_can_cause_is_one_line_and_no_error(log, name):
    try:
        raise SuspiciousOperation("nonsense")
    except SuspiciousOperation:
        logging.getLogger(f"django.security.{name}").exception("nonsense")
    line = json.loads(log.getvalue())
    assert (line["level"], line["logger"]) == ("WARNING", f"django.security.{name}")
    assert "Traceback" not in log.getvalue()


@pytest.mark.parametrize("log", ["json"], indirect=True)
def test_lines_of_a_request_bear_its_id_and_others_none(log):
    response = []

    def view(request):
        logging.getLogger("a").error("inside")
        response.append(request.id)
        return HttpResponse()

    RequestIDMiddleware(view)(HttpRequest())
    logging.getLogger("a").error("outside")
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    assert [(line["message"], line.get("request_id")) for line in lines] == [("inside", response[0]), ("outside", None)]


@pytest.mark.django_db
def test_titles_of_pages_are_in_no_log(log, admin_client, monkeypatch):
    """Who publishes, moves or deletes what is in the history of the admin; a title may be of a private page."""
    home = factories.home_page()
    page, other = (factories.add(home, StandardPage(title=f"Secret {one}", slug=f"hidden-{one}")) for one in "ab")
    page.save_revision().publish()
    page.move(other, pos="first-child")
    page.unpublish()
    JointPublication.objects.create(page=other, publish_at=timezone.now())
    monkeypatch.setattr(joint, "publish_with_translations", failing := Mock(side_effect=ValidationError("Secret")))
    joint.publish_due(now=timezone.now())
    sync_failures.record_failure(page, KeyError(1), now=timezone.now())
    page.delete()
    assert failing.called
    assert "could not sync" in log.getvalue() and "was not published" in log.getvalue()
    assert [word for word in ("Secret", "hidden-") if word in log.getvalue()] == []
