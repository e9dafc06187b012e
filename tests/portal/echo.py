"""A WSGI application without Django, to see what the web server gives it."""

import json
import time
from typing import Any


def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    if environ["PATH_INFO"] == "/slow":
        time.sleep(2)
    shown = {name: value for name, value in environ.items() if isinstance(value, str)}
    body = json.dumps(shown | {"read": len(environ["wsgi.input"].read())}).encode()
    start_response("200 OK", [("Content-Length", str(len(body)))])
    return [body]
