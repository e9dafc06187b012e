"""Connections to PostgreSQL that a request does not wait for without end.

`connect_timeout` covers a server that accepts a connection and stays silent. One that falls silent later (it is stopped
or the network loses everything) would be noticed after minutes, or never.
"""

import time
from typing import Any

import psycopg
from psycopg.pq import TransactionStatus

from home.admission.patience import left

BRIEF = 0.5  # seconds; answers that take less do not count
LAST = 0.1  # seconds to wait when no patience is left


class ImpatientConnection(psycopg.Connection[Any]):
    """Closed, with OperationalError, when the request has no patience left (home.admission.patience)."""

    def wait(self, gen: Any, *args: Any, **kwargs: Any) -> Any:
        seconds = left.get()
        if seconds is None:
            return super().wait(gen, *args, **kwargs)
        began = time.monotonic()
        try:
            return super().wait(gen, *args, **{**kwargs, "timeout": max(seconds[0], LAST)})
        except psycopg.OperationalError:
            if self.pgconn.transaction_status != TransactionStatus.ACTIVE:
                raise
            self.pgconn.finish()
            raise psycopg.OperationalError("PostgreSQL did not answer in time") from None
        finally:
            spent = time.monotonic() - began
            if spent > BRIEF:
                seconds[0] -= spent
