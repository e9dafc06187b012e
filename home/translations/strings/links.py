"""Where the links of an original lead, as the workshop names them."""

import json

from wagtail.documents import get_document_model
from wagtail.models import Page
from wagtail_localize.models import StringSegment


def link_names(segments: list[StringSegment]) -> dict[tuple[int, str], str]:
    """Number of the segment and id of the link → address, or the title of the page or document; empty if it is gone."""
    links = {(one.pk, name): link for one in segments for name, link in (json.loads(one.attrs or "{}") or {}).items()}
    titles: dict[tuple[str, str], str] = {}
    for kind, model in (("page", Page), ("document", get_document_model())):
        wanted = {link["id"] for link in links.values() if link.get("linktype") == kind}
        if wanted:
            found = model.objects.filter(pk__in=wanted).values_list("pk", "title")
            titles |= {(kind, str(pk)): title for pk, title in found}
    return {
        key: link.get("href", "").removeprefix("mailto:")
        or titles.get((link.get("linktype", ""), str(link.get("id", ""))), "")
        for key, link in links.items()
    }
