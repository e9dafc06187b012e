"""wagtail-localize's stored source of a page or snippet, written in about twenty queries however long the text is.

TranslationSource.update_or_create_from_instance does the same with four queries for every string.
"""

import json
import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone
from modelcluster.models import ClusterableModel, get_serializable_data_for_fields
from wagtail.models import Page
from wagtail_localize.fields import get_translatable_fields
from wagtail_localize.models import (
    OverridableSegment,
    RelatedObjectSegment,
    String,
    StringSegment,
    Template,
    TemplateSegment,
    TranslatableObject,
    TranslationContext,
    TranslationSource,
    get_schema_version,
)
from wagtail_localize.segments import (
    OverridableSegmentValue,
    RelatedObjectSegmentValue,
    StringSegmentValue,
    TemplateSegmentValue,
)
from wagtail_localize.segments.extract import extract_segments


def source_of(instance: Any, *, lock: bool = False) -> TranslationSource | None:
    """The stored source in the instance's own language."""
    sources = TranslationSource.objects.select_for_update() if lock else TranslationSource.objects.all()
    return sources.filter(object_id=instance.translation_key, locale_id=instance.locale_id).first()


@transaction.atomic(savepoint=False)
def store_source(instance: Any, *, now: datetime | None = None) -> TranslationSource:
    """Store the present (published) content of a source, so that it can be translated. Repeating changes nothing.

    `now` (aware, UTC) is before the instance was read, so that what is published meanwhile counts as newer.
    """
    if isinstance(instance, Page):
        instance = instance.specific
    source = source_of(instance, lock=True)
    if source is None:  # or another process is storing it now: then its row is waited for here
        found, _created = TranslatableObject.objects.get_or_create_from_instance(instance)
        source = source_of(instance, lock=True) or TranslationSource(object=found, locale_id=instance.locale_id)
    is_new = source.pk is None
    source.specific_content_type = ContentType.objects.get_for_model(type(instance))
    source.object_repr = str(instance)[:200]
    source.content_json = content_of(instance)
    source.schema_version = get_schema_version(instance._meta.app_label)
    source.last_updated_at = now or timezone.now()
    source.save()
    _store_segments(source, instance, is_new=is_new)
    return source


def has_same_content(source: TranslationSource, instance: Any) -> bool:
    """Whether the stored source equals this content: words, and what is copied with them."""
    fields = [field.field_name for field in get_translatable_fields(type(instance))]
    stored, present = json.loads(source.content_json), json.loads(content_of(instance))
    return all(stored.get(name) == present.get(name) for name in fields)


def content_of(instance: Any) -> str:
    if isinstance(instance, ClusterableModel):
        return instance.to_json()
    return json.dumps(get_serializable_data_for_fields(instance), cls=DjangoJSONEncoder)


def _store_segments(source: TranslationSource, instance: Any, *, is_new: bool) -> None:
    values = extract_segments(instance)
    contexts = _contexts(source, instance, {value.path for value in values})
    rows: dict[type, list[Any]] = {
        model: [] for model in (StringSegment, TemplateSegment, RelatedObjectSegment, OverridableSegment)
    }
    strings = _strings(source.locale_id, {v.string.data for v in values if isinstance(v, StringSegmentValue)})
    templates = _templates([value for value in values if isinstance(value, TemplateSegmentValue)])
    for value in values:
        common = {"source": source, "context": contexts[value.path], "order": value.order}
        if isinstance(value, TemplateSegmentValue):
            rows[TemplateSegment].append(TemplateSegment(**common, template=templates[_template_key(value)]))
        elif isinstance(value, RelatedObjectSegmentValue):
            related, _created = TranslatableObject.objects.get_or_create(
                content_type=value.content_type, translation_key=value.translation_key
            )
            rows[RelatedObjectSegment].append(RelatedObjectSegment(**common, object=related))
        elif isinstance(value, OverridableSegmentValue):
            data = json.dumps(value.data, cls=DjangoJSONEncoder)
            rows[OverridableSegment].append(OverridableSegment(**common, data_json=data))
        else:
            attrs = json.dumps(value.attrs, cls=DjangoJSONEncoder)
            rows[StringSegment].append(StringSegment(**common, string=strings[value.string.data], attrs=attrs))
    for model, wanted in rows.items():
        _replace(source, model, wanted, is_new=is_new)


def _replace(source: TranslationSource, model: Any, wanted: list[Any], *, is_new: bool) -> None:
    """Keep rows that represent the same thing, because an open editor may still save to them."""
    names = [field.attname for field in model._meta.concrete_fields if not field.primary_key]
    there = [] if is_new else model.objects.filter(source=source)
    kept = {tuple(getattr(row, name) for name in names): row.pk for row in there}
    missing = [row for row in wanted if kept.pop(tuple(getattr(row, name) for name in names), None) is None]
    if kept:
        model.objects.filter(pk__in=kept.values()).delete()
    if missing:
        model.objects.bulk_create(missing)


def _strings(locale_id: int, texts: set[str]) -> dict[str, String]:
    """Like String.from_value, but without a query for each; there is no public function for the hash."""
    hashes = {String._get_data_hash(text): text for text in texts}
    known = String.objects.filter(locale_id=locale_id)
    found = {string.data_hash: string for string in known.filter(data_hash__in=hashes)}
    new = [String(locale_id=locale_id, data_hash=h, data=text) for h, text in hashes.items() if h not in found]
    if new:
        String.objects.bulk_create(new, ignore_conflicts=True)
        hashes_of_new = [string.data_hash for string in new]
        found.update({string.data_hash: string for string in known.filter(data_hash__in=hashes_of_new)})
    return {text: found[h] for h, text in hashes.items()}


def _contexts(source: TranslationSource, instance: Any, paths: set[str]) -> dict[str, TranslationContext]:
    """Like TranslationContext.save, but in bulk; there is no public function for the id of a path."""
    known = TranslationContext.objects.filter(object_id=source.object_id)
    found = {context.path: context for context in known.all() if context.path in paths}
    new = [
        TranslationContext(object_id=source.object_id, path=path, path_id=TranslationContext._get_path_id(path))
        for path in sorted(paths - set(found))
    ]
    for context in new:
        # get_field_path saves the row at once; all new rows are inserted together below instead
        context.save = lambda **kwargs: None
        context.get_field_path(instance)
        del context.save
    if new:
        TranslationContext.objects.bulk_create(new)
        found.update({context.path: context for context in new})
    return found


def _template_key(value: TemplateSegmentValue) -> Any:
    return uuid.uuid5(uuid.uuid5(Template.BASE_UUID_NAMESPACE, value.format), value.template)


def _templates(values: Iterable[TemplateSegmentValue]) -> dict[Any, Template]:
    wanted = {_template_key(value): value for value in values}
    if not wanted:
        return {}
    found = {template.uuid: template for template in Template.objects.filter(uuid__in=wanted)}
    new = [
        Template(uuid=key, template=v.template, template_format=v.format, string_count=v.string_count)
        for key, v in wanted.items()
        if key not in found
    ]
    if new:
        Template.objects.bulk_create(new, ignore_conflicts=True)
        found.update({t.uuid: t for t in Template.objects.filter(uuid__in=[template.uuid for template in new])})
    return found
