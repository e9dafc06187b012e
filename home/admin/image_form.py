"""The form of every upload to the image library: one picture, several at once, and in a chooser."""

from io import BytesIO
from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from home.design.uploads import readable_picture

MAX_SIDE = 2560  # the widest rendition has 1440 pixels; the rest is for cropping
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
PHOTO_ENDINGS = (".jpg", ".jpeg")
ENDINGS = {"JPEG": PHOTO_ENDINGS, "MPO": PHOTO_ENDINGS}  # others have their own name as their ending


def named_for_its_kind(file: Any) -> str:
    """The name of a file with a picture, with another ending where that says it is of another kind."""
    name = PurePath(file.name)
    with Image.open(file, formats=FORMATS) as picture:
        endings = ENDINGS.get(picture.format or "", (f".{picture.format}".lower(),))
    file.seek(0)
    return str(name if name.suffix.lower() in endings else name.with_suffix(endings[0]))


class PictureField(WagtailImageField):
    """Stores a new file with the picture alone: no place, camera or thumbnail, and nothing behind the picture."""

    def check_image_pixel_size(self, f: Any) -> None:
        """Wagtail decodes the whole picture for this; `readable_picture` has counted from the header."""

    def to_python(self, data: Any) -> Any:
        if data in self.empty_values:
            return super().to_python(data)
        picture = readable_picture(data, max_side=MAX_SIDE, formats=FORMATS)
        data.seek(0)
        data.name = named_for_its_kind(data)
        name = PurePath(super().to_python(data).name)  # checks size as well
        written, is_photo = BytesIO(), name.suffix.lower() in PHOTO_ENDINGS
        if is_photo:
            plain = picture if picture.mode == "RGB" else picture.convert("RGB")
            plain.save(written, "JPEG", quality=90, optimize=True)
        elif name.suffix.lower() in (".webp", ".avif"):
            picture.save(written, "WEBP", quality=90)
        else:
            picture.save(written, "PNG", optimize=True)
        ending = name.suffix if is_photo else ".webp" if name.suffix.lower() in (".webp", ".avif") else ".png"
        return super().to_python(ContentFile(written.getvalue(), str(name.with_suffix(ending))))


class PortalImageForm(BaseImageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            field = self.fields["file"]
            self.fields["file"] = PictureField(label=field.label, required=field.required, widget=field.widget)
