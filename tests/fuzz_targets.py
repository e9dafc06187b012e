"""The public addresses and forms of the demo, for tests.fuzz."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.models import Page

from events.models import CallPage, Event
from events.submissions.tokens import token_of
from events.urls import urlpatterns
from home.newsletter import tokens
from home.newsletter.enums import SubscriberState
from home.newsletter.models import NewsletterPage, Subscriber
from tests.events.submissions.proposals import NOW, submission
from tests.events.submissions.public.test_views import sent

OTHERS = """
    / /robots.txt /sitemap.xml /healthz /readyz /.well-known/security.txt /form-challenge/?form=login /favicon.ico
    /admin/ /admin/pages/ /admin/login/ /admin/password_reset/ /admin/password_reset/done/ /admin/login/second-step/
    /admin/login/confirm/ /admin/login/passkey/ /admin/login/invitation/x:y:z/
    /admin/password_reset/confirm/MQ/set-password/ /static/home/css/site.css /media/images/x.png /documents/1/x
    /social/3-x.png /anymail/mailgun/tracking/ /en/nowhere/ /en/style-guide/ /en/_util/login/
    /documents/authenticate_with_password/1/ /en/search/?q=circle /en/subscription/asked/ /en/subscription/link/sent/
""".split()  # noqa: SIM905


def addresses() -> list[str]:
    found = list(OTHERS)
    found += [page.url for page in Page.objects.live().filter(depth__gt=1) if page.url]
    found += [document.url for document in Document.objects.all()[:5]]
    for event in Event.objects.all():
        for route in urlpatterns:
            more = {"code": "es", "key": "00000000-0000-0000-0000-000000000001"}
            arguments = {name: more.get(name, event.pk) for name in route.pattern.converters}
            found.append(reverse(f"events:{route.name}", kwargs=arguments))
    return [*found, *(address for address, _fields in forms())]


def forms() -> list[tuple[str, dict[str, Any]]]:
    """The address of each public form with what a person sends, and of each page behind a private link."""
    call, page = CallPage.objects.live().first(), NewsletterPage.objects.live().first()
    event = call.get_parent().specific.event
    event.call_opens_at, event.call_closes_at = NOW - timedelta(days=9), timezone.now() + timedelta(days=900)
    event.starts_at, event.ends_at = timezone.now() + timedelta(days=901), timezone.now() + timedelta(days=906)
    event.save()
    row = submission(event=event)
    subscriber, _created = Subscriber.objects.get_or_create(
        address="ana@example.org",
        defaults={"language": "en", "requested_at": NOW, "changed_at": NOW, "state": SubscriberState.CONFIRMED},
    )
    mine = token_of(row, row.submitter)
    preferences = tokens.make_token(tokens.PREFERENCES, subscriber)
    address = {"address": "ana@example.org", "email": "ana@example.org"}
    speaker = {"name": "Bo Ek", "email": "bo@example.org", "biography": "Sings.", "languages": ["en"]}
    text = {"language": "en", "consent": "on", "consent_version": page.consent_version}
    change = {name.replace("speaker-0", f"speaker-{row.submitter.pk}"): value for name, value in sent().items()}
    login = {"username": "ana", "password": "secret", "next": "/admin/"}
    password = {"password": "x", "return_url": "/en/"}
    return [
        (reverse("submissions:propose", args=[event.pk]), sent()),
        (reverse("submissions:propose", args=[event.pk]), {**sent(), "go": "people"}),
        (reverse("submissions:request_link"), address),
        (reverse("submissions:proposal", args=[mine]), {}),
        (reverse("submissions:change", args=[mine]), change),
        (reverse("submissions:add_speaker", args=[mine]), speaker),
        (reverse("submissions:withdraw", args=[mine]), {}),
        (reverse("submissions:confirm", args=[mine]), {}),
        (reverse("submissions:photo", args=[mine, row.submitter.pk]), {}),
        (reverse("newsletter:sign_up"), {**address, **text}),
        (reverse("newsletter:request_link"), address),
        (reverse("newsletter:confirm", args=[tokens.make_token(tokens.CONFIRM, subscriber)]), {}),
        (reverse("newsletter:preferences", args=[preferences]), {"action": "language", "language": "es"}),
        (reverse("newsletter:export", args=[preferences]), {}),
        (reverse("newsletter:unsubscribe_mailing", args=[subscriber.unsubscribe_key, 7]), {}),
        ("/admin/login/", login),
        ("/en/_util/login/", login),
        ("/admin/password_reset/", address),
        ("/admin/login/passkey/", {"credential": "{}"}),
        ("/documents/authenticate_with_password/1/", password),
        ("/en/_util/authenticate_with_password/1/1/", password),
    ]
