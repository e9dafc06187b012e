"""Pictures that editors upload are written anew, in a format that browsers show."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from home.admin.image_form import PictureField


@pytest.mark.parametrize(("name", "stored"), [("a.png", "a.jpg"), ("a.JPEG", "a.JPEG"), ("a b.gif", "a b.jpg")])
def test_a_picture_with_the_ending_of_another_kind_is_taken_as_what_it_is(name, stored):
    file = BytesIO()
    Image.new("RGB", (4, 4)).save(file, "JPEG")
    kept = PictureField().to_python(SimpleUploadedFile(name, file.getvalue()))
    assert (kept.name, Image.open(kept).format) == (stored, "JPEG")


@pytest.mark.parametrize(
    ("name", "kind", "stored"),
    [("a.jpg", "JPEG", "a.jpg"), ("a.webp", "WEBP", "a.webp"), ("a.png", "PNG", "a.png"), ("a.gif", "GIF", "a.png")],
)
def test_a_picture_keeps_its_format_where_browsers_show_it(name, kind, stored):
    file = BytesIO()
    Image.new("RGB", (4, 4)).save(file, kind)
    kept = PictureField().to_python(SimpleUploadedFile(name, file.getvalue()))
    assert kept.name == stored
    assert PictureField(required=False).to_python(None) is None
