"""What the speakers' page shows for an address: those whose names hold the words, of one edition or of all."""

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from events.programme.filters import MAX_VALUE_LENGTH, fold_case_and_accents
from events.programme.speakers import EditionSpeakers, LocalizedSpeaker
from home.i18n.collation import initial

FEW = 24  # take in at a glance, without letters to jump to


@dataclass(frozen=True)
class LetterGroup:
    letter: str
    anchor: str
    speakers: list[LocalizedSpeaker]


@dataclass(frozen=True)
class ShownEdition:
    edition: EditionSpeakers
    number: int
    speakers: list[LocalizedSpeaker]
    language: str

    @cached_property
    def letters(self) -> list[LetterGroup]:
        """By their first letters where there are many."""
        if len(self.speakers) <= FEW:
            return [LetterGroup("", f"edition-{self.number}", self.speakers)]
        groups = groupby(self.speakers, key=lambda speaker: initial(speaker.page.title, self.language))
        return [
            LetterGroup(letter, f"letter-{self.number}-{count}", list(group))
            for count, (letter, group) in enumerate(groups)
        ]


@dataclass(frozen=True)
class ShownSpeakers:
    all: list[EditionSpeakers]
    q: str
    chosen: str  # the translation key of an edition's page
    language: str

    @cached_property
    def editions(self) -> list[ShownEdition]:
        words = fold_case_and_accents(self.q[:MAX_VALUE_LENGTH]).split()
        found = []
        for number, edition in enumerate(self.all):
            speakers = [speaker for speaker in edition.speakers if _has(speaker, words)] if words else edition.speakers
            if speakers and self.chosen in ("", edition.key):
                found.append(ShownEdition(edition, number, speakers, self.language))
        return found

    @cached_property
    def count(self) -> int:
        return len({speaker.original.pk for edition in self.editions for speaker in edition.speakers})

    @property
    def are_many(self) -> bool:
        """So that one looks for somebody."""
        return sum(len(edition.speakers) for edition in self.all) > FEW


def _has(speaker: LocalizedSpeaker, words: list[str]) -> bool:
    text = fold_case_and_accents(f"{speaker.page.title} {speaker.page.role}")
    return all(word in text for word in words)
