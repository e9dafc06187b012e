"""`python -m tests.slow_clients http://127.0.0.1:8000`: many connections that send their requests a byte at a time.

Half of them drip headers, half the body of a form; a connection that the portal closes is opened again. Meanwhile
`/healthz` and a kept page are read. Prints the slowest answer from the fourth second on; exit code 1 unless it took
less than a second (--limit).
"""

import argparse
import asyncio
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

PAUSE = 1.0  # seconds between two bytes
WARM_UP = 4.0  # seconds in which slow answers do not count
BODY = b"email=" + b"a" * 10_000


@dataclass
class Portal:
    host: str
    port: int
    name: str
    read: dict[str, list[tuple[float, float]]] = field(
        default_factory=dict
    )  # path → when it was asked, how long it took
    opened: int = 0

    def head(self, request: str, *lines: str) -> bytes:
        return "\r\n".join([f"{request} HTTP/1.1", f"Host: {self.name}", *lines, ""]).encode()

    async def drip(self, path: str, *, is_body: bool) -> None:
        form = ("Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(BODY)}", "")
        start, rest = (
            (self.head(f"POST {path}", *form), BODY) if is_body else (b"", self.head(f"GET {path}") + b"X: " + BODY)
        )
        while True:
            with suppress(OSError):
                reader, writer = await asyncio.open_connection(self.host, self.port)
                self.opened += 1
                writer.write(start)
                for byte in rest:
                    writer.write(bytes([byte]))
                    await writer.drain()
                    if reader.at_eof():
                        break
                    await asyncio.sleep(PAUSE)
                writer.close()
            await asyncio.sleep(PAUSE)

    async def ask(self, path: str, began: float) -> None:
        """Read a page twice a second, each time over a new connection."""
        while True:
            asked = time.monotonic()
            with suppress(OSError):
                reader, writer = await asyncio.open_connection(self.host, self.port)
                writer.write(self.head(f"GET {path}", "X-Forwarded-Proto: https", "Connection: close", ""))
                status = await reader.readline()
                if b" 200 " not in status:
                    sys.exit(f"{path} answered {status!r}")
                await reader.read()
                writer.close()
            self.read.setdefault(path, []).append((asked - began, time.monotonic() - asked))
            await asyncio.sleep(0.5)


async def measure(portal: Portal, *, connections: int, seconds: float, page: str, form: str) -> float:
    """The slowest answer, in seconds; what is still unanswered at the end counts, too."""
    began = time.monotonic()
    drips = [asyncio.create_task(portal.drip(form, is_body=number % 2 == 0)) for number in range(connections)]
    readers = [asyncio.create_task(portal.ask(path, began)) for path in ("/healthz", page)]
    done, _pending = await asyncio.wait(readers, timeout=seconds, return_when=asyncio.FIRST_EXCEPTION)
    for task in done:
        task.result()
    for task in [*drips, *readers]:
        task.cancel()
    lasts = {path: max(asked + took for asked, took in found) for path, found in portal.read.items()}
    waiting = [time.monotonic() - began - lasts.get(path, 0) - 0.5 for path in ("/healthz", page)]
    return max([*waiting, *(took for found in portal.read.values() for asked, took in found if asked >= WARM_UP)])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address")
    parser.add_argument("--connections", type=int, default=300)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--page", default="/en/")
    parser.add_argument("--form", default="/en/subscription/")
    parser.add_argument("--limit", type=float, default=1, help="seconds")
    parser.add_argument("--name", help="the portal's host name, if the address is another one")
    given = parser.parse_args()
    parts = urlsplit(given.address)
    portal = Portal(parts.hostname or "", parts.port or 80, given.name or parts.netloc)
    slowest = asyncio.run(
        measure(portal, connections=given.connections, seconds=given.seconds, page=given.page, form=given.form)
    )
    for path, found in portal.read.items():
        early = max((took for asked, took in found if asked < WARM_UP), default=0)
        late = max((took for asked, took in found if asked >= WARM_UP), default=0)
        sys.stdout.write(
            f"{path}: {len(found)} answers, slowest {early:.2f} s, from second {WARM_UP:g} on {late:.2f} s\n"
        )
    sys.stdout.write(f"{portal.opened} connections were opened; the slowest answer counted took {slowest:.2f} s\n")
    return int(slowest >= given.limit)


if __name__ == "__main__":
    sys.exit(main())
