"""The demo's pictures: what a crop keeps, whom a portrait shows, under which licence they are."""

import pytest
from PIL import Image, ImageChops, ImageStat
from wagtail.images import get_image_model

from portal.demo.pictures import FOLDER, PORTRAITS, load_pictures, load_portrait
from portal.demo.read import read

pytestmark = pytest.mark.django_db


def test_a_square_of_the_nested_systems_keeps_the_circle_in_which_the_lines_end():
    image = get_image_model().objects.get(pk=load_pictures()["nested-systems"])
    square = image.get_rendition("fill-400x400|format-png")
    with Image.open(square.file.path) as cropped, Image.open(image.file.path) as whole:
        kept, middle = (whole.crop((x, 0, x + 810, 810)).resize((400, 400)) for x in (1320 - 810, 315))
        apart = [
            ImageStat.Stat(ImageChops.difference(cropped.convert("RGB"), one.convert("RGB"))).sum
            for one in (kept, middle)
        ]
    assert sum(apart[0]) * 20 < sum(apart[1])


def test_the_pictures_are_small_and_their_licence_lies_beside_them():
    for folder, licence in ((FOLDER, "LICENSE"), (PORTRAITS, "README.md")):
        assert sum(file.stat().st_size for file in folder.iterdir()) < 500_000
        assert "CC0" in (folder / licence).read_text()


def test_each_portrait_is_that_of_a_speaker():
    speakers = {speaker.key for speaker in read().speakers}
    assert {path.stem for path in PORTRAITS.glob("*.webp")} == speakers
    assert get_image_model().objects.get(pk=load_portrait("ana-lucero", "Ana Lucero Paz")).title == "Ana Lucero Paz"
    assert load_portrait("nobody", "Nobody") is None
