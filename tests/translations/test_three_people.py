"""Two translators and an editor in one page at the same time. TOGETHER=600 lets them for ten minutes; else a moment.

Each translator sees what was there when the page was opened, as in a browser, and saves sentence by sentence.
"""

import json
import os
import random
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from lxml.html import fromstring

from home.models import StandardPage
from home.translations.models import MemoryUnit
from home.translations.strings.strings import strings_of
from tests import factories
from tests.translations.conftest import logged_in, member
from tests.translations.helpers import opened

SECONDS, STEPS, SENTENCES, SEED = int(os.environ.get("TOGETHER", "0")), 60, 8, 18


@dataclass
class Translator:
    """`rows`: what the browser shows: number → the fields of its row."""

    name: str
    client: Client
    url: str
    rows: dict[str, dict[str, str]] = field(default_factory=dict)

    def open(self) -> None:
        self.rows = shown(self.client.get(f"{self.url}?all").content.decode())

    def save(self, number: str, text: str, *, tick: bool) -> Any:
        row = self.rows[number]
        sent = {f"{name}-{number}": row[name] for name in ("was", "source", "path")}
        if tick:
            sent[f"ok-{number}"] = "on"
        return self.client.post(self.url, {**sent, "only": number, f"text-{number}": text})


def shown(html: str) -> dict[str, dict[str, str]]:
    rows = {}
    for row in fromstring(f"<div>{html}</div>").xpath("//*[@data-row]"):
        number = row.get("data-row")
        values = {name: row.xpath(f".//input[@name='{name}-{number}']/@value")[0] for name in ("was", "source", "path")}
        text = row.xpath(f".//textarea[@name='text-{number}']")[0].text or ""
        rows[number] = {**values, "text": text.removeprefix("\n"), "state": row.get("data-state")}
    return rows


def body(sentences: list[str]) -> str:
    return json.dumps(
        [{"type": "text", "value": {"text": f"<p>{one}</p>"}, "id": f"b{at}"} for at, one in enumerate(sentences)]
    )


@pytest.fixture
def sentences() -> list[str]:
    return [f"Sentence {'abcdefgh'[number]} says what a circle decides." for number in range(SENTENCES)]


@pytest.fixture
def page(about, sentences) -> StandardPage:
    return factories.standard_page(title="Together", slug="together", body=body(sentences))


def test_every_confirmed_text_is_found_and_nothing_stale_looks_current(page, sentences, translator, change):
    translation = opened(page)
    url = reverse("translations:review", args=[translation.pk])
    second = member("second", *translator.groups.values_list("name", flat=True))
    people = [Translator("ana", logged_in(translator), url), Translator("bea", logged_in(second), url)]
    dice, end, step = random.Random(SEED), monotonic() + SECONDS, 0
    confirmed: dict[str, set[str]] = {}  # sentence → what was saved or confirmed for it
    counts = dict.fromkeys(("saved", "refused", "edited"), 0)
    for one in people:
        one.open()
    while step < STEPS or monotonic() < end:
        step += 1
        if dice.random() < 0.15:
            at = dice.randrange(SENTENCES)
            sentences[at] = f"{sentences[at].split(' (')[0]} (version {step})"
            change(page, body=body(sentences))
            counts["edited"] += 1
            continue
        one = dice.choice(people)
        if dice.random() < 0.2:
            one.open()
        number, row = dice.choice(list(one.rows.items()))
        is_confirmed = row["state"] == "to_check" and dice.random() < 0.5
        text = row["text"] if is_confirmed else f"{one.name} {step}: {row['source']}"
        if row["path"] == "slug":
            text = f"juntas-{step}"
        answer = one.save(number, text, tick=is_confirmed)
        html = answer.content.decode()
        if answer.status_code == 200:
            counts["saved"] += 1
            confirmed.setdefault(row["source"], set()).add(text)
        else:
            counts["refused"] += 1
            assert answer.status_code == 409
            given = [again["text"] for again in shown(html).values()]
            assert is_confirmed or text in given or text in fromstring(f"<div>{html}</div>").text_content()
        for again, fields in shown(html).items():
            if again == number or again in one.rows:
                one.rows[again] = fields
            elif answer.status_code == 409:  # another sentence took its place
                one.rows.pop(number, None)
                one.rows[again] = fields
    assert all(counts.values()), counts

    strings = strings_of(translation)
    there = {string.shown(string.text) for string in strings}
    there |= {unit.text for unit in MemoryUnit.objects.all()}
    slugs = {text for text in there if text.startswith("juntas-")}
    lost = {text for texts in confirmed.values() for text in texts if not text.startswith("juntas-")} - there
    assert not lost and len(slugs) == 1, "an address is not remembered: the last one is there"
    for string in strings:
        if not string.is_missing and not string.is_to_check:
            assert string.shown(string.text) in confirmed[string.shown(string.source)], "nothing stale looks current"
