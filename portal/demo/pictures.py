import tomllib
from pathlib import Path

from django.core.files.images import ImageFile
from wagtail.images import get_image_model

FOLDER = Path(__file__).parent / "images"
PORTRAITS = FOLDER / "portraits"


def picture_files() -> dict[str, Path]:
    """By the name that blocks show them by: the file's, without its ending."""
    return {path.stem: path for path in sorted(FOLDER.glob("*.webp"))}


def load_pictures() -> dict[str, int]:
    """Name → the image in the library."""
    focal_points = tomllib.loads((FOLDER / "focal-points.toml").read_text())
    made = {}
    for name, path in picture_files().items():
        made[name] = _save(path, name.replace("-", " ").capitalize(), **focal_points.get(name, {}))
    return made


def load_portrait(key: str, name: str) -> int | None:
    """The drawing of an invented speaker, by the key of their file; None where there is none."""
    path = PORTRAITS / f"{key}.webp"
    return _save(path, name) if path.exists() else None


def _save(path: Path, title: str, **focal_point: int) -> int:
    with path.open("rb") as file:
        image = ImageFile(file, name=path.name)
        return get_image_model().objects.create(title=title, file=image, **focal_point).pk
