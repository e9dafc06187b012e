"""Copies the pages of an edition, in every language, as drafts: first the pages, then their links and translations."""

from typing import Any

from django.db.models import Q
from wagtail.log_actions import log
from wagtail.models import Page, PageViewRestriction

from events.editions.dates import is_only_the_year, renamed, slug_of_edition
from events.editions.links import linked_pages, with_links
from events.models import CallPage, EditionCopy, EventPage, SessionPage, sessions_of
from home import registry
from home.i18n.slugs import free_slug

NOT_PUBLISHED: dict[str, Any] = {
    "pk": None,
    "live": False,
    "has_unpublished_changes": True,
    "live_revision": None,
    "latest_revision": None,
    "latest_revision_created_at": None,
    "first_published_at": None,
    "last_published_at": None,
    "go_live_at": None,
    "expire_at": None,
    "expired": False,
    "locked": False,
    "locked_at": None,
    "locked_by": None,
}
OF_THE_PLACE = ("path", "depth", "numchild", "url_path", "wagtail_admin_comments")


def pages_to_copy(copy: EditionCopy) -> list[int]:
    """Ids of the source's pages in all languages that come along, parents first, then in the order of the menus."""
    event_pages = EventPage.objects.filter(event=copy.source_id, alias_of=None)
    wanted = Q(pk__in=event_pages.values("pk"))
    if copy.choices["pages"]:
        for path in event_pages.values_list("path", flat=True):
            wanted |= Q(path__startswith=path)
    sessions = sessions_of(copy.source) if copy.source else SessionPage.objects.none()
    staying = sessions.filter(kind__in=copy.choices["kinds"]).values("translation_key")
    others = SessionPage.objects.exclude(translation_key__in=staying)
    pages = Page.objects.filter(wanted, alias_of=None).exclude(pk__in=others.values("pk"))
    return list(pages.order_by("depth", "path").values_list("pk", flat=True))


def copy_page(copy: EditionCopy, pk: int) -> None:
    """Copy what is published of a page, else its draft; nothing if it or its parent is gone."""
    old = Page.objects.filter(pk=pk).first()
    parent = old and old.get_parent()
    if old is None or not (old.specific_class is EventPage or str(parent.pk) in copy.pages):
        return
    old = old.specific
    new = old.from_serializable_data(_content(copy, old), check_fks=False)
    names, years = names_of(copy), years_of(copy)
    new.title = new.draft_title = renamed(old.title, names=names, years=years)
    if isinstance(old, EventPage):
        new.slug = free_slug(parent, slug_of_edition(old.slug, years=years), "event")
        if old.is_original and new.title == old.title:
            copy.notes.append({"kind": "title", "text": new.title})
        old.add_sibling(pos="left", instance=new)  # the next edition comes first in menus
    else:
        Page.objects.get(pk=copy.pages[str(parent.pk)]).add_child(instance=new)
    copy.pages[str(old.pk)] = new.pk
    for restriction in old.view_restrictions.all():
        own = PageViewRestriction(
            page=new, restriction_type=restriction.restriction_type, password=restriction.password
        )
        own.save()
        own.groups.set(restriction.groups.all())
    new.save_revision(user=copy.created_by, clean=False)
    log(instance=new, action="wagtail.create", user=copy.created_by)
    if old.is_original and old.live and old.has_unpublished_changes:
        copy.notes.append({"kind": "changes", "page": new.pk})


def _content(copy: EditionCopy, old: Any) -> dict[str, Any]:
    """What the copy starts with, in Wagtail's serialised form."""
    data = old.serializable_data() | NOT_PUBLISHED
    for name in OF_THE_PLACE:
        data.pop(name, None)
    data |= {"translation_key": str(copy.translation_key(old.translation_key)), "owner": copy.created_by_id}
    for rows in data.values():
        for row in rows if isinstance(rows, list) else []:
            if isinstance(row, dict) and "pk" in row:
                row["pk"] = None
                if "translation_key" in row:
                    row["translation_key"] = str(copy.translation_key(row["translation_key"]))
    if isinstance(old, EventPage):
        data["event"] = copy.target_id
    if isinstance(old, CallPage) and not copy.choices["questions"]:
        data["prompts"] = "[]"
    if isinstance(old, SessionPage):  # nobody has agreed yet, and nothing is recorded
        data |= {"session_speakers": [], "recordings": []}
    return data


def names_of(copy: EditionCopy) -> tuple[str, str]:
    return (copy.source.name if copy.source else copy.target.name), copy.target.name


def years_of(copy: EditionCopy) -> tuple[int, int]:
    source = copy.source or copy.target
    return source.starts_at.year, copy.target.starts_at.year


def settle_page(copy: EditionCopy, pk: int) -> None:
    """Let the links of a copy lead to the copies, in all its languages, and give it the translations of its original.

    Once for all languages, so nothing happens for a page that is a translation of another one.
    """
    old = Page.objects.filter(pk=pk).first()
    if old is None or str(pk) not in copy.pages or (old := old.specific).original.pk != pk:
        return
    for version in type(old).objects.filter(translation_key=old.translation_key):
        if str(version.pk) in copy.pages:
            _relink(copy, version, type(old).objects.get(pk=copy.pages[str(version.pk)]))
    new = type(old).objects.get(pk=copy.pages[str(pk)])
    names, years = names_of(copy), years_of(copy)

    def rename(place: str, text: str) -> str:
        if place == "slug" and isinstance(old, EventPage):
            return slug_of_edition(text, years=years)
        return renamed(text, names=names, years=years) if place == "title" else text

    settled = {"slug", "title"} if is_only_the_year(old.title, names=names, years=years) else {"slug"}
    ids = {int(one): other for one, other in copy.pages.items()}
    registry.copied_translations["copy"](old, new, pages=ids, rename=rename, settled=settled)
    if any(word in new.search_text for word in {names[0], str(years[0])} - {names[1], str(years[1])}):
        copy.notes.append({"kind": "year", "page": new.pk})
    texts = f"{'' if isinstance(new, EventPage) else new.title} {new.seo_title} {new.search_text}"
    titles = EventPage.objects.filter(event=copy.source_id, locale=old.locale_id).values_list("title", flat=True)
    copy.notes += [{"kind": "old_title", "page": new.pk, "text": title} for title in titles if title in texts]


def _relink(copy: EditionCopy, old: Any, new: Any) -> None:
    """A link to a page of the last edition that did not come along leads to the event page, and is noted."""
    data = new.serializable_data()
    links = linked_pages(type(new), data)
    above = str(next((pk for pk in _edition_above(old) if str(pk) in copy.pages), ""))
    others = [pk for pk in links if str(pk) not in copy.pages]
    paths = _edition_paths(copy) if others else ()
    lost = {page.pk: page.title for page in Page.objects.filter(pk__in=others) if page.path.startswith(paths)}

    def follow(pk: int) -> int:
        return copy.pages.get(str(pk)) or (copy.pages.get(above) if pk in lost else None) or pk

    if any(follow(pk) != pk for pk in links):
        copy.notes += [{"kind": "link", "page": new.pk, "text": title} for title in lost.values() if old.is_original]
        page = new.with_content_json(with_links(type(new), data, follow))
        page.save()
        page.save_revision(user=copy.created_by, clean=False)


def _edition_above(page: Any) -> list[int]:
    return [above.pk for above in page.get_ancestors(inclusive=True) if above.specific_class is EventPage]


def _edition_paths(copy: EditionCopy) -> tuple[str, ...]:
    return tuple(EventPage.objects.filter(event=copy.source_id).values_list("path", flat=True))
