"""One stylesheet out of many: component files are concatenated when static files are collected."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

STYLESHEET = "home/css/site.css"
IMPORT = re.compile(r'@import url\("(?P<file>[\w.]+)"\) layer\((?P<layer>\w+)\);')
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def bundle(stylesheet: str, read: Callable[[str], str]) -> str:
    """`stylesheet` with each import replaced by what `read` gives for its file name, in the layer it names.

    Comments and indentation go too. The files lie beside the stylesheet, so their relative addresses stay right.
    """
    whole = IMPORT.sub(lambda found: f"@layer {found['layer']} {{{read(found['file'])}}}", stylesheet)
    return re.sub(r"\s*([{};])\s*", r"\1", re.sub(r"\s+", " ", COMMENT.sub("", whole))).strip()


class BundledStylesheet:
    """Stands in for the storage that the stylesheet was found in, and opens it with its imports written in."""

    def __init__(self, source: Any, path: str) -> None:
        self.source, self.folder = source, path.removesuffix("site.css")

    def open(self, path: str) -> ContentFile:
        return ContentFile(bundle(self._read("site.css"), self._read).encode())

    def _read(self, name: str) -> str:
        with self.source.open(self.folder + name) as file:
            return file.read().decode()


class SiteStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Hashed, compressed, immutable (whitenoise), with the site's stylesheet in one piece."""

    support_js_module_import_aggregation = True  # a script that imports another one names its hash

    def post_process(self, paths: dict[str, Any], *args: Any, **options: Any) -> Iterator[Any]:
        if STYLESHEET in paths:
            source, path = paths[STYLESHEET]
            paths = {**paths, STYLESHEET: (BundledStylesheet(source, path), path)}
        yield from super().post_process(paths, *args, **options)
