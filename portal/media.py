"""Uploaded pictures, served by the portal itself on the embedded default.

Documents are not served here: Wagtail's own view checks who may read them.
"""

import posixpath

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.views.static import serve

PUBLIC_FOLDERS = ("images/", "original_images/")


def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A file below one of PUBLIC_FOLDERS in MEDIA_ROOT.

    A rendition's name holds its filter and focal point, so it never changes; an original may be replaced.
    """
    path = posixpath.normpath(path)  # serve() does the same, and ".." must not lead out of the public folders
    if not path.startswith(PUBLIC_FOLDERS):
        raise Http404
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    immutable = path.startswith("images/")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if immutable else "public, max-age=3600"
    # An uploaded file opened by its address must not run as a page of ours.
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    if isinstance(response, FileResponse):
        response.headers["X-Content-Type-Options"] = "nosniff"
    return response
