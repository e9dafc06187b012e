"""Removes permissions of other users from files of an earlier version of the portal, or of a copy."""

import os
from contextlib import suppress
from pathlib import Path

OTHERS = 0o077


def close(path: Path) -> None:
    """Remove other users' permissions from a file, or from a folder and all below it.

    Does not follow links, and skips files of other owners, such as a .env of root.
    """
    for one in [path, *path.rglob("*")]:
        with suppress(FileNotFoundError):  # gone since the folder was read
            found = one.lstat()
            if found.st_mode & OTHERS and found.st_uid == os.getuid() and not one.is_symlink():
                one.chmod(found.st_mode & ~OTHERS & 0o7777)
