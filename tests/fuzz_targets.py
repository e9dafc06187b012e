"""The public addresses and forms of the demo, and visitors with valid links and sessions, for tests.fuzz."""

from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.models import Page

from events.consents.models import SpeakerContact
from events.consents.tokens import contact_token
from events.models import CallPage, Event, SpeakerPage
from events.roster.tokens import token_of as helper_token
from events.submissions.models import Speaker
from events.submissions.tokens import token_of
from events.urls import urlpatterns
from home.accounts import factors
from home.accounts.devices import COOKIE, remember_device
from home.accounts.links import invitation_link
from home.accounts.mail import password_link
from home.accounts.models import Invitation
from home.accounts.urls import urlpatterns as account_urls
from home.jobs.background import do_background_tasks
from home.models import BackgroundTask, RateCounter
from home.newsletter import tokens
from home.newsletter.enums import SubscriberState
from home.newsletter.models import NewsletterPage, Subscriber
from tests.events.roster import people as roster
from tests.events.submissions.proposals import NOW, submission
from tests.events.submissions.public.test_views import sent

OTHERS = """
    / /worker.js /en/offline/ /en/manifest.webmanifest
    /robots.txt /sitemap.xml /healthz /readyz /.well-known/security.txt /form-challenge/?form=login /favicon.ico
    /admin/ /admin/pages/ /admin/login/ /admin/password_reset/ /admin/password_reset/done/
    /admin/password_reset/confirm/MQ/set-password/ /static/home/css/site.css /media/images/x.png /documents/1/x
    /social/3-x.png /anymail/mailgun/tracking/ /anymail/mailgun/inbound/ /en/nowhere/ /en/style-guide/ /en/_util/login/
    /documents/authenticate_with_password/1/ /en/search/?q=circle /en/search/suggest/?q=ci /en/subscription/asked/
    /en/subscription/link/sent/ /es/ /es/search/?q=circulo
""".split()  # noqa: SIM905
PASSWORD = "Seven wells and a rope"  # noqa: S105


class Visitors:
    """A proposer, subscribers and somebody with an account, with what they need to get past the first check."""

    def __init__(self) -> None:
        self.call, self.page = CallPage.objects.live().first(), NewsletterPage.objects.live().first()
        self.event = self.call.get_parent().specific.event
        self.event.call_opens_at, self.event.call_closes_at = NOW - timedelta(days=9), timezone.now() + timedelta(900)
        self.event.starts_at, self.event.ends_at = timezone.now() + timedelta(901), timezone.now() + timedelta(906)
        self.event.save()
        self.proposal = submission(event=self.event)
        self.speaker = self.proposal.submitter
        people = Subscriber.objects
        at = {"language": "en", "requested_at": timezone.now(), "changed_at": NOW}
        self.reader = people.create(address="ana@example.org", state=SubscriberState.CONFIRMED, **at)
        self.asking = people.create(address="bo@example.org", **at)
        self.invitation = Invitation.objects.create(
            address="cy@example.org", group=Group.objects.first(), language="en", sent_at=timezone.now()
        )
        self.user = get_user_model().objects.create_user("dot", "dot@example.org", PASSWORD)
        self.other = get_user_model().objects.create_user("eve", "eve@example.org", PASSWORD)
        self.factor = factors.add_app(self.user, factors.new_secret())
        self.helper, page = roster.helper(event=self.event), SpeakerPage.objects.live().first()
        self.contact = SpeakerContact.objects.create(speaker=page, email="fay@example.org", language="en")

    def work_and_restore(self) -> list[str]:
        """Do what requests left to the worker, and put back what they changed; returns the errors of the worker."""
        while BackgroundTask.objects.filter(failures=0).exists():
            do_background_tasks(now=timezone.now())
        errors = list(BackgroundTask.objects.values_list("error", flat=True))
        BackgroundTask.objects.all().delete()
        RateCounter.objects.all().delete()
        Speaker.objects.filter(submission=self.proposal).exclude(pk=self.speaker.pk).delete()
        get_user_model().objects.filter(email=self.invitation.address).delete()
        Authenticator.objects.filter(user=self.other).delete()
        mail = (self.reader, self.asking, self.invitation, self.helper, self.contact)
        for row in (self.proposal, self.speaker, *mail, self.user, self.factor):
            row.save()
        return errors

    def cookies(self) -> list[tuple[str, str]]:
        """Sessions after the password of an account with and without a second factor, and on the way to a new one."""
        found = []
        for user in (self.user, self.other):
            client = Client(SERVER_NAME="localhost")
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
            found.append(("sessionid", client.cookies["sessionid"].value))
        client = Client(SERVER_NAME="localhost")
        client.get(password_link(self.user).removeprefix("http://localhost"))
        found.append(("sessionid", client.cookies["sessionid"].value))
        response = HttpResponse()
        remember_device(RequestFactory().get("/"), response, self.user)
        return [*found, (COOKIE, response.cookies[COOKIE].value)]

    def forms(self) -> list[tuple[str, dict[str, Any]]]:
        """The address of each public form with what a person sends, and of each page behind a private link."""
        mine, preferences = token_of(self.proposal, self.speaker), tokens.make_token(tokens.PREFERENCES, self.reader)
        address = {"address": "ana@example.org", "email": "ana@example.org"}
        speaker = {"name": "Bo Ek", "email": "bo@example.org", "biography": "Sings.", "languages": ["en"], "photo": ""}
        text = {"language": "en", "consent": "on", "consent_version": self.page.consent_version}
        proposal = {**sent(hours=[]), "speaker-0-photo": ""}
        change = {name.replace("speaker-0", f"speaker-{self.speaker.pk}"): value for name, value in proposal.items()}
        login = {"username": "dot", "password": PASSWORD, "next": "/admin/"}
        password, new = {"password": "x", "return_url": "/en/"}, {"new_password1": PASSWORD, "new_password2": PASSWORD}
        leave = [self.reader.unsubscribe_key, 7]
        offer = {
            "name": "Ana",
            "zone": "Europe/Madrid",
            "languages": ["es"],
            "tasks": ["host"],
            "shifts": "1",
            "consent": "on",
        }
        helper, stars = helper_token(self.helper), {"key": "k" * 32, "added": "1.2", "removed": "3", "shown": "1"}
        translated = Page.objects.live().filter(depth=3, locale__language_code="es").first()
        return [
            (reverse("submissions:propose", args=[self.event.pk]), proposal),
            (reverse("submissions:propose", args=[self.event.pk]), {**proposal, "go": "people"}),
            (reverse("submissions:propose", args=[self.event.pk]), {**proposal, "go": "add"}),
            (reverse("submissions:request_link"), address),
            (reverse("texts:report", args=[translated.pk]), {"sentence": "Somos.", "text": "Falta una palabra."}),
            (reverse("submissions:proposal", args=[mine]), {}),
            (reverse("submissions:change", args=[mine]), change),
            (reverse("submissions:add_speaker", args=[mine]), speaker),
            (reverse("submissions:withdraw", args=[mine]), {}),
            (reverse("submissions:confirm", args=[mine]), {}),
            (reverse("submissions:photo", args=[mine, self.speaker.pk]), {}),
            (reverse("submissions:recording", args=[mine]), {"answer": "no"}),
            (reverse("speakers:session_of_proposal", args=[mine]), {}),
            (reverse("speakers:own_sessions", args=[contact_token(self.contact)]), {"1-answer": "no"}),
            (reverse("roster:help", args=[self.event.pk]), {**offer, **address}),
            (reverse("roster:request_link"), address),
            *(
                (reverse("roster:mine", args=[helper]), {**offer, "do": do})
                for do in ("change", "offer", "cancel", "delete")
            ),
            (reverse("roster:pack", args=[helper, 1]), {}),
            (reverse("roster:calendar", args=[helper]), {}),
            (reverse("my_programme:start", args=[self.event.pk]), stars),
            (reverse("my_programme:save", args=[self.event.pk]), stars),
            (reverse("my_programme:calendar", args=[stars["key"]]), {}),
            (reverse("my_programme:delete"), {"key": stars["key"]}),
            (reverse("newsletter:sign_up"), {**address, **text}),
            (reverse("newsletter:request_link"), address),
            (reverse("newsletter:confirm", args=[tokens.make_token(tokens.CONFIRM, self.asking)]), {}),
            (reverse("newsletter:preferences", args=[preferences]), {"action": "language", "language": "es"}),
            (reverse("newsletter:preferences", args=[preferences]), {"action": "erase", "sure": "on"}),
            (reverse("newsletter:export", args=[preferences]), {}),
            (reverse("newsletter:unsubscribe", args=leave[:1]), {"List-Unsubscribe": "One-Click"}),
            (reverse("newsletter:unsubscribe_mailing", args=leave), {"List-Unsubscribe": "One-Click"}),
            ("/admin/login/", login),
            ("/en/_util/login/", login),
            ("/admin/password_reset/", address),
            ("/admin/password_reset/confirm/MQ/set-password/", new),
            (invitation_link(self.invitation).removeprefix("http://localhost"), {**new, "first_name": "Cy"}),
            (reverse("accounts:second_step"), {"code": "123456"}),
            (reverse("accounts:add_app"), {"code": "123456"}),
            (reverse("accounts:add_passkey"), {"credential": "{}", "name": "Phone"}),
            (reverse("accounts:passkey_login"), {"credential": '{"id": "x", "rawId": "x", "response": {}}'}),
            (reverse("accounts:confirm"), {"password": PASSWORD}),
            (reverse("accounts:codes"), {"new": "on"}),
            ("/documents/authenticate_with_password/1/", password),
            ("/en/_util/authenticate_with_password/1/1/", password),
            ("/anymail/mailgun/tracking/", {"event-data": "{}", "signature": "{}"}),
        ]


def addresses(visitors: Visitors) -> list[str]:
    found = list(OTHERS)
    found += [page.url for page in Page.objects.live().filter(depth__gt=1) if page.url]
    found += [document.url for document in Document.objects.all()[:5]]
    found += [reverse(f"accounts:{route.name}") for route in account_urls if not route.pattern.converters]
    found += [reverse("accounts:remove", args=[visitors.factor.pk])]
    for event in Event.objects.all():
        for route in urlpatterns:
            more = {"code": "es", "key": "00000000-0000-0000-0000-000000000001"}
            arguments = {name: more.get(name, event.pk) for name in route.pattern.converters}
            found.append(reverse(f"events:{route.name}", kwargs=arguments))
    return [*found, *(address for address, _fields in visitors.forms())]
