"""A page that was deleted and brought back: it and its translations belong together again."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import Translation

from home.i18n.languages import language_of, native_name
from home.models import BasePage, DeletedPage
from home.translations.sync.opening import copy_restrictions


def reconnect(page: BasePage) -> list[str]:
    """Resume the translations that the deletion of a page stopped, with all their strings.

    Needs a transaction. A translation becomes as private as its original. Returns sentences for the editor about what
    is not connected: a version that is deleted itself, or that became an original of its own.
    """
    stopped = Translation.objects.select_for_update(of=("self",)).filter(
        source__object_id=page.translation_key, enabled=False
    )
    rows = list(stopped.select_related("source"))  # locked first: another version may be coming back at this moment
    found = Page.objects.filter(translation_key=page.translation_key, alias_of=None).specific()
    versions: dict[int, Any] = {version.locale_id: version for version in found}
    own: set[str] = set()
    for row in rows:
        original, target = versions.get(row.source.locale_id), versions.get(row.target_locale_id)
        if original is None or target is None or page not in (original, target):
            continue
        if target.original_locale_id != original.locale_id:
            own.add(language_of(target if page == original else original))
            continue
        row.enabled = True
        row.save(update_fields=["enabled"])
        if page == target:
            copy_restrictions(original, [target])
    return [*_about_deleted(page, versions), *_about_own(own)]


def _about_deleted(page: BasePage, versions: dict[int, Any]) -> list[str]:
    deleted = DeletedPage.objects.filter(content__translation_key=str(page.translation_key))
    codes = sorted(set(deleted.values_list("language", flat=True)) - {language_of(one) for one in versions.values()})
    if codes:
        text = _("This page is still deleted in: %(languages)s. Bring that back too, and they belong together again.")
        return [text % {"languages": ", ".join(map(native_name, codes))}]
    if page.original_locale_id not in versions:
        return [_("The original of this page no longer exists. Under “Language trees” you can make it an original.")]
    return []


def _about_own(codes: set[str]) -> list[str]:
    text = _("Meanwhile another version became an original of its own, so neither follows the other: %(languages)s.")
    return [text % {"languages": ", ".join(map(native_name, sorted(codes)))}] if codes else []
