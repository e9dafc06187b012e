"""Who may do what with a translation: page rights for pages, model rights and language for snippets."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import DraftStateMixin, LockableMixin, Page, TranslatableMixin
from wagtail.permissions import page_permission_policy
from wagtail.snippets.permissions import get_permission_name, user_can_edit_snippet_type
from wagtail_localize.models import TranslatableObject, Translation

from home.page_privacy import public_q
from home.roles import languages_of_translator

MANAGE_PERMISSION = "wagtail_localize.submit_translation"


def bound_languages(user: Any) -> list[str] | None:
    """The languages a user is bound to by the translators' groups; None for editors, who work in all of them."""
    return None if user.has_perm(MANAGE_PERMISSION) else languages_of_translator(user)


def works_in(user: Any, code: str) -> bool:
    """Whether the user may change texts of language `code` at all: only the translators' groups bind to languages."""
    return user.has_perm(MANAGE_PERMISSION) or code in (languages_of_translator(user) or [code])


def may_edit(user: Any, instance: Any) -> bool:
    """Whether the user may edit this page, or this snippet in its language."""
    if isinstance(instance, Page):
        return instance.permissions_for_user(user).can_edit()
    if not user_can_edit_snippet_type(user, type(instance)):
        return False
    return not isinstance(instance, TranslatableMixin) or works_in(user, instance.locale.language_code)


def may_publish(user: Any, instance: Any) -> bool:
    if isinstance(instance, Page):
        return instance.permissions_for_user(user).can_publish()
    if isinstance(instance, DraftStateMixin) and not user.has_perm(get_permission_name("publish", type(instance))):
        return False
    return may_edit(user, instance)


def may_submit(user: Any, instance: Any) -> bool:
    """Whether the user may open translations of this page or snippet: wagtail-localize asks for the first half only."""
    return user.has_perm(MANAGE_PERMISSION) and may_edit(user, instance)


def is_locked_for(user: Any, instance: Any) -> bool:
    """Whether somebody else's lock (or a schedule) prevents the user from changing this."""
    lock = instance.get_lock() if isinstance(instance, LockableMixin) else None
    return bool(lock and lock.for_user(user))


def may_read_source(user: Any, page: Page) -> bool:
    """Whether the user may see drafts of this page: who edits it, and who translates it."""
    if may_edit(user, page):
        return True
    targets = Translation.objects.filter(source__object_id=page.translation_key, source__locale_id=page.locale_id)
    locales = targets.values_list("target_locale_id", flat=True)
    pages = Page.objects.filter(translation_key=page.translation_key, locale_id__in=locales)
    return any(may_edit(user, target) for target in pages)


def readable_units(user: Any) -> Q:
    """The sentences of the memory that the user may read: without rights on pages, those of snippets and of pages that
    everybody reads."""
    if page_permission_policy.user_has_any_permission(user, ["add", "change", "publish"]):
        return Q()
    of_pages = ContentType.objects.get_for_model(Page)
    snippets = TranslatableObject.objects.exclude(content_type=of_pages).values("translation_key")
    pages = Page.objects.filter(public_q()).values("translation_key")
    return Q(object_id__in=snippets) | Q(object_id__in=pages)
