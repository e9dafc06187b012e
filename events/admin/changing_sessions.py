"""Kind, themes and languages of many sessions at once, from the list of pages. Wagtail itself can publish them."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction

from events.enums import LanguageRole, SessionKind
from events.fields import LanguagesByRole, LanguagesByRoleFormField
from events.models import SessionPage, SessionTheme, Theme, Timetable
from events.models.themes import original_themes


class SessionsForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("as it is")), *((one.value, one.label) for one in SessionKind)]
    )
    add = forms.ModelMultipleChoiceField(
        label=_("Add themes"), required=False, queryset=Theme.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    remove = forms.ModelMultipleChoiceField(
        label=_("Remove themes"), required=False, queryset=Theme.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    languages = LanguagesByRoleFormField(
        label=_("Languages in the timetable"),
        help_text=_("What you tick replaces what the slots of these sessions have in that row. Other rows stay."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["add"].queryset = fields["remove"].queryset = original_themes()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not any(cleaned.get(name) for name in self.fields) and not self.errors:
            raise forms.ValidationError(_("Please choose what to change."))
        return cleaned


class ChangeSessions(PageBulkAction):
    """Of original sessions alone: translations follow them."""

    display_name = _("Change sessions")
    action_type = "change_sessions"
    aria_label = _("Change kind, themes or languages of the selected sessions")
    template_name = "events/admin/change_sessions.html"
    form_class = SessionsForm
    action_priority = 60

    def check_perm(self, page: Any) -> bool:
        specific = page.specific_deferred
        is_session = isinstance(specific, SessionPage) and specific.is_original
        rights = page.permissions_for_user(self.request.user)
        return is_session and bool(rights.can_edit()) and not rights.page_locked()

    def get_form(self, form_class: Any = None) -> Any:
        """Languages are facts of the timetable, which not everybody may change."""
        form = super().get_form(form_class)
        if not self.request.user.has_perm("events.change_timetable"):
            del form.fields["languages"]
        return form

    def get_execution_context(self) -> dict[str, Any]:
        return {**super().get_execution_context(), "wanted": self.cleaned_form.cleaned_data, "view": self}

    @classmethod
    def execute_action(
        cls, objects: Iterable[Any], user: Any = None, wanted: Any = None, view: Any = None, **kwargs: Any
    ) -> tuple[int, int]:
        pages = [page.specific for page in objects]
        changed = sum(change_session(page, wanted, user=user) for page in pages)
        languages = wanted.get("languages") or {}
        slots, view.locked = set_languages({page.pk for page in pages}, languages, user=user) if languages else (0, [])
        return changed, slots

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        sessions = ngettext(
            "%(count)d session was changed, as a draft.",
            "%(count)d sessions were changed, as drafts.",
            num_parent_objects,
        )
        slots = ngettext(
            "%(count)d slot was changed in the draft of the timetable.",
            "%(count)d slots were changed in the draft of the timetable.",
            num_child_objects,
        )
        parts = [sessions % {"count": num_parent_objects}, slots % {"count": num_child_objects}]
        said = [part for part, count in zip(parts, (num_parent_objects, num_child_objects), strict=True) if count]
        locked = [_("The timetable of “{name}” is locked and stays as it is.").format(name=one) for one in self.locked]
        return " ".join([*said, *locked]) or str(_("All of it was so already: nothing was changed."))

    locked: list[str] = []  # events whose timetable was not changed


def change_session(page: SessionPage, wanted: dict[str, Any], *, user: Any) -> bool:
    """Save kind and themes as a draft; False if they are so already."""
    draft: Any = page.get_latest_revision_as_object()
    themes = {one.tag.translation_key: one for one in draft.session_themes.all()}
    kept = {key: one for key, one in themes.items() if key not in {theme.translation_key for theme in wanted["remove"]}}
    for theme in wanted["add"]:
        kept.setdefault(theme.translation_key, SessionTheme(tag=theme, locale_id=page.locale_id))
    kind = wanted["kind"] or draft.kind
    if (kind, kept.keys()) == (draft.kind, themes.keys()):
        return False
    draft.kind, draft.session_themes = kind, list(kept.values())
    if not draft.live:
        draft.save()
    draft.save_revision(user=user, log_action=True)
    return True


def set_languages(sessions: set[int], languages: LanguagesByRole, *, user: Any) -> tuple[int, list[str]]:
    """In the drafts of the timetables: how many slots changed, and events whose timetable somebody else has locked."""
    changed, locked = 0, []
    with transaction.atomic():
        for timetable in Timetable.objects.select_for_update(of=("self",)).select_related("event"):
            draft = timetable.get_latest_revision_as_object()
            slots = list(draft.slots.all())
            mine = [
                slot
                for slot in slots
                if slot.session_id in sessions and {**slot.languages, **languages} != slot.languages
            ]
            if mine and timetable.locked and timetable.locked_by_id != user.pk:
                locked.append(str(timetable.event))
            elif mine:
                for slot in mine:
                    slot.languages = in_order({**slot.languages, **languages})
                draft.slots = slots
                draft.save_revision(user=user, log_action=True)
                changed += len(mine)
    return changed, locked


def in_order(languages: LanguagesByRole) -> LanguagesByRole:
    return {role.value: languages[role.value] for role in LanguageRole if role.value in languages}
