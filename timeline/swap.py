"""A folder of new pages and the names of those that stay in; the published site, in one step the old one or the new, out.

Beside the site lies its twin: the same files once more, as links to the same bytes. New pages go into the twin, the two change
places, and the old site is brought up to date as the next twin. So what is read is never half new, and the cost is that of the
pages that changed, not of all that there are.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Collection
from pathlib import Path

_HERE, _EXCHANGE = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of Linux
_MACOS_SWAP = 2  # RENAME_SWAP


def recover(site: Path, work: Path) -> None:
    """Put the site back where a build was killed between taking it away and putting the new one in its place."""
    if not site.exists() and _old(work).is_dir():
        _old(work).rename(site)
    shutil.rmtree(_old(work), ignore_errors=True)


def swap(fresh: Path, site: Path, work: Path, *, made: Collection[str], stays: Collection[str], gone: Collection[str]) -> None:
    """Publish what was made, in the folder `fresh`, with what stays of the site as it was when it was last published.

    `gone` is what was or is in the site and is to be there no more.
    """
    twin, is_whole = work / "site.twin", work / "site.twin.whole"  # the latter says that nobody was killed while changing the twin
    if site.is_symlink() or site.is_mount():  # a folder that cannot be moved; its files are replaced one by one
        _update(site, fresh, made, gone)
        return
    if not stays:
        is_whole.unlink(missing_ok=True)
        shutil.rmtree(twin, ignore_errors=True)
        fresh.rename(twin)
        _exchange(twin, site, work)
        shutil.rmtree(twin, ignore_errors=True)
        _link(site, twin, made)
    else:
        if not is_whole.exists() or not all((twin / path).is_file() for path in stays):
            shutil.rmtree(twin, ignore_errors=True)
            _link(site, twin, stays)
        is_whole.unlink(missing_ok=True)
        _update(twin, fresh, made, gone)
        _exchange(twin, site, work)
        _update(twin, site, made, gone)
    is_whole.write_bytes(b"")


def _update(target: Path, source: Path, made: Collection[str], gone: Collection[str]) -> None:
    for path in gone:
        if (target / path).is_file():  # a folder has taken its place where a build was killed
            (target / path).unlink()
    for folder in sorted({parent for path in gone for parent in (target / path).parents if target in parent.parents}, reverse=True):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
    for path in made:
        (target / path).unlink(missing_ok=True)
    _link(source, target, made)


def _link(source: Path, target: Path, paths: Collection[str]) -> None:
    """Put files of one folder into another as well, without copying their bytes where the disk can do that."""
    target.mkdir(exist_ok=True)
    for folder in sorted({path.rpartition("/")[0] for path in paths}):
        (target / folder).mkdir(parents=True, exist_ok=True)
    start, end = os.fspath(source), os.fspath(target)
    for path in paths:
        try:
            os.link(f"{start}/{path}", f"{end}/{path}")
        except OSError:
            shutil.copyfile(f"{start}/{path}", f"{end}/{path}")
            shutil.copystat(f"{start}/{path}", f"{end}/{path}")


def _exchange(new: Path, site: Path, work: Path) -> None:
    """Let two folders change places, in one step where the system can do that; without a site there is none to keep."""
    if not site.exists():
        new.rename(site)
        new.mkdir()
    elif not _exchanged(os.fsencode(new), os.fsencode(site)):
        site.rename(_old(work))
        new.rename(site)
        _old(work).rename(new)


def _exchanged(one: bytes, other: bytes) -> bool:
    """Whether the system let two folders change places in one step."""
    library = ctypes.CDLL(None) if sys.platform in {"linux", "darwin"} else None
    if library and hasattr(library, "renameat2"):
        return bool(library.renameat2(_HERE, one, _HERE, other, _EXCHANGE) == 0)
    return bool(library and hasattr(library, "renamex_np") and library.renamex_np(one, other, _MACOS_SWAP) == 0)


def _old(work: Path) -> Path:
    return work / "site.old"
