"""Awkward people, texts and pictures from `shared/stranger` beside the checkout; without it, tests are skipped."""

from pathlib import Path

from django.conf import settings

FOUND = [folder / "shared" / "stranger" for folder in Path(settings.BASE_DIR).parents]
FOLDER = next((folder for folder in FOUND if folder.is_dir()), Path("absent"))
