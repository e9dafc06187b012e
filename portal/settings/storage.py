"""Database, cache and file storage."""

import json
import os
from pathlib import Path
from typing import Any

from portal.settings.environment import ROOT, address, database, number, read, text

VAR_DIR = Path(text("PORTAL_VAR_DIR", str(ROOT / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)
_memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")  # bytes
WEB_CONCURRENCY = number("WEB_CONCURRENCY", 1 if _memory < 1_500_000_000 else 2, least=1)  # portal.gunicorn: processes
WEB_THREADS = number("WEB_THREADS", 4, least=1)  # home.admission: requests that each works on at once
MAX_REQUEST_BYTES = number("MAX_REQUEST_MB", 25, least=1) * 1_000_000  # portal.web.body_size, portal.web.worker
KEPT_PAGES_BYTES = number("KEPT_PAGES_MB", 32, least=1) * 1_000_000  # home.caching.memory, of each process

# --- database: SQLite beside the code, or whatever DATABASE_URL names
DATABASES: dict[str, dict[str, Any]] = {
    "default": read(
        "DATABASE_URL",
        database,
        "postgres://user:password@host:5432/name (special characters in the password written as %xx), or "
        "sqlite:////path/to/file",
        database(f"sqlite:///{VAR_DIR / 'portal.sqlite3'}"),
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Several processes write. Without IMMEDIATE a transaction that read first cannot wait for the lock and fails at
    # once; with less than FULL a power cut can undo the last commits (portal.checks refuses anything else). Read
    # through the memory that the system keeps of the file: SQLite's own 2 MB are too few for a search among many pages.
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA mmap_size=134217728;",
    }
else:
    from portal.postgres import ImpatientConnection  # takes memory that SQLite needs no part of

    # At most one connection per thread of a process; dropped connections are replaced. If the server is away, a request
    # waits for 2 seconds, and the pool looks for it every few seconds.
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {
        "min_size": 1,
        "max_size": WEB_THREADS,
        "timeout": 2,
        "reconnect_timeout": 4,
        "connection_class": ImpatientConnection,
    }
    DATABASES["default"]["OPTIONS"].setdefault("connect_timeout", 2)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

# --- cache: each process its own, or one for all
REDIS_URL = read("REDIS_URL", address("redis", "rediss", "unix"), "redis://host:6379/0 (or rediss://, unix://)", "")
if REDIS_URL:
    CACHES = {"default": {"BACKEND": "home.caching.redis_cache.RedisCache", "LOCATION": REDIS_URL}}
# Where a CDN stands in front: the settings of wagtail.contrib.frontend_cache, as JSON. Publishing purges it.
WAGTAILFRONTENDCACHE = read("FRONTEND_CACHE", lambda value: dict(json.loads(value)), "an object in JSON", {})

# --- files
STATIC_URL = "/static/"
STATIC_ROOT = Path(text("PORTAL_STATIC_DIR", str(VAR_DIR / "static")))
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "home.design.css_bundle.SiteStaticFilesStorage"},
}
if text("S3_BUCKET"):
    STORAGES["default"] = {
        "BACKEND": "portal.media.object_storage.ObjectStorage",
        "OPTIONS": {
            "bucket_name": text("S3_BUCKET"),
            "endpoint_url": text("S3_ENDPOINT_URL") or None,
            "region_name": text("S3_REGION") or None,
            "access_key": text("S3_ACCESS_KEY_ID") or None,
            "secret_key": text("S3_SECRET_ACCESS_KEY") or None,
            "file_overwrite": False,
        },
    }
