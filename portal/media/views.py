"""Uploaded pictures, served by the portal itself from any storage.

Documents are not served here: Wagtail's own view checks who may read them. A bucket stays private as a whole, since it
also holds documents and the photos of people who have only proposed something; a CDN takes the load of pictures.
"""

import mimetypes
import posixpath
import re

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.views.static import serve
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex

PUBLIC_FOLDERS = ("images/", "original_images/")
MAX_PATH, MAX_NAME = 1024, 255  # bytes: of a key in object storage, of a name on file systems
PROPOSED = re.compile(r"(?:original_)?images/(proposed-[0-9a-f]{32})\.")  # photos that came with a proposal


def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A file below one of PUBLIC_FOLDERS.

    A rendition's name holds its filter and focal point, so it never changes; an original may be replaced. A photo that
    came with a proposal is shown to those who may read a page with it, and to users of the admin before.
    """
    path = posixpath.normpath(path)  # serve() does the same, and ".." must not lead out of the public folders
    if not path.startswith(PUBLIC_FOLDERS):
        raise Http404
    proposed = PROPOSED.match(path)
    if proposed and not (
        is_on_readable_page(proposed[1], request) or request.user.has_perm("wagtailadmin.access_admin")
    ):
        raise Http404
    if not may_be_stored(path):
        raise Http404
    local = isinstance(default_storage, FileSystemStorage)
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT)) if local else stored(path)
    if proposed:
        response.headers["Cache-Control"] = "private, max-age=3600"  # it may stop being public
    elif path.startswith("images/"):
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    else:
        response.headers["Cache-Control"] = "public, max-age=3600"
    # An uploaded file opened by its address must not run scripts on the portal's origin.
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    if isinstance(response, FileResponse):
        response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def may_be_stored(path: str) -> bool:
    """Whether any storage can have a file of this name: others answer an error instead of "not found"."""
    return len(path.encode()) <= MAX_PATH and all(len(part.encode()) <= MAX_NAME for part in path.split("/"))


def is_on_readable_page(mark: str, request: HttpRequest) -> bool:
    """Whether a live page that the reader may open shows the image whose file has this name."""
    image = get_image_model().objects.filter(file__startswith=f"original_images/{mark}.").first()
    if image is None:
        return False
    pages = ReferenceIndex.get_references_to(image).values_list("object_id", flat=True)
    live = Page.objects.live().filter(pk__in=[int(pk) for pk in pages if pk.isdecimal()])
    return any(all(one.accept_request(request) for one in page.get_view_restrictions()) for page in live)


def stored(path: str) -> FileResponse:
    """A file of the object storage."""
    try:
        file = default_storage.open(path)
    except FileNotFoundError:
        raise Http404 from None
    kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
    return FileResponse(file, content_type=kind)
