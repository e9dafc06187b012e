"""Speakers and sessions: new pages as drafts, changes as drafts of the pages that are there."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from events.consents.recordings import may_show_recording
from events.imports.models import ImportRun, ImportStep, SourceKind
from events.imports.photos import photo_or_reason
from events.imports.plan import Facts, default_of, is_same
from events.imports.present import people, sessions
from events.imports.writing import Written, locale_id, pointers_of, remember, save_draft, target_of
from events.models import Recording, SessionPage, SessionSpeaker, SessionTheme, SpeakerPage
from events.submissions.pages.parents import find_or_create_programme_page, find_or_create_speakers_page
from home import registry
from home.i18n.slugs import free_slug


def write_page(run: ImportRun, step: ImportStep) -> Written:
    """Raises StepFailed, and NoParentPage where the language has no tree."""
    return _change(run, step) if step.data["pk"] else _create(run, step)


def _create(run: ImportRun, step: ImportStep) -> Written:
    facts, written = step.data["facts"], Written()
    locale = Locale.objects.get(pk=locale_id(step.data["language"]))
    parent: Page
    page: Any
    if step.kind == SourceKind.PERSON:
        parent, page = find_or_create_speakers_page(locale), SpeakerPage()
        title, otherwise = facts["name"], "speaker"
    else:
        parent, page = find_or_create_programme_page(run.event, locale), SessionPage()
        title, otherwise = facts["title"], "session"
    page.locale, page.live, page.owner = locale, False, run.created_by
    page.title, page.slug = title, free_slug(parent, title, otherwise)
    _fill(run, page, facts, written)
    parent.add_child(instance=page)
    revision = page.save_revision(user=run.created_by)
    _translate(run, page, facts, written)
    source = remember(run, step.kind, step.data["key"], page.pk, step.data["all"])
    written.undo |= {"created": page.pk, "revision": revision.pk, "source": source}
    return written


def _change(run: ImportRun, step: ImportStep) -> Written:
    """Fields that somebody changed since the preview stay, and are said."""
    pk, written = step.data["pk"], Written()
    model: Any = SpeakerPage if step.kind == SourceKind.PERSON else SessionPage
    page = model.objects.get(pk=pk)
    found = people([pk]) if step.kind == SourceKind.PERSON else sessions(run.event, [pk])
    present = found[pk].facts if pk in found else {}
    facts: Facts = {}
    for name, value in step.data["facts"].items():
        if is_same(name, present.get(name, default_of(name)), step.data["before"][name]):
            facts[name] = value
        else:
            written.notes.append(_("It was changed after the preview and stays: {field}").format(field=name))
    written.undo["page"] = {"pk": pk, "before": pointers_of(page)}
    if any(":" not in name for name in facts):
        if not page.latest_revision_id:
            page.save_revision(user=run.created_by)
            page.refresh_from_db()
            written.undo["page"]["before"] = pointers_of(page)
        draft = page.get_latest_revision_as_object()
        _fill(run, draft, facts, written)
        if step.kind == SourceKind.PERSON and "name" in facts:
            if page.live:
                written.notes.append(_("The address of the page still has the former name."))
            else:
                draft.slug = free_slug(page.get_parent(), facts["name"], "speaker", page=page)
        written.undo["page"]["revision"] = save_draft(draft, run.created_by).pk
    _translate(run, page, facts, written)
    written.undo["source"] = remember(run, step.kind, step.data["key"], pk, step.data["all"])
    return written


def _fill(run: ImportRun, page: Any, facts: Facts, written: Written) -> None:
    for name in ("title", "abstract", "kind", "role", "pronouns", "biography", "answers_in"):
        if name in facts:
            setattr(page, name, facts[name])
    if "name" in facts:
        page.title = facts["name"]
    if facts.get("photo"):
        image, reason = photo_or_reason(bytes(run.photos), facts["photo"], page.title)
        if image is None:
            written.notes.append(_("No photo: {reason}").format(reason=reason))
        else:
            page.photo = image
            written.undo.setdefault("images", []).append(image.pk)
    if "body" in facts:
        blocks = [{"type": "text", "value": {"text": facts["body"]}}] if facts["body"] else []
        page.body = SessionPage._meta.get_field("body").to_python(blocks)
    if "speakers" in facts:
        ids = [target_of(run, SourceKind.PERSON, token) for token in facts["speakers"]]
        known = SpeakerPage.objects.in_bulk([pk for pk in ids if pk])
        page.session_speakers = [
            SessionSpeaker(speaker=known[pk], sort_order=at) for at, pk in enumerate(ids) if pk in known
        ]
        if len(known) < len(set(ids)):
            written.notes.append(_("A speaker is missing, because their page could not be made."))
    if "themes" in facts:
        ids = [target_of(run, SourceKind.THEME, token) for token in facts["themes"]]
        page.session_themes = [SessionTheme(tag_id=pk, locale_id=page.locale_id) for pk in ids if pk]
    if facts.get("recordings") and page.pk and not may_show_recording(page):
        written.notes.append(_("A speaker said no to a recording, so its address is left out."))
    elif "recordings" in facts:
        page.recordings = [
            Recording(url=url, language=language, sort_order=at)
            for at, (url, language) in enumerate(facts["recordings"])
        ]


def _translate(run: ImportRun, page: Page, facts: Facts, written: Written) -> None:
    by_language: dict[str, dict[str, str]] = {}
    for name, value in facts.items():
        field, sign, code = name.partition(":")
        if sign and value:
            by_language.setdefault(code, {})[field] = value
    for code, words in by_language.items():
        given = registry.given_translations["give"](
            page, code, words, to_check=bool(run.choices.get("checks_translations", True)), user=run.created_by
        )
        written.undo.setdefault("translations", []).append(given.undo)
        if given.left:
            written.notes.append(
                _("The text in “{language}” has other paragraphs than the original, so it is left out.").format(
                    language=code
                )
            )
