from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageBlock, ImageChooserBlock

from home.blocks.pictures import Shown
from home.blocks.texts import TITLE_ABOVE
from home.blocks.video_addresses import find_video
from home.design.renditions import LOGO, Shape, all_picture_specs
from home.registry import hidden_videos


def newest_image() -> Any:
    """Previews use an image of the library, and show only the caption if the library is empty."""
    return get_image_model().objects.order_by("-pk").first()


class DescribedImageBlock(ImageBlock):
    """Wagtail's ImageBlock with translated help texts."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.child_blocks["image"].label = _("image")
        for name, help_text in self.help_texts.items():
            self.child_blocks[name].meta.help_text = help_text
            if name != "image":
                self.child_blocks[name].field.help_text = help_text

    help_texts = {
        "image": _("From the image library, or a new one."),
        "decorative": _("Tick this if the image is only decoration."),
        "alt_text": _("What somebody who cannot see the image would miss."),
    }


class FigureBlock(blocks.StructBlock):
    """Wagtail's ImageBlock asks for the alternative text, in each language; its focal point decides what is cropped."""

    image = DescribedImageBlock(
        label=_("image"), help_text=_("Say in the alternative text what somebody who cannot see the image would miss.")
    )
    shape = blocks.ChoiceBlock(
        label=_("shape"),
        choices=Shape.choices,
        default=Shape.WHOLE,
        help_text=_("Cropping keeps the image’s focal point, which you set in the image library."),
    )
    caption = blocks.TextBlock(label=_("caption"), required=False, help_text=_("Shown below the image."))
    credit = blocks.CharBlock(
        label=_("credit"), required=False, max_length=160, help_text=_("Who made it, and under which licence.")
    )

    def pictures(self, value: Any) -> Iterator[Shown]:
        if value["image"]:
            yield value["image"], all_picture_specs(value["shape"])

    def get_preview_value(self) -> Any:
        image = newest_image()
        return self.normalize(
            {
                "image": image and {"image": image, "alt_text": image.default_alt_text, "decorative": False},
                "shape": Shape.WIDE,
                "caption": _("What can be seen here, and why it matters."),
                "credit": _("Drawn for this portal"),
            }
        )

    class Meta:
        icon = "image"
        label = _("Image")
        description = _("An image with its description, a caption and who made it.")
        template = "home/blocks/image.html"


class VideoBlock(blocks.StructBlock):
    """A picture and a link; the provider is contacted only after a click. One of `hidden_videos` shows nothing."""

    url = blocks.URLBlock(
        label=_("address of the video"), help_text=_("The address on YouTube or Vimeo, as the browser shows it.")
    )
    title = blocks.CharBlock(label=_("title"), max_length=160, help_text=_("What the video shows."))
    caption = blocks.TextBlock(
        label=_("caption"), required=False, help_text=_("For example its languages and captions, and how long it is.")
    )
    poster = ImageChooserBlock(
        label=_("picture"),
        required=False,
        help_text=_("Shown until the video starts. If there is none, circles are drawn."),
    )

    def pictures(self, value: Any) -> Iterator[Shown]:
        if value["poster"]:
            yield value["poster"], all_picture_specs(Shape.WIDE)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if cleaned["url"] and find_video(cleaned["url"]) is None:
            error = ValidationError(_("This is not the address of a video on YouTube or Vimeo."))
            raise StructBlockValidationError(block_errors={"url": error})
        return cleaned

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        video = find_video(value["url"] or "")
        if video and video.watch in _hidden():
            video = None
        return {**super().get_context(value, parent_context=parent_context), "video": video}

    class Meta:
        icon = "media"
        label = _("Video")
        description = _("A video on YouTube or Vimeo. Nothing is loaded from there until a reader starts it.")
        template = "home/blocks/video.html"
        preview_value = {
            "url": "https://vimeo.com/1",
            "title": _("A session, recorded"),
            "caption": _("In Spanish with English captions, 42 minutes."),
        }


def _hidden() -> set[str]:
    addresses = chain.from_iterable(hidden() for _name, hidden in hidden_videos)
    return {found.watch for address in addresses if (found := find_video(address))}


class LogoBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("name"), max_length=120, help_text=_("Screen readers read it instead of the logo."))
    logo = ImageChooserBlock(
        label=_("logo"),
        required=False,
        help_text=_("On a white or transparent background. If there is none, the name is shown."),
    )
    url = blocks.URLBlock(label=_("website"), required=False, help_text=_("Where the logo leads."))

    def pictures(self, value: Any) -> Iterator[Shown]:
        if value["logo"]:
            yield value["logo"], [LOGO]

    class Meta:
        label = _("Partner")


class LogosBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("heading"), required=False, help_text=TITLE_ABOVE)
    partners = blocks.ListBlock(
        LogoBlock(), label=_("partners"), min_num=1, help_text=_("In the order in which they appear.")
    )

    class Meta:
        icon = "group"
        label = _("Partner logos")
        description = _("Those who make this possible, each with a logo and a link.")
        template = "home/blocks/logos.html"
        preview_value = {
            "title": _("Made possible by"),
            "partners": [{"name": _("A cooperative"), "url": "https://example.org/"}, {"name": _("A foundation")}],
        }
