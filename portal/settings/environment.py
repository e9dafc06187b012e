"""Reads the settings of an installation from environment variables, explained in `.env.example`.

An empty variable counts as not set. An invalid one stops the start with a sentence that names it, but not its value,
which may hold a password.
"""

import os
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import environ
from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured
from django.utils.dateparse import parse_datetime

Value = TypeVar("Value")
Default = TypeVar("Default")

SIMILARITY = 0.85  # from 0 to 1: WEB_CONCURENCY is WEB_CONCURRENCY, EMAIL_USER is not EMAIL_URL

# What any process of the portal writes is for its owner alone: database, uploads, mail, backups.
os.umask(0o077)

ROOT = Path(__file__).resolve().parent.parent.parent
FILE = Path(os.environ.get("PORTAL_ENV_FILE") or ROOT / ".env")
env = environ.Env()
environ.Env.read_env(FILE)
names_read = {"BIND", "DEMO_PASSWORD", "PORT", "PORTAL_ENV_FILE"}  # and all that `read` is asked for


def read(name: str, parse: Callable[[str], Value], expected: str, default: Default) -> Value | Default:
    names_read.add(name)
    text = env.str(name, default="").strip()
    if not text:
        return default
    try:
        return parse(text)
    except (ValueError, LookupError, TypeError, ImproperlyConfigured):
        raise ImproperlyConfigured(f"{name} must be {expected}.") from None


def misspelt(names: Iterable[str]) -> dict[str, str]:
    """Those that the portal does not read, with the name that it reads and that is nearly the same."""
    found = {
        name: get_close_matches(name, names_read, n=1, cutoff=SIMILARITY)
        for name in names
        if name not in names_read and not name.startswith("ANYMAIL_")
    }
    return {name: near[0] for name, near in found.items() if near}


def text(name: str, default: str = "") -> str:
    return read(name, str, "text", default)


def choice(name: str, choices: tuple[str, ...], default: str) -> str:
    return read(name, lambda value: choices[choices.index(value)], f"one of {', '.join(choices)}", default)


def words(name: str, default: list[str]) -> list[str]:
    return read(name, split, "words separated by commas", default)


def number(name: str, default: int, *, least: int = 0) -> int:
    return read(name, lambda value: at_least(least, value), f"a whole number, {least} or more", default)


def numbers(name: str, default: list[int]) -> list[int]:
    return read(
        name, lambda value: [at_least(0, part) for part in split(value)], "numbers separated by commas", default
    )


def split(value: str) -> list[str]:
    return [part.strip() for part in value.split(",") if part.strip()]


def at_least(least: int, value: str) -> int:
    found = int(value)
    if found < least:
        raise ValueError(value)
    return found


def database(value: str) -> dict[str, Any]:
    """Checks the scheme first: environ warns of an unknown one with the whole address, including its password."""
    if urlsplit(value).scheme not in ("postgres", "postgresql", "sqlite"):
        raise ValueError
    config = env.db_url_config(value)
    if config["NAME"] in ("", ":memory:"):
        raise ValueError
    return dict(config)


def address(*schemes: str) -> Callable[[str], str]:
    """A URL with one of these schemes and a host, or a path if the scheme is unix."""

    def parse(value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in schemes or not (
            parts.path if parts.scheme == "unix" else parts.hostname and parts.port != 0
        ):
            raise ValueError
        return value.rstrip("/")

    return parse


def languages(value: str) -> list[str]:
    codes = split(value)
    if not codes or len(set(codes)) < len(codes) or not all("name_local" in LANG_INFO[code] for code in codes):
        raise ValueError
    return codes


def fallbacks(value: str) -> dict[str, list[str]]:
    """es-mx=es, pt-br=pt es → each language with those that stand in for it, the nearest first."""
    pairs = [part.split("=") for part in split(value)]
    found = {code.strip(): names.split() for code, names in pairs}
    if not all(code in LANG_INFO for names in found.items() for code in (names[0], *names[1])):
        raise ValueError
    return found


def instant(value: str) -> Any:
    found = parse_datetime(value)
    if found is None or found.tzinfo is None:
        raise ValueError
    return found
