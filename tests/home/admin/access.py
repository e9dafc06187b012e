"""Every address of the portal as each role requests it, with samples in Spanish for what an address names."""

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from django.contrib.auth.models import Group, Permission, User
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from wagtail.documents.models import Document
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, Site, Task, Workflow
from wagtail_localize.models import OverridableSegment

from events.imports.models import RunState
from events.models import Event, Theme
from events.models.scheduling import SchedulingState
from events.roster import tokens as helper_tokens
from events.submissions.models import EmailTemplate
from events.submissions.tokens import token_of
from home.models import Announcement, Footer
from home.newsletter.models import IssueTemplate, NewsletterIssuePage
from home.roles import EDITORS, PROGRAMME_TEAM, translators_group_name
from home.translations.models import GlossaryTerm
from home.translations.talk.actions import ask
from tests import factories
from tests.events.roster import people
from tests.events.submissions.proposals import submission
from tests.translations.conftest import member
from tests.translations.helpers import opened

ROLES = ("anybody", "login", "team", "translator", "other translator", "editor", "administrator")
REFUSED, ABSENT, SERVED = "refused", "absent", "served"


def patterns(routes: Any = None, before: str = "/") -> Iterator[str]:
    """As "/admin/pages/<int:page_id>/edit/"; regular expressions as they are."""
    for route in get_resolver().url_patterns if routes is None else routes:
        if isinstance(route, URLResolver):
            yield from patterns(route.url_patterns, before + str(route.pattern).lstrip("^"))
        elif isinstance(route, URLPattern):
            yield before + str(route.pattern).lstrip("^").removesuffix("$")


def make_user(role: str) -> User | None:
    if role == "anybody":
        return None
    if role == "administrator":
        return User.objects.create_superuser(role, "administrator@example.org")
    groups = {
        "team": PROGRAMME_TEAM,
        "translator": translators_group_name("es"),
        "other translator": translators_group_name("en"),
        "editor": EDITORS,
    }
    user = member(role, *([groups[role]] if role in groups else []))
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return user


class Samples:
    """A row in Spanish, or about a Spanish page, for everything that an address names."""

    def __init__(self) -> None:
        spanish = factories.locale("es")
        factories.home_page("es")
        page = factories.standard_page(title="About us", slug="about", intro="We meet online.")
        page.social_image = get_image_model().objects.create(title="Ours", file=get_test_image_file())
        page.save()
        translation = opened(page)
        self.page = translation.get_target_instance()
        self.revision = self.page.latest_revision or self.page.save_revision()
        proposal = submission()
        event, site = Event.objects.get(), Site.objects.get()
        factories.programme_page(factories.event_page())
        issue = factories.add(factories.home_page(), NewsletterIssuePage(title="News", slug="news"))
        task, workflow = Task.objects.first(), Workflow.objects.first()
        self.rows: dict[str, Any] = {
            "announcement": Announcement.objects.create(text="Hola", locale=spanish),
            "footer": Footer.objects.create(locale=spanish),
            "theme": Theme.objects.create(name="Confianza", slug="confianza", locale=spanish),
            "emailtemplate": EmailTemplate.objects.filter(locale=spanish).first(),
            "issuetemplate": IssueTemplate.objects.filter(locale=spanish).first(),
            "event": event,
            "room": factories.room(),
            "timetable": factories.timetable(event=event, live=False),
            "session": factories.session(),
            "glossaryterm": GlossaryTerm.objects.filter(target_language="es").first(),
        }
        self.by_name: dict[str, Any] = {
            "translation_id": translation.pk,
            "translation_source_id": translation.source_id,
            "string_segment_id": translation.source.stringsegment_set.first().pk,
            "overridable_segment_id": OverridableSegment.objects.filter(source=translation.source).first().pk,
            "revision_id": self.revision.pk,
            "destination_id": factories.home_page("es").pk,
            "image_id": page.social_image.pk,
            "document_id": Document.objects.create(title="Ours", file=ContentFile(b"x", "x.txt")).pk,
            "task_id": task.pk if task else 1,
            "workflow_pk": workflow.pk if workflow else 1,
            "event_pk": event.pk,
            "event_id": event.pk,
            "speaker_pk": proposal.submitter.pk,
            "token": token_of(proposal, proposal.submitter),
            "filter_spec": "original",
            "content_type_app_name": "home",
            "content_type_model_name": "standardpage",
            "app_label": "home",
            "model_name": "announcement",
            "app_name": "taggit",
            "action": "delete",
            "code": "es",
            "question_id": ask(translation, kind="author", text="Who are we?", now=event.starts_at).pk,
            "segment_id": translation.source.stringsegment_set.first().pk,
        }
        speaker_page, self.helper = factories.speaker(), people.helper()
        imported = event.import_runs.create(created_at=event.starts_at, file_name="x.csv", state=RunState.APPLIED)
        suggested = self.rows["timetable"].scheduling_runs.create(
            created_at=event.starts_at, problem={}, slots=[], steps=1, state=SchedulingState.CANCELLED
        )
        self.runs = {"/imports/": imported.pk, "/suggestions/": suggested.pk}
        self.by_address = {
            "/admin/proposals/photo/": proposal.submitter.pk,
            "/admin/proposals/merge/": speaker_page.pk,
            "/admin/proposals/": proposal.pk,
            "/admin/roster/shift/": people.shift(starts_at=event.starts_at, ends_at=event.ends_at).pk,
            "/admin/roster/helper/": self.helper.pk,
            "/admin/roster/": event.pk,
            "/admin/event-overview/": event.pk,
            "/admin/speaker-contacts/": speaker_page.pk,
            "/admin/newsletter/": issue.pk,
            "/admin/users/": User.objects.create_user("somebody").pk,
            "/admin/groups/": Group.objects.create(name="Some group").pk,
            "/admin/second-factor/": User.objects.get(username="somebody").pk,
            "/admin/sites/": site.pk,
            "/admin/locales/": spanish.pk,
            "/admin/collections/": Collection.objects.first().add_child(name="Some").pk,
            "/admin/documents/": self.by_name["document_id"],
            "/admin/images/": self.by_name["image_id"],
            "/admin/api/main/documents/": self.by_name["document_id"],
            "/admin/api/main/images/": self.by_name["image_id"],
            "/admin/session_chooser/": self.rows["session"].pk,
            "/admin/speaker_chooser/": speaker_page.pk,
            "/admin/workflows/tasks/": self.by_name["task_id"],
            "/admin/workflows/": self.by_name["workflow_pk"],
        }

    def address(self, pattern: str) -> str:
        """The pattern with samples in place of its parameters."""
        pattern = pattern.replace("^", "").replace(r"(live|earliest|\d+)\.\.\.(live|latest|\d+)", "earliest...latest")
        pattern = re.sub(r"\(\?P<(\w+)>[^()]*\)", r"<\1>", pattern).replace(r"\.\.\.", "...")
        pattern = pattern.replace(r"(\d+)", "<page_id>").replace("(.*)", "x").replace(".*", "nowhere")
        return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(self.value(found[1], pattern)), pattern)

    def value(self, name: str, pattern: str) -> Any:
        if name == "revision_id_a":
            return "earliest"
        if name == "revision_id_b":
            return "latest"
        of_snippet = re.match(r"/admin/snippets/(?:choose/)?\w+/(\w+)/", pattern)
        if of_snippet and name == "pk":
            return self.rows[of_snippet[1]].pk
        if "/localize/" in pattern and name == "pk":
            return self.rows["announcement"].pk
        if name == "token" and "/helping/" in pattern:
            return helper_tokens.token_of(self.helper)
        if name == "run_pk":
            return next(pk for part, pk in self.runs.items() if part in pattern)
        if name in self.by_name:
            return self.by_name[name]
        if "page" in name or pattern.startswith("/admin/api/main/pages/"):
            return self.page.pk
        return next((value for start, value in self.by_address.items() if pattern.startswith(start)), 1)


def outcome(client: Client, method: str, address: str) -> str:
    """Undoes what the request did, a logout as well. Wagtail refuses by sending to the login or to the dashboard."""
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        answer = getattr(client, method.lower())(address)
        transaction.set_rollback(True)
    client.cookies = cookies
    to = answer.headers.get("Location", "")
    if answer.status_code >= 500:
        return f"error {answer.status_code}"
    if answer.status_code == 403 or "/login/" in to or to in ("/admin/", "/en/admin/"):
        return REFUSED
    return ABSENT if answer.status_code in (400, 404, 405) or to.startswith("/en/admin/") else SERVED
