"""A disk that a test can fill and empty again: a small one of its own, or a limit on how far files may grow."""

import os
import resource
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

NO_MOUNT = "no disk may be mounted here"
_FILLER = "filler"


class Disk(Protocol):
    """A folder on a disk that is full between `fill` and `free`."""

    folder: Path

    def fill(self) -> None:
        """Leave no room."""

    def free(self) -> None:
        """Make room again."""


class SmallDisk:
    """A real file system of one megabyte in memory; writes that find no room end in ENOSPC."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fill(self) -> None:
        """Write until there is no room for one more byte."""
        with (self.folder / _FILLER).open("wb", buffering=0) as filler:
            for size in (4096, 1):
                try:
                    while filler.write(b"x" * size):
                        pass
                except OSError:
                    continue

    def free(self) -> None:
        """Delete what filled it."""
        (self.folder / _FILLER).unlink(missing_ok=True)


class LimitedFiles:
    """A folder in which this process may write nothing; every write ends in EFBIG."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._before = resource.getrlimit(resource.RLIMIT_FSIZE)

    def fill(self) -> None:
        """Let no file grow, nor its first byte be written."""
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, self._before[1]))

    def free(self) -> None:
        """Let files grow as before."""
        resource.setrlimit(resource.RLIMIT_FSIZE, self._before)


@contextmanager
def limited_files(folder: Path) -> Iterator[Disk]:
    """Give a folder whose files may be kept from growing."""
    folder.mkdir()
    disk = LimitedFiles(folder)
    try:
        yield disk
    finally:
        disk.free()


@contextmanager
def small_disk(folder: Path) -> Iterator[Disk]:
    """Give a folder with a small disk mounted on it. Raises PermissionError where this is not allowed."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "care", str(folder)]
    if os.getuid() or not shutil.which("mount") or subprocess.run(mount, check=False, capture_output=True).returncode:
        raise PermissionError(NO_MOUNT)
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", str(folder)], check=True)
