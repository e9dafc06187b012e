"""A session that is made on the board: its draft page, with what a small form asks."""

from typing import Any
from uuid import UUID

from django import forms
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import formfield_for_dbfield
from wagtail.models import Page

from events.enums import SessionKind
from events.models import Event, SessionPage, SessionSpeaker, SpeakerPage, programme_pages
from home.i18n.languages import language_of, native_name
from home.i18n.slugs import free_slug


class SessionRefused(Exception):
    """The text is a sentence for whoever wanted to make the session."""


class NewSessionForm(forms.Form):
    """`key` is made by the browser and becomes the page's translation key: what is sent twice is made once."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("Title of the session"), max_length=255)
    kind = forms.ChoiceField(label=_("Kind"), choices=SessionKind.choices, initial=SessionKind.TALK)
    language = forms.ChoiceField(label=_("Original language"))

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language: Any = self.fields["language"]
        language.choices = [(code, native_name(code)) for code in event.language_codes]
        language.initial = get_language()
        self.fields["speaker"] = formfield_for_dbfield(
            SessionSpeaker._meta.get_field("speaker"), required=False, help_text=""
        )


@transaction.atomic
def make_session(
    *, event: Event, user: Any, key: UUID, title: str, kind: str, language: str, speaker: SpeakerPage | None
) -> Page:
    """A draft below the programme page of its language. Raises SessionRefused. Repeating it changes nothing."""
    if made := Page.objects.filter(translation_key=key).first():
        return made
    parent = next((page for page in programme_pages(event) if language_of(page) == language), None)
    if parent is None:
        raise SessionRefused(_("There is no programme page in this language yet."))
    if not parent.permissions_for_user(user).can_add_subpage():
        raise SessionRefused(_("You may not add sessions in this language."))
    page = SessionPage(title=title, kind=kind, slug=free_slug(parent, title, "session"), translation_key=key)
    page.locale, page.live, page.owner = parent.locale, False, user
    page.session_speakers = [SessionSpeaker(speaker=speaker)] if speaker else []
    parent.add_child(instance=page)
    page.save_revision(user=user)
    return page
