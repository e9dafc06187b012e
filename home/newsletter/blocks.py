"""The blocks of an issue. Each has one template for the web and two for mail: HTML and plain text."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from home.page_privacy import is_public
from home.registry import listings

EDITION_HELP = _("The page of the edition. If empty, the edition that is current when the issue is sent.")


class IssueTextBlock(blocks.StructBlock):
    text = blocks.RichTextBlock(
        label=_("text"),
        features=["bold", "italic", "link", "ol", "ul"],
        help_text=_("Short paragraphs read best in an email."),
    )

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("Paragraphs and lists.")
        template = "newsletter/blocks/text.html"
        preview_value = {"text": "<p>The programme is ready: eight hours, <b>two languages</b>.</p>"}


class IssueHeadingBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("heading"), max_length=120, help_text=_("What the next part is about."))

    class Meta:
        icon = "title"
        label = _("Heading")
        description = _("Starts a new part of the issue.")
        template = "newsletter/blocks/heading.html"
        preview_value = {"text": "The day, hour by hour"}


class IssueActionBlock(blocks.StructBlock):
    label = blocks.CharBlock(
        label=_("text on the button"), max_length=60, help_text=_("What happens when someone clicks it.")
    )
    page = blocks.PageChooserBlock(
        label=_("page to go to"), required=False, help_text=_("Each reader gets it in their own language.")
    )
    url = blocks.URLBlock(
        label=_("or another address"), required=False, help_text=_("For a page of another website, with https://.")
    )

    class Meta:
        icon = "success"
        label = _("Call to action")
        description = _("One thing to do now, as a button.")
        template = "newsletter/blocks/action.html"
        preview_value = {"label": "See the programme", "url": "https://example.org/"}

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not (cleaned["page"] or cleaned["url"]):
            message = _("Choose a page or give an address: the button has to lead somewhere.")
            raise blocks.StructBlockValidationError({"page": ValidationError(message)})
        return cleaned


class ListingBlock(blocks.StructBlock):
    """A heading and rows that somebody registered in home.registry.listings; facts, so editors do not type them."""

    title = blocks.CharBlock(
        label=_("heading"), required=False, max_length=120, help_text=_("Shown above it. Leave it empty for none.")
    )
    page = blocks.PageChooserBlock(label=_("edition"), required=False, help_text=EDITION_HELP)

    listing = ""

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        return {**context, "rows": self.rows(self.listing, value, context)}

    def rows(self, name: str, value: Any, context: dict[str, Any]) -> list[Any]:
        """A listing uses the reader's language without further input. A page that is private shows nothing."""
        chosen = value.get("page")
        if chosen and not is_public(chosen):
            return []
        return list(listings[name](context.get("request"), chosen or context.get("page")))


class IssueSessionsBlock(ListingBlock):
    """With the address of the calendar file, where the listing "calendar" gives one."""

    listing = "sessions"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        return {**context, "calendar": next(iter(self.rows("calendar", value, context)), "")}

    class Meta:
        icon = "list-ul"
        label = _("Sessions by time")
        description = _("The published programme, hour by hour, as it is when the issue is sent.")
        template = "newsletter/blocks/sessions.html"
        preview_value = {"title": "The day, hour by hour"}


class IssueDatesBlock(ListingBlock):
    listing = "dates"

    class Meta:
        icon = "date"
        label = _("Dates")
        description = _("When the event is and until when the call is open, in UTC and in some cities.")
        template = "home/blocks/dates.html"
        preview_value = {"title": "Dates"}


class IssueSpeakerBlock(ListingBlock):
    title = blocks.CharBlock(
        label=_("line above"), required=False, max_length=120, help_text=_("For example: Meet a speaker.")
    )
    page = blocks.PageChooserBlock(label=_("speaker"), help_text=_("The name, text and photo come from this page."))

    listing = "speaker"

    class Meta:
        icon = "user"
        label = _("Speaker")
        description = _("A speaker, with the details from their page.")
        template = "newsletter/blocks/speaker.html"
        preview_value = {"title": "Meet a speaker"}


class IssueBlock(blocks.StreamBlock):
    text = IssueTextBlock(group=_("Text"))
    heading = IssueHeadingBlock(group=_("Text"))
    action = IssueActionBlock(group=_("Action"))
    sessions = IssueSessionsBlock(group=_("Programme"))
    speaker = IssueSpeakerBlock(group=_("Programme"))
    dates = IssueDatesBlock(group=_("Programme"))
