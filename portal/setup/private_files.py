"""Files that an earlier version of the portal, or a copy, left readable for every user of the machine."""

import os
from contextlib import suppress
from pathlib import Path

OTHERS = 0o077


def close(path: Path) -> None:
    """Take from others what they may do with a file, or with a folder and all below it.

    Links are not followed; what belongs to somebody else, as a .env of root's, is theirs to keep.
    """
    for one in [path, *path.rglob("*")]:
        with suppress(FileNotFoundError):  # gone since the folder was read
            found = one.lstat()
            if found.st_mode & OTHERS and found.st_uid == os.getuid() and not one.is_symlink():
                one.chmod(found.st_mode & ~OTHERS & 0o7777)
