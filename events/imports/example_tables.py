"""Empty tables to fill in, with headings that are understood without a question."""

from events.imports.exporting import TYPES, as_file

FACTS = (
    "kind",
    "theme",
    "language",
    "interpreted",
    "speakers",
    "speaker_emails",
    "room",
    "start",
    "minutes",
    "recording",
)
EXAMPLE = {
    "key": "1",
    "kind": "workshop",
    "language": "en",
    "speakers": "Ana Lucero; Bo Lind",
    "speaker_emails": "ana@example.org; bo@example.org",
    "room": "Oak",
    "start": "2030-05-06 13:00",
    "minutes": "45",
}


def table(ending: str, languages: list[str]) -> tuple[bytes, str]:
    """The file and its type: headings, and one row as an example."""
    texts = [f"{name}_{code}" for code in languages for name in ("title", "abstract")]
    header = ["key", *texts, *FACTS]
    row = [EXAMPLE.get(name, "…" if name in texts[:1] else "") for name in header]
    return as_file([header, row], ending), TYPES[ending]
