"""A folder, and what was seen in it before, in; what lies in it now, by the digest of its bytes, out."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

IN_DOUBT = -1  # a file that changed in the moment when it was looked at may change again without looking older


class Seen(NamedTuple):
    """A file as it was seen."""

    size: int
    changed: int  # nanoseconds, by the clock of the disk; or IN_DOUBT
    digest: str


Tree = Mapping[str, Seen]  # by the path below a folder, with forward slashes


def scan(folder: Path, before: Tree, moment: Path) -> dict[str, Seen]:
    """What lies in a folder now; a file as large and as old as it was seen `before` is taken to hold the same.

    `moment` is the name of a file that is written, and removed, to learn what time it is for the disk.
    """
    moment.parent.mkdir(parents=True, exist_ok=True)
    moment.write_bytes(b"")
    now = moment.stat().st_mtime_ns
    moment.unlink()
    found = {}
    for path, entry in sorted(_files(os.fspath(folder)), key=lambda file: file[0].split("/")):
        stat, known = entry.stat(), before.get(path)
        if known is None or known.size != stat.st_size or known.changed != stat.st_mtime_ns:
            changed = stat.st_mtime_ns if stat.st_mtime_ns < now else IN_DOUBT
            known = Seen(stat.st_size, changed, digest(Path(entry.path).read_bytes()))
        found[path] = known
    return found


def digest(content: bytes) -> str:
    """A number for some bytes: 32 hexadecimal digits."""
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def _files(folder: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Every file below a folder, with its path there; nothing where there is no such folder."""
    folders = [""]
    for below in folders:
        try:
            entries = list(os.scandir(f"{folder}/{below}"))
        except (FileNotFoundError, NotADirectoryError):
            continue
        for entry in entries:
            if entry.is_dir():
                folders.append(f"{below}{entry.name}/")
            elif entry.is_file():  # not a link that leads nowhere
                yield f"{below}{entry.name}", entry
