import tomllib
from pathlib import Path

from django.core.files.images import ImageFile
from wagtail.images import get_image_model

FOLDER = Path(__file__).parent / "images"


def load_pictures() -> dict[str, int]:
    """Name of each picture's file, without its ending → the image in the library."""
    focal_points = tomllib.loads((FOLDER / "focal-points.toml").read_text())
    made = {}
    for path in sorted(FOLDER.glob("*.webp")):
        name = path.stem
        with path.open("rb") as file:
            image = ImageFile(file, name=path.name)
            title = name.replace("-", " ").capitalize()
            made[name] = get_image_model().objects.create(title=title, file=image, **focal_points.get(name, {})).pk
    return made
