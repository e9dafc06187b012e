import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.test import override_settings

SOURCES = ["portal", "home", "events", "search", "templates"]


class Command(BaseCommand):
    help = "Fail when a message catalog is not what the code needs: missing, untranslated, fuzzy or stale entries."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        if not shutil.which("msgmerge"):
            raise CommandError("Checking the catalogs needs gettext: install it (Debian: apt install gettext).")
        with tempfile.TemporaryDirectory() as folder:
            fresh = extract(settings.BASE_DIR, Path(folder))
            found = [fault for path in sorted(fresh.glob("*/LC_MESSAGES/*.po")) for fault in faults(path, fresh)]
        if found:
            raise CommandError("\n".join([*found, "Run `make messages` and translate what is new."]))


def extract(root: Path, copy: Path) -> Path:
    """Copy the sources below `root` and bring the copy's catalogs up to date; returns its folder of catalogs."""
    for name in SOURCES:
        shutil.copytree(root / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
    locale = copy / "portal" / "locale"
    with chdir(copy), override_settings(LOCALE_PATHS=[str(locale)]):
        for domain in ("django", "djangojs"):
            call_command("makemessages", all=True, domain=domain, verbosity=0)
    return locale


def faults(fresh: Path, locale: Path) -> Iterator[str]:
    """Problems of a committed catalog, compared with the `fresh` one from an extraction."""
    name = fresh.relative_to(locale)
    committed = settings.BASE_DIR / "portal" / "locale" / name
    before = entries(committed) if committed.exists() else {}
    after = entries(fresh)
    for key in before.keys() - after.keys():
        yield f"{name}: stale, not in the code any more: {key[1]!r}"
    for key, entry in after.items():
        if key not in before:
            yield f"{name}: missing: {entry.msgid!r}"
        elif not entry.translated():
            yield f"{name}: {'fuzzy' if entry.fuzzy else 'untranslated'}: {entry.msgid!r}"
    if committed.exists():
        result = subprocess.run(
            ["msgfmt", "--check-format", "--output-file=/dev/null", committed],
            capture_output=True,
            text=True,
            check=False,
        )
        yield from (f"{name}: {line}" for line in result.stderr.splitlines() if result.returncode)


def entries(path: Path) -> dict[tuple[str | None, str], polib.POEntry]:
    """The entries of a catalog by context and text; plural forms count with their singular."""
    return {(entry.msgctxt, entry.msgid): entry for entry in polib.pofile(str(path)) if not entry.obsolete}
