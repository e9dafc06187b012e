"""The links of the footer to pages of the last edition: in a draft, they lead to the next one."""

import json

from events.editions.links import linked_pages, with_links
from events.models import EditionCopy
from home.frame import published_versions
from home.models import Footer


def link_in_footer(copy: EditionCopy) -> None:
    """Only the original of the footer changes; its translations follow when it is published."""
    shown = published_versions(Footer.objects.all())
    if not shown:
        return
    footer = Footer.objects.get(pk=shown[-1][0].pk)
    draft = footer.get_latest_revision_as_object()
    block = draft.columns.stream_block
    data = {"columns": json.dumps(block.get_prep_value(draft.columns))}
    if not any(str(pk) in copy.pages for pk in linked_pages(Footer, data)):
        return
    changed = with_links(Footer, data, lambda pk: copy.pages.get(str(pk), pk))
    draft.columns = block.to_python(json.loads(changed["columns"]))
    before = footer.latest_revision_id
    revision = draft.save_revision(user=copy.created_by, clean=False)
    copy.footer = {"pk": footer.pk, "before": before, "revision": revision.pk}
    copy.notes.append({"kind": "footer", "footer": footer.pk})


def restore_footer(copy: EditionCopy) -> None:
    """Take the draft back, where nothing came after it."""
    if not copy.footer:
        return
    footer = Footer.objects.filter(pk=copy.footer["pk"], latest_revision=copy.footer["revision"]).first()
    if footer is not None and footer.live_revision_id != copy.footer["revision"]:
        before, draft = copy.footer["before"], footer.latest_revision
        Footer.objects.filter(pk=footer.pk).update(
            latest_revision=before, has_unpublished_changes=before != footer.live_revision_id
        )
        draft.delete()
