"""`python -m tests.fuzz 20000 --seed 1`: random requests to all public addresses of the demo, in a temporary folder.

Paths, queries, headers, cookies, bodies and uploads are changed at random; every 20 requests the limits, the proposal
and the subscription are put back, so that requests get past them, and the worker does what they left. Prints as JSON
how many requests there were, with which answers, and the faults: an error of the portal (5xx) or of the worker, markup
or an address of the request that comes back unescaped, a redirect to another site, a header of ours that the request
wrote. Exit code 1 if there is any.
"""

import argparse
import json
import logging
import os
import random
import re
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from PIL import Image

MARK = "x9z"
NASTY = [
    f'"><{MARK}>', f"'><{MARK} a='", f'" on{MARK}="1', f"</script><{MARK}>", f"]]><{MARK}>", f"javascript:{MARK}//",
    f"//{MARK}.example", f"https://{MARK}.example/", f"/\\{MARK}.example", f"\\\\{MARK}.example", f"a\r\nX-{MARK}: 1",
    f"{{{{ {MARK} }}}}", "%s%n", "{0.__class__}", "../" * 12 + "etc/passwd", "'; DROP TABLE x; --", "\0", "a\0b",
    "\u202egnp.exe", "\ufffe", "\ud7ff\ue000", "٣", "９" * 30, "-1", "0", "9" * 400, "1e999", "NaN", "", " ",
    "a" * 9000, "😀" * 200, "é" * 3000, "2021-02-30", "9999-12-31T23:59:60Z", "=SUM(A1)", "[]", "null", "true",
    "İ", "ß", "\u2028",
]  # fmt: skip
RAW = ["%", "%00", "%ff", "%ed%a0%80", "%c0%ae%c0%ae/", "%2e%2e/", ";x", "//", "/./", "%0d%0aX-x9z:1", "%5c", "?", "#"]
QUERIES = [
    "q", "page", "p", "view", "theme", "lang", "language", "next", "format", "day", "at", "kind", "track", "room",
    "speaker", "form", "held", "token", "as", "w",
]  # fmt: skip
HEADERS = {
    "Accept": ["text/html", "application/json", "image/*", "*/*;q=x"],
    "Accept-Language": ["es", "en;q=0", "x" * 3000, "*", "zh-Hant,;;q", "es\u00e9"],
    "Accept-Encoding": ["gzip", "br;q=1, identity;q=0", "x"],
    "If-None-Match": ['"x"', "*", 'W/"', "\u00ff"],
    "If-Modified-Since": ["Thu, 01 Jan 1970 00:00:00 GMT", "Mon, 99 Foo 99999 99:99:99 GMT", "x"],
    "Range": ["bytes=0-1", "bytes=-1", "bytes=9-1", "bytes=" + "0-1," * 300, "x"],
    "Origin": ["null", "http://localhost", f"https://{MARK}.example"],
    "Referer": ["http://localhost/en/", "http://[", "x" * 5000, f"https://{MARK}.example/"],
    "Sec-Fetch-Site": ["same-origin", "cross-site", "x"],
    "X-Forwarded-For": ["::1", "1.2.3.4, x", "x" * 999, "fe80::1%x"],
    "X-Forwarded-Host": [f"{MARK}.example"],
    "X-Forwarded-Proto": ["https", "x"],
    "X-Requested-With": ["XMLHttpRequest"],
    "X-HTTP-Method-Override": ["DELETE"],
    "Host": [f"{MARK}.example", "localhost:99999", "[::1", "localhost."],
    "Content-Length": ["-1", "x", "0"],
    "Authorization": ["Basic ZnV6ejpmdXp6", "Basic eA==", "Basic \u00ff", "Bearer x"],
    "User-Agent": ["", "x" * 5000, f"<{MARK}>"],
}
PROVIDER = {"EMAIL_PROVIDER": "mailgun", "ANYMAIL_MAILGUN_API_KEY": "x", "ANYMAIL_WEBHOOK_SECRET": "fuzz:fuzz"}
COOKIES = ["sessionid", "csrftoken", "known_device", "messages", "django_language"]
KINDS = ["application/json", "text/xml", "multipart/form-data", "multipart/form-data; boundary=x", "x", ""]
MARKUP = ("text/html", "xml", "svg")
_picture = BytesIO()
Image.effect_noise((20, 30), 60).save(_picture, "PNG")
PICTURE = _picture.getvalue()
FOREIGN = re.compile(
    rf'(?:href|src|action|content)="\s*(?:javascript:|(?:https?:)?[/\\]{{2}}|/\\){MARK}', re.IGNORECASE
)


class Fuzz:
    def __init__(self, seed: int, addresses: list[str], forms: list[tuple[str, dict[str, Any]]]) -> None:
        self.random, self.addresses, self.forms = random.Random(seed), addresses, forms  # noqa: S311
        self.cookies: list[tuple[str, str]] = []  # valid ones
        self.answers: Counter[str] = Counter()
        self.faults: list[str] = []
        self.errors: list[str] = []

    def word(self) -> str:
        if self.random.random() < 0.8:
            return self.random.choice(NASTY)
        characters = [chr(self.random.choice([*range(128), *range(0x100, 0xD800, 97)])) for _each in range(12)]
        return "".join(characters)

    def path(self, address: str) -> str:
        match self.random.randrange(6):
            case 0:
                parts = address.split("/")
                parts[self.random.randrange(len(parts))] = quote(self.word(), errors="replace")
                return "/" + "/".join(parts).lstrip("/")
            case 1:
                cut = self.random.randrange(1, len(address) + 1)
                return address[:cut] + self.random.choice(RAW) + address[cut:]
            case 2:
                return address + quote(self.word(), errors="replace")
        return address

    def query(self) -> str:
        names = [self.random.choice([*QUERIES, quote(self.word())]) for _each in range(self.random.randrange(4))]
        values = [self.random.choice([*RAW, quote(self.word(), errors="replace"), "1", "en"]) for _name in names]
        return "&".join(f"{name}={value}" for name, value in zip(names, values, strict=True))

    def headers(self) -> dict[str, str]:
        names = self.random.sample(list(HEADERS), self.random.randrange(4))
        return {name: self.random.choice(HEADERS[name]) for name in names}

    def fields(self, form: dict[str, Any]) -> dict[str, Any]:
        changed = {name: value for name, value in form.items() if self.random.random() < 0.98}
        for name in self.random.sample([*form, "proof", "leave_empty", "next"], self.random.randrange(4)):
            changed[name] = self.word()
        if self.random.random() < 0.1:
            changed[self.word()] = [self.word(), self.word()]
        for name in [name for name in form if name.endswith("photo")]:
            changed[name] = self.upload() if self.random.random() < 0.5 else ""
        return changed

    def upload(self) -> BytesIO:
        """A picture, whole or with some of its bytes changed or cut off, under any name."""
        content = bytearray(PICTURE)
        for _each in range(self.random.choice([0, 0, 1, 40])):
            content[self.random.randrange(len(content))] = self.random.randrange(256)
        end = self.random.choice([len(content), len(content), self.random.randrange(len(content))])
        file: Any = BytesIO(bytes(content[:end]))
        file.name = self.random.choice(["me.png", "me.svg", self.word()[:200]])
        file.content_type = self.random.choice(["image/png", "text/html", "x/x"])
        return file

    def request(self, client: Any) -> Any:
        form: dict[str, Any] = {}
        method = self.random.choices(["GET", "POST", "HEAD", "PUT", "OPTIONS", "DELETE"], [50, 40, 4, 2, 2, 2])[0]
        address = self.random.choice(self.addresses)
        if method == "POST" and self.random.random() < 0.8:
            address, form = self.random.choice(self.forms)
        path = self.path(address)
        query = self.query()
        client.cookies.clear()
        if self.random.random() < 0.2:
            name, value = self.random.choice(self.cookies)
            client.cookies[name] = value
        for name in self.random.sample(COOKIES, self.random.choice([0, 0, 1, 2])):
            client.cookies[name] = re.sub(r"[^ -:<-~\x80-\xff]", "", self.word())[:2000]
        sent: dict[str, Any] = {"headers": self.headers(), "REMOTE_ADDR": f"192.0.2.{self.random.randrange(250)}"}
        address = f"{path}?{query}" if query else path
        self.said = f"{method} {address[:300]!r} {sent['headers']}"
        if method == "POST" and self.random.random() < 0.85:
            data = self.fields(form)
            self.said += f" {str(data)[:600]}"
            return client.post(address, data, **sent)
        body = self.random.choice([self.word().encode(errors="replace"), self.random.randbytes(200), b"{}", b"--x\r\n"])
        return client.generic(method, address, body, content_type=self.random.choice(KINDS), **sent)

    def once(self, client: Any) -> None:
        self.errors.clear()
        try:
            response = self.request(client)
        except Exception:  # noqa: BLE001  in the outermost middleware, where no handler answers
            self.faults.append(f"no answer {traceback.format_exc(limit=-3)}: {self.said}")
            return
        self.answers[str(response.status_code)] += 1
        for fault in self.faults_of(response):
            self.faults.append(f"{fault}: {self.said}")

    def faults_of(self, response: Any) -> Iterator[str]:
        if response.status_code >= 500 and response.status_code != 503:
            yield f"{response.status_code} {' '.join(self.errors)}"
        location = response.headers.get("Location", "")
        if location and (
            urlsplit(urljoin("http://localhost/", location)).hostname != "localhost" or "\\" in location[:2]
        ):
            yield f"redirect to {location[:200]}"
        if any(MARK in name.lower() for name in response.headers):
            yield "a header of the request"
        kind = response.headers.get("Content-Type", "")
        if response.streaming or not any(name in kind for name in MARKUP):
            return
        text = response.content.decode(response.charset, "replace")
        if f"<{MARK}" in text or f'" on{MARK}=' in text or FOREIGN.search(text):
            found = re.search(rf'.{{60}}(?:<{MARK}|" on{MARK}=).{{20}}|' + FOREIGN.pattern, text, re.DOTALL)
            yield f"reflected {found[0] if found else ''!r}"


def run(count: int, seed: int) -> int:
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.core.signals import got_request_exception
    from django.test import Client
    from django.test.utils import setup_test_environment

    from home.models import BackgroundTask
    from tests.fuzz_targets import Visitors, addresses

    setup_test_environment()
    logging.disable()
    settings.ALLOWED_HOSTS, settings.EMAIL_BACKEND = ["localhost"], "django.core.mail.backends.dummy.EmailBackend"
    call_command("migrate", verbosity=0)
    call_command("load_demo", verbosity=0)
    BackgroundTask.objects.all().delete()
    visitors = Visitors()
    fuzz = Fuzz(seed, addresses(visitors), visitors.forms())

    def note(**_kwargs: Any) -> None:
        fuzz.errors.append("".join(traceback.format_exc(limit=-2)))

    got_request_exception.connect(note)
    client, began = Client(raise_request_exception=False, SERVER_NAME="localhost"), time.monotonic()
    for number in range(count):
        if number % 20 == 0:
            fuzz.faults += [f"worker: {error}" for error in visitors.work_and_restore()]
            fuzz.cookies = visitors.cookies()
        before = len(fuzz.faults)
        fuzz.once(client)
        for fault in fuzz.faults[before:]:
            print(fault, file=sys.stderr, flush=True)  # noqa: T201
        if number % 1000 == 999:
            print(f"{number + 1}: {len(fuzz.faults)} faults, {dict(fuzz.answers)}", file=sys.stderr, flush=True)  # noqa: T201
    seconds = round(time.monotonic() - began)
    figures = {"requests": count, "seed": seed, "seconds": seconds, "addresses": len(fuzz.addresses)}
    print(json.dumps({**figures, "answers": fuzz.answers, "faults": fuzz.faults[:50]}, indent=2))  # noqa: T201
    return 1 if fuzz.faults else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "portal.settings.test", "PORTAL_VAR_DIR": folder, **PROVIDER}
        status = run(chosen.count, chosen.seed)
    sys.exit(status)
