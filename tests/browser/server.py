"""Django's live server, which stops only after it has answered every request."""

import threading
from typing import Any

from django.core.servers.basehttp import ThreadedWSGIServer

PATIENCE = 60  # seconds


class Server(ThreadedWSGIServer):
    """Waits for pending requests (Wagtail's editor saves by itself) before the test's database is deleted."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.running: list[threading.Thread] = []

    def process_request(self, request: Any, client_address: Any) -> None:
        thread = threading.Thread(target=self.process_request_thread, args=(request, client_address), daemon=True)
        self.running.append(thread)
        thread.start()

    def server_close(self) -> None:
        super().server_close()
        for thread in self.running:
            thread.join(PATIENCE)
        still = [thread.name for thread in self.running if thread.is_alive()]
        assert not still, f"{len(still)} requests are not answered after {PATIENCE} s"
