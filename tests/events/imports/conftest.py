from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import User

from events.imports import actions
from events.imports.models import ImportRun, RunState
from tests import factories

NOW = datetime(2027, 1, 1, tzinfo=UTC)
ONE = (
    "id,title,abstract,description,kind,track,language,speaker ids,speakers,room,start,minutes,interpreted into,"
    "recording,title_es\n"
    'A,Slow circles,Why.,"* one\n* **two**",Workshop,Deciding,en,p1,Ana Lucero,Oak,2021-05-06 13:00,60,es,'
    "https://video.example.org/1,Círculos lentos\n"
    "B,Second,,,Talk,Deciding,en,p1,Ana Lucero,Elm,2021-05-06 15:00,30,,,\n"
)


@pytest.fixture
def event(db):
    page = factories.event_page()
    factories.home_page("es")
    factories.translated(page, "es", slug="mejores-sistemas")
    return page.event


@pytest.fixture
def editor(db):
    return User.objects.create_superuser("editor")


def upload(event, content, user=None, **more):
    content = content.encode() if isinstance(content, str) else content
    return actions.upload(event=event, user=user, name="file.csv", content=content, now=NOW, **more)


def finish(run):
    """Let the worker do all of it."""
    while actions.do_portion(now=NOW):
        pass
    return ImportRun.objects.get(pk=run.pk)


def imported(event, content, user=None, choices=None, options=None, **more):
    run = upload(event, content, user, **more)
    run.choices, run.options = choices or {}, {**run.options, **(options or {})}
    run.save()
    actions.start(run)
    run = finish(run)
    assert run.state == RunState.APPLIED
    return run


def problems(run):
    return [(step.label, step.error or step.notes) for step in run.steps.all() if step.error or step.notes]
