"""System checks for the conventions of the project."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as CheckWarning
from django.db import connections, models
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations
from wagtail.models import GroupPagePermission, Locale, Page, TranslatableMixin

from home import registry

# Kept by Wagtail and modelcluster themselves, or never the same in two languages.
NOT_CONTENT = {"translation_key", "locale", "path", "depth", "numchild", "original_locale"}
NOT_CONTENT |= {"go_live_at", "expire_at", "first_published_at"}


def own_models() -> list[type[models.Model]]:
    """Concrete translatable models of this project's apps."""
    own = {config.label for config in apps.get_app_configs() if config.name.split(".")[0] in {"home", "events"}}
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label in own and issubclass(model, TranslatableMixin) and not model._meta.proxy
    ]


def content_fields(model: type[models.Model]) -> set[str]:
    """Fields and inlines that an editor fills in on this very model."""
    inherited = {field.name for field in Page._meta.get_fields()} if issubclass(model, Page) else set()
    fields = {
        field.name
        for field in model._meta.concrete_fields
        if field.editable and not field.primary_key and not isinstance(field, ParentalKey)
    }
    children = {relation.name for relation in get_all_child_relations(model)}
    return (fields | children) - inherited - NOT_CONTENT


@register()
def translation_rules_declared(**kwargs: Any) -> list[CheckMessage]:
    """Every page type and translatable snippet says which fields are words and which are facts (home.E001, E002)."""
    errors: list[CheckMessage] = []
    for model in own_models():
        declared = model.__dict__.get("translatable_fields")
        if declared is None:
            errors.append(Error("declares no translatable_fields.", obj=model, id="home.E001"))
            continue
        missing = content_fields(model) - {field.field_name for field in declared}
        if missing:
            names = ", ".join(sorted(missing))
            errors.append(Error(f"says nothing about the translation of: {names}.", obj=model, id="home.E002"))
    return errors


@register()
def registrations_complete(**kwargs: Any) -> list[CheckMessage]:
    """Each name that home.registry needs is registered by an app (home.E003)."""
    asked: dict[str, registry.Registry[Any]] = {
        "listings": registry.listings,
        "after_migrate": registry.after_migrate,
        "copied_translations": registry.copied_translations,
        "given_translations": registry.given_translations,
    }
    return [
        Error(f"no app has registered {name!r} in home.registry.{kind}.", id="home.E003")
        for kind, offers in asked.items()
        for name in offers.missing()
    ]


@register(Tags.database)
def no_group_of_wagtail_publishes(**kwargs: Any) -> list[CheckMessage]:
    """Wagtail's Moderators, who may publish every page, are gone unless somebody was a member (home.W001)."""
    messages: list[CheckMessage] = []
    for alias in kwargs["databases"] or []:
        tables = connections[alias].introspection.table_names()
        if not {Group._meta.db_table, GroupPagePermission._meta.db_table} <= set(tables):
            continue  # before the first migrate
        publish = {"page_permissions__permission__codename": "publish_page", "page_permissions__page__depth": 1}
        if Group.objects.using(alias).filter(name="Moderators", **publish).exists():
            hint = "Give its members one of the portal's groups, then delete it under Settings → Groups."
            messages.append(
                CheckWarning("Wagtail's group Moderators may publish every page.", hint=hint, id="home.W001")
            )
    return messages


@register(Tags.database)
def no_language_is_left_behind(**kwargs: Any) -> list[CheckMessage]:
    """Live pages in a language that was taken out of PORTAL_LANGUAGES, which nobody sees any more (home.W002)."""
    messages: list[CheckMessage] = []
    for alias in kwargs["databases"] or []:
        tables = connections[alias].introspection.table_names()
        if not {Page._meta.db_table, Locale._meta.db_table} <= set(tables):
            continue  # before the first migrate
        pages = Page.objects.using(alias).filter(live=True, depth__gt=1)
        left = pages.exclude(locale__language_code__in=settings.PORTAL_LANGUAGES).order_by()
        for code, count in left.values_list("locale__language_code").annotate(count=models.Count("pk")):
            hint = (
                "Add it to PORTAL_LANGUAGES again, or unpublish its pages first. Its addresses lead to other languages."
            )
            messages.append(
                CheckWarning(
                    f"{count} live pages are in {code}, which is no language of the portal.", hint=hint, id="home.W002"
                )
            )
    return messages
