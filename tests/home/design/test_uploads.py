"""Every uploader takes a picture without what is hidden in its file, or says in words why not; at little memory."""

import subprocess
import sys
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from wagtail.images import get_image_model

from events.submissions.photos import clean_photo
from home.admin import image_form
from home.design.uploads import readable_picture
from home.roles import EDITORS
from tests.strangers import FOLDER

PICTURES = [path for path in sorted(FOLDER.glob("images/*.*")) if path.suffix not in (".md", ".py")]
strangers = pytest.mark.skipif(not PICTURES, reason="the pictures of strangers are not here")
REFUSED = {"pdf-named.png", "html-named.jpg", "empty.jpg", "script.svg", "slides-with-script.pdf", "face.heic"}
REFUSED |= {"14000x14000-one-bit.png", "header-says-65000x65000.jpg", "7000x7000-rgb.png"}
REFUSED |= {"truncated-by-half.jpg", "truncated-by-half.png", "truncated-by-2-bytes.jpg", "text-chunk-3-mb.png"}
HIDDEN = (b"SECRET", b"Exif", b"<script")


def upload(path: Path) -> SimpleUploadedFile:
    return SimpleUploadedFile(path.name, path.read_bytes())


def stored(settings) -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT, "original_images").rglob("*") if path.is_file()]


def picture(mode: str = "RGB", size: tuple[int, int] = (40, 30), colour="red", kind: str = "PNG", **options) -> BytesIO:
    written = BytesIO()
    Image.new(mode, size, colour).save(written, kind, **options)
    written.seek(0)
    return written


def with_gps() -> bytes:
    exif = Image.Exif()
    exif[0x0112], exif[0x013B] = 6, "SECRET artist"  # turned by a quarter; by whom
    exif.get_ifd(0x8825).update({1: "N", 2: (12.0, 34.0, 56.0)})
    return picture(kind="JPEG", exif=exif, comment=b"SECRET comment").getvalue() + b"<script>SECRET</script>"


@pytest.fixture
def editor(client, db):
    user = User.objects.create_user("editor")
    user.groups.add(Group.objects.get(name=EDITORS))
    client.force_login(user)
    return client


def add_one(client, file):
    return client.post(reverse("wagtailimages:add"), {"title": "Ours", "file": file})


def add_several(client, file):
    address = reverse("wagtailimages:add_multiple")
    return client.post(address, {"title": "Ours", "files[]": file}, headers={"X-Requested-With": "XMLHttpRequest"})


def add_in_a_chooser(client, file):
    prefix = "image-chooser-upload"
    fields = {f"{prefix}-title": "Ours", f"{prefix}-file": file}
    return client.post(reverse("wagtailimages_chooser:create"), fields)


UPLOADERS = [add_one, add_several, add_in_a_chooser]


@pytest.mark.parametrize("add", UPLOADERS)
def test_nothing_but_the_picture_is_stored(editor, settings, add):
    assert add(editor, SimpleUploadedFile("me.jpg", with_gps())).status_code in (200, 302)
    image = get_image_model().objects.get()
    assert (image.width, image.height) == (30, 40), "it lies on its side"
    (file,) = stored(settings)
    assert not [hidden for hidden in HIDDEN if hidden in file.read_bytes()]


def test_another_file_for_an_image_is_cleaned_too(editor, settings):
    add_one(editor, SimpleUploadedFile("me.jpg", with_gps()))
    image = get_image_model().objects.get()
    data = {"title": "Ours", "file": SimpleUploadedFile("new.jpg", with_gps())}
    editor.post(reverse("wagtailimages:edit", args=[image.pk]), data)
    (file,) = stored(settings)
    assert file.name.startswith("new") and b"SECRET" not in file.read_bytes()


@strangers
@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.name)
def test_every_picture_of_a_stranger_in_every_uploader(editor, settings, path):
    for add in UPLOADERS:
        assert add(editor, upload(path)).status_code in (200, 302)
    images = get_image_model().objects.all()
    taken = 0 if path.name in REFUSED else len(UPLOADERS)
    assert len(images) == taken
    assert len(stored(settings)) == len(images)
    for file in stored(settings):
        assert not [hidden for hidden in HIDDEN if hidden in file.read_bytes()]


@strangers
@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.name)
def test_every_picture_of_a_stranger_as_a_photo(path):
    if path.name in REFUSED | {"face.avif", "animated.gif"}:
        with pytest.raises(ValidationError, match="picture"):
            clean_photo(upload(path))
    else:
        taken = clean_photo(upload(path)).read()
        assert not [hidden for hidden in HIDDEN if hidden in taken]


def tones(mode: str) -> BytesIO:
    ramp = Image.new("I;16", (3, 1))
    for place, tone in enumerate((0, 0x8080, 0xFFFF)):
        ramp.putpixel((place, 0), tone)
    written = BytesIO()
    ramp.save(written, mode)
    written.seek(0)
    return written


def test_sixteen_bits_of_grey_keep_their_tones():
    read = readable_picture(tones("PNG"), max_side=100, formats=["PNG"])
    assert [read.getpixel((place, 0)) for place in range(3)] == [0, 128, 255]


def png_header(width: int, height: int) -> bytes:
    """Of a PNG that says how large it is and has nothing behind that."""
    header = b"IHDR" + width.to_bytes(4) + height.to_bytes(4) + bytes([8, 2, 0, 0, 0])
    return b"\x89PNG\r\n\x1a\n" + (13).to_bytes(4) + header + zlib.crc32(header).to_bytes(4)


@pytest.mark.parametrize("data", [png_header(20_000, 20_000), png_header(5000, 5000), with_gps()[:300]])
@pytest.mark.parametrize("add", UPLOADERS)
def test_what_cannot_be_read_gets_a_sentence(editor, settings, add, data):
    answer = add(editor, SimpleUploadedFile("me.png" if data[:4] == b"\x89PNG" else "me.jpg", data))
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "too many pixels" in text or "not a picture we can read" in text
    assert stored(settings) == []


READ = """
from django.conf import settings
settings.configure(USE_I18N=False)
from PIL import AvifImagePlugin
from home.design.uploads import readable_picture

def read(file):
    readable_picture(file, max_side=int(sys.argv[2]), formats=["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
"""
READ_IN_FORM = """
import django
django.setup()
from django.core.files import File
from home.admin.image_form import PictureField

def read(file):
    PictureField().to_python(File(file, "large.jpg"))
"""
MEASURE = r'''
import re, sys
from pathlib import Path
{read}


def most_held():
    """In kB. The rusage of a new process begins with what its parent held."""
    return int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1])


before = most_held()
read(open(sys.argv[1], "rb"))
print(most_held() - before)
'''
LARGEST = {
    "JPEG": {"size": (7000, 7000), "subsampling": 0},
    "progressive JPEG": {"size": (4000, 4000), "subsampling": 0, "progressive": True},
    "CMYK JPEG": {"mode": "CMYK", "size": (7000, 7000), "colour": (9, 9, 9, 9)},
    "panorama JPEG": {"size": (25000, 2000)},
    "PNG": {"mode": "RGBA", "size": (4000, 4000)},
    "palette PNG": {"mode": "P", "size": (4000, 4000), "colour": 3},
    "grey alpha PNG": {"mode": "LA", "size": (4000, 4000), "colour": (9, 9)},
    "sixteen bit PNG": {"mode": "I;16", "size": (4000, 4000), "colour": 999},
    "WEBP": {"mode": "RGBA", "size": (3160, 3160)},
    "AVIF": {"mode": "RGBA", "size": (3160, 3160), "speed": 10},
    "GIF": {"mode": "P", "size": (3160, 3160), "colour": 3},
}


def kilobytes_for(read: str, path: Path) -> int:
    """What a process of its own holds at most while it reads the picture, above what it held before."""
    command = [sys.executable, "-c", MEASURE.replace("{read}", read), str(path), str(image_form.MAX_SIDE)]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


@pytest.mark.parametrize("name", LARGEST)
def test_the_largest_picture_of_each_kind_costs_at_most_200_megabytes(name, tmp_path):
    path = tmp_path / "large"
    path.write_bytes(picture(kind=name.split()[-1], **LARGEST[name]).getvalue())
    assert kilobytes_for(READ, path) < 200_000


def test_the_image_library_decodes_a_large_photo_once(tmp_path):
    path = tmp_path / "large.jpg"
    path.write_bytes(picture(kind="JPEG", **LARGEST["JPEG"]).getvalue())
    assert kilobytes_for(READ_IN_FORM, path) < 150_000
