"""A disk of our own can be full to its last byte, and is gone afterwards."""

import os
from pathlib import Path

import pytest

from tests.soak.disk import recordings_disk


def test_without_the_right_to_mount_it_is_a_folder_that_nobody_fills(tmp_path: Path) -> None:
    with recordings_disk(tmp_path / "recordings", mount=False) as disk:
        assert not disk.is_real
        assert disk.folder.is_dir()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount")
def test_a_disk_of_our_own_is_filled_and_freed(tmp_path: Path) -> None:
    folder = tmp_path / "recordings"
    with recordings_disk(folder) as disk:
        if not disk.is_real:
            pytest.skip("mounting is not allowed here")
        disk.fill()
        with pytest.raises(OSError, match="No space left"):
            (folder / "film").write_bytes(bytes(4096))
        disk.free()
        (folder / "film").write_bytes(bytes(4096))

    assert not folder.is_mount()
    assert list(folder.iterdir()) == []
