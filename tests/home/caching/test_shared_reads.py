"""What one process has read is not read again by its siblings, for one generation."""

from pathlib import Path

import pytest

from home.caching import shared_reads
from home.caching.dependencies import cached_until_publish, rendering_generation


class Reads:
    """Counts what two processes read from the database; a process is a wrapper with its own memory."""

    def __init__(self, result=lambda name: {"name": name}):
        self.names: list = []

        def read(name):
            self.names.append(name)
            return result(name)

        self.processes = cached_until_publish(read), cached_until_publish(read)

    def ask(self, name, generation, process=0):
        with rendering_generation(generation):
            return self.processes[process](name)


@pytest.fixture
def shelves(settings, monkeypatch):
    monkeypatch.setattr(shared_reads, "server", "one")

    def find() -> list[Path]:
        folder = Path(settings.VAR_DIR) / "reads"
        return sorted(folder.iterdir()) if folder.exists() else []

    return find


def test_a_second_process_reads_nothing_until_something_is_published(shelves):
    reads = Reads()
    assert reads.ask("a", (1, 2)) == reads.ask("a", (1, 2), process=1) == {"name": "a"}
    assert reads.names == ["a"]
    reads.ask("b", (1, 2), process=1)
    assert reads.names == ["a", "b"]
    reads.ask("a", (1, 3), process=1)
    assert reads.names == ["a", "b", "a"]
    assert len(shelves()) == 1


def test_an_upgraded_server_reads_nothing_of_the_one_before(shelves, monkeypatch):
    reads = Reads()
    for server in ("one", "two", ""):
        monkeypatch.setattr(shared_reads, "server", server)
        reads.ask("a", (1, 2), process=0 if server == "one" else 1)
        reads.processes = reads.processes[0], cached_until_publish(reads.processes[0].__wrapped__)
    assert reads.names == ["a", "a", "a"]


@pytest.mark.parametrize("generation", [None, object()])
def test_without_a_generation_nothing_is_shared(shelves, generation):
    reads = Reads()
    reads.ask("a", generation)
    reads.ask("a", generation, process=1)
    assert reads.names == ["a", "a"]
    assert shelves() == []


@pytest.mark.parametrize(("name", "result"), [(object(), str), ("a", lambda name: lambda: name)])
def test_what_has_no_name_or_cannot_be_written_stays_in_the_process(shelves, name, result):
    reads = Reads(result)
    reads.ask(name, (1, 2))
    assert reads.ask(name, (1, 2), process=1)
    assert reads.names == [name, name]
    assert [file for shelf in shelves() for file in shelf.iterdir()] == []


def test_a_damaged_file_is_read_again(shelves):
    reads = Reads()
    reads.ask("a", (1, 2))
    (file,) = shelves()[0].iterdir()
    file.write_bytes(b"\x80")
    assert reads.ask("a", (1, 2), process=1) == {"name": "a"}
    assert reads.names == ["a", "a"]


def test_a_full_disk_breaks_nothing(shelves, monkeypatch):
    def full(*args):
        raise OSError

    monkeypatch.setattr(Path, "write_bytes", full)
    reads = Reads()
    assert reads.ask("a", (1, 2)) == reads.ask("a", (1, 2), process=1) == {"name": "a"}
