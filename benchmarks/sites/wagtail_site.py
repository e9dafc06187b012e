"""A site as `wagtail start` makes it, on SQLite, with its stock home page and production settings."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.sites.servers import Server, gunicorn

SETTINGS = """
SECRET_KEY = "benchmark"
ALLOWED_HOSTS = ["*"]
"""
# Django's page cache, in the memory of each process; it is not invalidated when an editor publishes.
CACHED = """
from .base import MIDDLEWARE
MIDDLEWARE = [
    "django.middleware.cache.UpdateCacheMiddleware", *MIDDLEWARE, "django.middleware.cache.FetchFromCacheMiddleware"
]
"""


@contextmanager
def wagtail_site(folder: Path, *, cached: bool = False) -> Iterator[Server]:
    programs = Path(sys.executable).parent
    folder.mkdir()
    environment = {
        **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        "DJANGO_SETTINGS_MODULE": "stock.settings.production",
    }

    def run(*command: str | Path) -> None:
        subprocess.run(command, cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)

    run(programs / "wagtail", "start", "stock", folder)
    (folder / "stock/settings/local.py").write_text(SETTINGS + CACHED * cached)
    run(sys.executable, "manage.py", "migrate", "--verbosity=0")
    run(sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity=0")
    with gunicorn("stock.wsgi", folder=folder, DJANGO_SETTINGS_MODULE="stock.settings.production") as server:
        yield server
