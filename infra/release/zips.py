"""Zips of which two are the same byte for byte where what is in them is: no times, no owners, one order."""

import stat
import zipfile
from pathlib import Path
from typing import Final

# The earliest that a zip can say.
MOMENT: Final = (1980, 1, 1, 0, 0, 0)
LEVEL: Final = 9


def zip_folder(folder: Path, target: Path) -> None:
    """Write all files of a folder, by their names; whatever the machine's umask was, everybody may read them.

    Lambda runs as another user than the one who built
    (https://repost.aws/knowledge-center/lambda-deployment-package-errors).
    """
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(folder.rglob("*"), key=lambda one: one.relative_to(folder).as_posix()):
            if path.is_file():
                about = zipfile.ZipInfo(path.relative_to(folder).as_posix(), MOMENT)
                about.external_attr = (stat.S_IFREG | _mode(path)) << 16
                archive.writestr(about, path.read_bytes(), zipfile.ZIP_DEFLATED, LEVEL)


def _mode(path: Path) -> int:
    return 0o755 if path.stat().st_mode & stat.S_IXUSR else 0o644
