"""Uploaded pictures, served by the portal itself from any storage.

Documents are not served here: Wagtail's own view checks who may read them. A bucket stays private as a whole, since it
also holds documents and the photos of people who have only proposed something; a CDN takes the load of pictures.
"""

import mimetypes
import posixpath

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.utils.encoding import filepath_to_uri
from django.views.static import serve
from storages.backends.s3 import S3Storage

PUBLIC_FOLDERS = ("images/", "original_images/")


class ObjectStorage(S3Storage):
    """Uploads in a private S3 bucket, at the portal's own addresses."""

    def url(self, name: str, *args: object, **kwargs: object) -> str:
        return f"{settings.MEDIA_URL}{filepath_to_uri(name)}"


def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A file below one of PUBLIC_FOLDERS.

    A rendition's name holds its filter and focal point, so it never changes; an original may be replaced.
    """
    path = posixpath.normpath(path)  # serve() does the same, and ".." must not lead out of the public folders
    if not path.startswith(PUBLIC_FOLDERS):
        raise Http404
    local = isinstance(default_storage, FileSystemStorage)
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT)) if local else stored(path)
    immutable = path.startswith("images/")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if immutable else "public, max-age=3600"
    # An uploaded file opened by its address must not run scripts on the portal's origin.
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    if isinstance(response, FileResponse):
        response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def stored(path: str) -> FileResponse:
    """A file of the object storage."""
    try:
        file = default_storage.open(path)
    except FileNotFoundError:
        raise Http404 from None
    kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
    return FileResponse(file, content_type=kind)
