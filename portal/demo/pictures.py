import tomllib
from pathlib import Path

from django.core.files.images import ImageFile
from wagtail.images import get_image_model

FOLDER = Path(__file__).parent / "images"


def picture_files() -> dict[str, Path]:
    """By the name that blocks show them by: the file's, without its ending."""
    return {path.stem: path for path in sorted(FOLDER.glob("*.webp"))}


def load_pictures() -> dict[str, int]:
    """Name → the image in the library."""
    focal_points = tomllib.loads((FOLDER / "focal-points.toml").read_text())
    made = {}
    for name, path in picture_files().items():
        with path.open("rb") as file:
            image = ImageFile(file, name=path.name)
            title = name.replace("-", " ").capitalize()
            made[name] = get_image_model().objects.create(title=title, file=image, **focal_points.get(name, {})).pk
    return made
