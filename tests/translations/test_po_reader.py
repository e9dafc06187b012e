import time

import pytest

from home.translations.strings.po_reader import UnreadableLine, read_po

HEAD = 'msgid ""\nmsgstr ""\n"Language: es\\n"\n"X-Id: 1\\n"\n\n'


def texts(content: str) -> list[tuple[str, str, str]]:
    return [(entry.msgctxt, entry.msgid, entry.msgstr) for entry in read_po(HEAD + content)[1]]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('msgctxt "title"\nmsgid "a"\nmsgstr "b"\n', [("title", "a", "b")]),
        ('msgid ""\n"a "\n"b"\nmsgstr ""\n"c"\n', [("", "a b", "c")]),
        ('msgid "a"\r\nmsgstr "b"\r\rmsgid "c"\rmsgstr ""', [("", "a", "b"), ("", "c", "")]),
        ('msgid "a"\nmsgstr "\\x63\\303\\255 \\\\x41 \\"q\\"\\n"', [("", "a", 'cí \\x41 "q"\n')]),
        ('#~ msgid "old"\n#~ msgstr "x"\nmsgid "a"\nmsgstr "b"\n#~ msgid "o"\n', [("", "a", "b")]),
        ('#. note\n#: place:1\n# me\nmsgid "a"\n# between\nmsgstr "b"', [("", "a", "b")]),
    ],
)
def test_entries_are_read_by_the_rules_of_gettext(content, expected):
    assert texts(content) == expected
    assert read_po(HEAD + content)[0] == {"Language": "es", "X-Id": "1"}


def test_unsure_and_plural_entries_say_so():
    content = '#, fuzzy, python-format\n#| msgctxt "t"\n#| msgid ""\n#| "old "\n#| "one"\nmsgid "a"\nmsgstr "b"\n'
    content += 'msgid "c"\nmsgid_plural "d"\nmsgstr[0] "e"\nmsgstr[1] "f"\n'
    unsure, plural = read_po(content)[1]
    assert (unsure.fuzzy, unsure.previous_msgid, unsure.is_plural) == (True, "old one", False)
    assert (plural.fuzzy, plural.is_plural) == (False, True)


@pytest.mark.parametrize(
    ("content", "number"),
    [
        ('msgid "a"\nmsgstr "b"\nmsgid "never closed\n', 3),
        ('msgid "a"\nmsgstr "b\\"\n', 2),
        ('msgid "a"\nmsgid "b"\nmsgstr "c"', 2),
        ('msgstr "c"\nmsgid "a"', 2),
        ('"a"', 1),
        ('msgid "a"', 1),
        ("<!doctype html>", 1),
        ('msgid "a"\n#, fuzzy\nmsgstr "b"', 2),
    ],
)
def test_a_line_that_cannot_be_read_is_told(content, number):
    with pytest.raises(UnreadableLine) as told:
        read_po(content)
    assert told.value.number == number


@pytest.mark.parametrize("content", ["#. x\n" * 300_000, '#| "x"\n' * 100_000])
def test_the_time_grows_with_the_size_alone(content):
    started = time.process_time()
    read_po(content)
    assert time.process_time() - started < 5  # seconds; with polib twenty
