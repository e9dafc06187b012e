"""What changed between two versions of a sentence, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

TOKEN = re.compile(r"<[^>]+>|\s+|\w+|[^\s\w]")


@dataclass(frozen=True)
class DiffPart:
    """`kind` is "same", "gone" or "new"."""

    kind: str
    text: str


def word_diff(old: str, new: str) -> list[DiffPart]:
    """The pieces of both versions in reading order; replaced words come before their replacement."""
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    pieces = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(DiffPart("same", "".join(after[c:d])))
            continue
        if a < b:
            pieces.append(DiffPart("gone", "".join(before[a:b])))
        if c < d:
            pieces.append(DiffPart("new", "".join(after[c:d])))
    return pieces
