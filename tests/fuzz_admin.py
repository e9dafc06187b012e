"""`python -m tests.fuzz_admin 2000 --seed 1`: what an editor might send to all addresses of the admin of the demo.

Real and odd ids, queries and bodies, and the forms that the admin has shown with changed fields. Each request is
undone. Prints the same figures and faults as tests.fuzz. Exit code 1 if there is any fault.
"""

import argparse
import html
import json
import logging
import os
import re
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from tests.fuzz import KINDS, Fuzz

WORDS = {
    "app_label": ["home", "events", "submissions", "newsletter", "auth", "wagtailcore", "wagtailimages"],
    "model_name": ["announcement", "theme", "room", "page", "user", "image", "document", "emailtemplate"],
    "content_type_app_name": ["home", "events", "newsletter"],
    "content_type_model_name": ["standardpage", "sessionpage", "speakerpage", "newsletterissuepage", "homepage"],
    "app_name": ["taggit", "events", "home"],
    "action": ["delete", "publish", "move", "unpublish", "add_tags"],
    "action_name": ["approve", "reject", "publish", "copy"],
    "filter_spec": ["original", "fill-100x100", "width-x", "max-0x0"],
    "name": ["editors", "newsletter"],
}


class AdminFuzz(Fuzz):
    """What an editor might send: all addresses of the admin with real and odd ids, and the forms that it has shown."""

    def __init__(self, seed: int, addresses: list[str], editor: Any) -> None:
        super().__init__(seed, addresses, [])
        self.editor = editor

    def id(self, kind: str, name: str) -> str:
        if self.random.random() < 0.25:
            return quote(self.word(), errors="replace") or "x"
        if name in WORDS:
            return self.random.choice(WORDS[name])
        return str(self.random.randrange(1, 90 if kind == "int" or "pk" in name else 9))

    def request(self, client: Any) -> Any:
        method = self.random.choices(["GET", "POST", "HEAD", "PUT", "DELETE"], [50, 46, 2, 1, 1])[0]
        path = re.sub(r"<(?:(\w+):)?(\w+)>", lambda found: self.id(*found.groups()), self.random.choice(self.addresses))
        form: dict[str, Any] = {}
        if method == "POST" and self.forms and self.random.random() < 0.7:
            path, form = self.random.choice(self.forms)
        query = self.query() + f"&id={self.random.choice(['1', '9', 'x', '9' * 400])}"
        self.said = f"{method} {path[:300]!r} {query[:200]!r}"
        headers = self.random.choice([{}, {}, {"X-Requested-With": "XMLHttpRequest"}])
        if method == "POST" and self.random.random() < 0.9:
            data = self.fields(form)
            self.said += f" {str(data)[:900]}"
            return client.post(f"{path}?{query}", data, headers=headers)
        body = self.random.choice([self.word().encode(errors="replace"), self.random.randbytes(200), b"{}", b"[]"])
        return client.generic(method, f"{path}?{query}", body, content_type=self.random.choice(KINDS), headers=headers)

    def once(self, client: Any) -> None:
        from django.db import transaction  # deferred: settings

        client.force_login(self.editor)
        with transaction.atomic():
            super().once(client)
            transaction.set_rollback(True)

    def faults_of(self, response: Any) -> Iterator[str]:
        yield from super().faults_of(response)
        if response.status_code == 200 and "text/html" in response.headers.get("Content-Type", ""):
            found = fields_of(response.content.decode("utf-8", "replace"))
            if found and len(self.forms) < 400:
                self.forms.append((response.request["PATH_INFO"], found))


def fields_of(text: str) -> dict[str, Any]:
    """What a browser would send of all inputs of a page that has a form to post."""
    if 'method="post"' not in text.lower():
        return {}
    found = {}
    for tag in re.findall(r"<(?:input|select|textarea)\b[^>]*>", text):
        attributes = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if "name" in attributes and attributes.get("type") not in ("file", "submit"):
            found[html.unescape(attributes["name"])] = html.unescape(attributes.get("value", "1"))
    return found


def admin_addresses() -> list[str]:
    """The patterns below /admin/, without those that log out."""
    from tests.home.admin.access import patterns  # deferred: settings

    found = {pattern.replace("^", "") for pattern in patterns() if pattern.startswith("/admin/")}
    compare = r"(live|earliest|\d+)\.\.\.(live|latest|\d+)"
    plain = {pattern.replace(compare, "earliest...latest").replace(r"(\d+)", "<int:page_id>") for pattern in found}
    plain = {re.sub(r"\(\?P<(\w+)>[^()]*\)", r"<\1>", pattern).replace(r"\.", ".") for pattern in plain}
    return sorted(pattern for pattern in plain if not re.search(r"logout|/out/|\.\*|failwhale", pattern))


def run(count: int, seed: int) -> int:
    import django

    django.setup()
    from django.conf import settings
    from django.contrib.auth.models import Group, User
    from django.core.management import call_command
    from django.core.signals import got_request_exception
    from django.test import Client
    from django.test.utils import setup_test_environment

    from home.roles import EDITORS

    setup_test_environment()
    logging.disable()
    settings.ALLOWED_HOSTS, settings.EMAIL_BACKEND = ["localhost"], "django.core.mail.backends.dummy.EmailBackend"
    call_command("migrate", verbosity=0)
    call_command("load_demo", verbosity=0)
    editor = User.objects.create_user("fuzzing-editor", "editor@example.org", "secret")
    editor.groups.add(Group.objects.get(name=EDITORS))
    fuzz = AdminFuzz(seed, admin_addresses(), editor)

    def note(**_kwargs: Any) -> None:
        fuzz.errors.append("".join(traceback.format_exc(limit=-2)))

    got_request_exception.connect(note)
    client, began = Client(raise_request_exception=False, SERVER_NAME="localhost"), time.monotonic()
    for number in range(count):
        before = len(fuzz.faults)
        fuzz.once(client)
        for fault in fuzz.faults[before:]:
            print(fault, file=sys.stderr, flush=True)  # noqa: T201
        if number % 100 == 99:
            print(f"{number + 1}: {len(fuzz.faults)} faults, {dict(fuzz.answers)}", file=sys.stderr, flush=True)  # noqa: T201
    seconds = round(time.monotonic() - began)
    figures = {"requests": count, "seed": seed, "seconds": seconds, "addresses": len(fuzz.addresses)}
    print(json.dumps({**figures, "answers": fuzz.answers, "faults": fuzz.faults[:50]}, indent=2))  # noqa: T201
    return 1 if fuzz.faults else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=2000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "portal.settings.test", "PORTAL_VAR_DIR": folder}
        status = run(chosen.count, chosen.seed)
    sys.exit(status)
