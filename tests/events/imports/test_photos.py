"""Photos from a ZIP beside a programme."""

import io
import zipfile

from PIL import Image

from events.models import SpeakerPage
from tests.events.imports.conftest import ONE, imported, problems


def packed(**files):
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "."), content)
    return body.getvalue()


def picture(colour="red"):
    body = io.BytesIO()
    Image.new("RGB", (80, 60), colour).save(body, "PNG")
    return body.getvalue()


def test_a_photo_finds_its_person_by_name_and_a_broken_one_is_said(event, editor):
    photos = packed(**{"ana-lucero.png": picture(), "nobody.jpg": b"x", "notes.txt": b"x"})
    run = imported(event, ONE, editor, photos=photos)
    page = SpeakerPage.objects.get(title="Ana Lucero")
    assert page.photo.file.name.endswith(".jpg") and "proposed-" in page.photo.file.name
    assert [place for place, _message in run.findings] == ["notes.txt", "nobody.jpg"]
    again = imported(event, ONE, editor, photos=photos)
    assert again.steps.count() == 0
    broken = packed(**{"p1.jpg": b"no picture"})
    assert imported(event, ONE, editor, photos=broken).steps.filter(kind="person").count() == 0  # the photo here stays
    page.source_ids.update(values={})
    broken = imported(event, ONE, editor, photos=broken, choices={"conflicts": ["person:p1:photo"]})
    assert "No photo" in dict(problems(broken))["Ana Lucero"][0]
