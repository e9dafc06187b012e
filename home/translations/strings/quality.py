"""Checks of one translated string against its source, as pure functions.

Strings are wagtail-localize's: escaped HTML with a few inline tags, links as <a id="…">. Errors block publishing,
warnings ask.
"""

import re
from collections import Counter
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail_localize.strings import INLINE_TAGS, StringValue

from home.i18n.languages import cldr_locale

# Repetitions are bounded or stop early, against slow matching: somebody may paste 100,000 letters without a space.
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{0,253}\w")
ADDRESS = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)]")
PLACEHOLDER = re.compile(r"\{\{[^{}]*\}\}|\{\w*\}|%\(\w+\)[a-z]|%[sd]\b")
NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f]\d{3}(?!\d))*(?:[.,]\d+)?")
TIME = re.compile(r"(?<![\d:.,])(\d{1,2}):(\d{2})(?![\d:])")  # 9:30, which some write 9.30
GROUPING = re.compile(r"[.,\u00a0\u202f](?=\d{3}(?!\d))")
SEPARATORS = str.maketrans("٫٬", ".,")  # Arabic: of decimals, of thousands
VOID = {"br"}
NESTED = _("Tags are nested too deeply in each other.")
MAX_DEPTH = 20  # of tags in each other; wagtail-localize walks through them by recursion


@dataclass(frozen=True)
class QualityProblem:
    """`code` names the check; `blocks` says whether it is an error or a question."""

    code: str
    message: str | Promise
    blocks: bool


def error(code: str, message: Any) -> QualityProblem:
    return QualityProblem(code, message, True)


def warning(code: str, message: Any) -> QualityProblem:
    return QualityProblem(code, message, False)


class _Tags(HTMLParser):
    """Counts tags, names the links, and notices what is never closed or never opened, too deep or not allowed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: Counter[str] = Counter()
        self.links: Counter[str] = Counter()
        self.open: list[str] = []
        self.depth = 0
        self.forbidden: set[str] = set()
        self.balanced = True
        self.has_nested_link = False
        self.feed(html)
        self.close()
        self.balanced = self.balanced and not self.open and "<" not in self.rawdata

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.has_nested_link = self.has_nested_link or "a" in self.open
            self.links[dict(attrs).get("id") or ""] += 1
        else:
            self.found[tag] += 1
        allowed = {"id"} if tag == "a" else set()
        if tag not in INLINE_TAGS or {name for name, _value in attrs} - allowed:
            self.forbidden.add(tag)
        if tag not in VOID:
            self.open.append(tag)
            self.depth = max(self.depth, len(self.open))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and (not self.open or self.open.pop() != tag):
            self.balanced = False


def plain_text(text: str) -> str:
    """The string as a reader sees it; thousands of nested tags stay as they are."""
    try:
        return StringValue(text).render_text()
    except RecursionError:
        return text


def is_too_deep(text: str) -> bool:
    """Whether wagtail-localize would fail to store it."""
    return _Tags(text).depth > MAX_DEPTH


def find_problems(
    source: str, text: str, *, languages: tuple[str, str], max_length: int | None = None, is_slug: bool = False
) -> list[QualityProblem]:
    """Everything wrong with `text` as a translation of `source`, errors first. `languages`: codes of both."""
    tags = _Tags(text)
    if tags.depth > MAX_DEPTH:
        return [error("nested", NESTED)]
    shown = plain_text(text)
    if not shown.strip():
        return [error("empty", _("It is empty."))]
    if is_slug and not slugify(shown):
        return [error("slug", _("It has no letter or digit that an address could use."))]
    problems = []
    if max_length and len(shown) > max_length:
        message = _("It has %(length)d characters; at most %(limit)d fit here.")
        problems.append(error("too_long", message % {"length": len(shown), "limit": max_length}))
    if is_slug:
        return problems
    problems += [*_markup(_Tags(source), tags), *_kept_words(plain_text(source), shown)]
    problems += _numbers(plain_text(source), shown, languages)
    if text == source and any(character.isalpha() for character in EMAIL.sub("", ADDRESS.sub("", shown))):
        problems.append(warning("identical", _("It is the same as the original.")))
    return sorted(problems, key=lambda problem: not problem.blocks)


def _markup(before: _Tags, after: _Tags) -> list[QualityProblem]:
    if after.forbidden:
        message = _("Tags that are not allowed here, or have attributes: %(tags)s.")
        return [error("forbidden", message % {"tags": ", ".join(f"<{tag}>" for tag in sorted(after.forbidden))})]
    if not after.balanced:
        return [error("unbalanced", _("A tag is opened and not closed, or closed and not opened."))]
    if before.links != after.links:
        return [error("links", _("The links are not those of the original: each must appear exactly once."))]
    if after.has_nested_link:
        return [warning("nested_links", _("A link is inside another link, so readers can follow only one of them."))]
    if before.found != after.found:
        return [warning("markup", _("Bold, italic or line breaks differ from the original."))]
    return []


def _kept_words(source: str, text: str) -> list[QualityProblem]:
    kept = [
        ("placeholder", PLACEHOLDER, _("Missing or changed placeholder: %(words)s.")),
        ("email", EMAIL, _("Missing or changed email address: %(words)s.")),
        ("address", ADDRESS, _("Missing or changed web address: %(words)s.")),
    ]
    problems = []
    for code, pattern, message in kept:
        lost = Counter(pattern.findall(source)) - Counter(pattern.findall(text))
        gained = Counter(pattern.findall(text)) - Counter(pattern.findall(source))
        if lost or (gained and code == "placeholder"):
            problems.append(error(code, message % {"words": ", ".join(lost or gained)}))
    return problems


def _numbers(source: str, text: str, languages: tuple[str, str]) -> list[QualityProblem]:
    texts = (TIME.sub(r"\1.\2", _with_ascii_digits(t)) for t in (source, text))
    before, after = (Counter(GROUPING.sub("", number) for number in NUMBER.findall(t)) for t in texts)
    before, after = (Counter({n.replace(",", "."): count for n, count in c.items()}) for c in (before, after))
    problems = []
    if before != after:
        words = ", ".join([*(before - after), *(after - before)])
        problems.append(warning("numbers", _("Other numbers than in the original: %(words)s.") % {"words": words}))
    if _months(source, languages[0]) != _months(text, languages[1]):
        problems.append(warning("dates", _("Other months than in the original.")))
    return problems


def _with_ascii_digits(text: str) -> str:
    """ "٢٠٢٧" is 2027, and "١٫٥" is 1.5: the same numbers in the digits of another script."""
    return re.sub(r"\d", lambda digit: str(int(digit.group())), text.translate(SEPARATORS))


def _months(text: str, language: str) -> Counter[int]:
    """Months (1-12) named next to a number: "6 May", "May 6", "6 de mayo"."""
    names = cldr_locale(language).months["format"]["wide"]
    found: Counter[int] = Counter()
    for month, name in names.items():
        word = re.escape(name)
        beside = rf"\d\S{{0,9}}\s+(?:\w{{1,2}}\s+)?{word}\b|\b{word}\s+(?:\w{{1,2}}\s+)?\d"
        found[month] += len(re.findall(beside, text, re.IGNORECASE))
    return +found
