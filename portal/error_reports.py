"""Reports of errors to a Sentry-compatible service (SENTRY_DSN), without what people typed or read.

A report is made anew from a list of what may leave: kind of error, lines of code, the pattern of the address, the id of
the request. The text of an error is left out, since it may quote a form or a row; the log has it beside the same id.
"""

from typing import Any

from portal.request_ids import current_request_id

FRAME = ("filename", "module", "function", "lineno", "context_line", "pre_context", "post_context", "in_app")
EVENT = ("event_id", "timestamp", "platform", "level", "logger", "release", "transaction", "sdk")


def start(dsn: str, **options: Any) -> None:
    import sentry_sdk  # deferred: optional

    sentry_sdk.init(
        dsn=dsn,
        before_send=scrubbed,
        send_default_pii=False,
        include_local_variables=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        auto_session_tracking=False,
        send_client_reports=False,
        **options,
    )


def scrubbed(event: Any, hint: Any) -> Any:
    """For sentry_sdk: the event that is sent instead."""
    found = {name: event[name] for name in EVENT if name in event}
    if request_id := current_request_id():
        found["tags"] = {"request_id": request_id}
    if template := (event.get("logentry") or {}).get("message"):
        found["logentry"] = {"message": template if "%" in template else "…"}  # with its gaps, not what fills them
    exceptions = (event.get("exception") or {}).get("values") or []
    found["exception"] = {
        "values": [
            {
                "type": each.get("type"),
                "module": each.get("module"),
                "stacktrace": {
                    "frames": [
                        {name: frame[name] for name in FRAME if name in frame}
                        for frame in (each.get("stacktrace") or {}).get("frames") or []
                    ]
                },
            }
            for each in exceptions
        ]
    }
    return found
