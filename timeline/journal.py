"""Many files put in place as one: steps in; all of them taken, or none, whatever moment the machine stops at.

New contents are first written aside. Then one small file, the journal, says what is to be put where: that is the moment at which
the new state holds. Whoever begins next finishes what the journal says, or, without one, throws away what was written aside.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from hashlib import blake2b
from pathlib import Path

from filelock import FileLock, Timeout

from timeline.noun import Noun

WORK = ".timeline"  # the folder for what a build keeps for itself, beside all that it makes


class Step(Noun, frozen=True):
    """One file to put in place, or to take away where `content` is None."""

    path: Path
    content: bytes | None
    before: bytes | None  # what undoes it
    must_last: bool = False  # whether it has to be on the disk, not only on its way there, before anything is put in place


@contextmanager
def alone(root: Path, progress: Callable[[str, int, int], None]) -> Iterator[None]:
    """Wait, and say so, until no other build works in a folder; then keep others waiting. The system frees what a killed build held."""
    (root / WORK).mkdir(parents=True, exist_ok=True)
    lock = FileLock(root / WORK / "lock")
    try:
        lock.acquire(blocking=False)
    except Timeout:
        progress("waiting for another build in this folder", 0, 0)
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def carry_out(steps: Sequence[Step], root: Path) -> None:
    """Take all the steps, or none; the files are those of the folder `root`."""
    if not steps:
        return
    staged, journal = root / WORK / "staged", root / WORK / "journal.json"
    shutil.rmtree(staged, ignore_errors=True)
    staged.mkdir(parents=True)
    with ExitStack() as cleaning, ExitStack() as undoing:
        cleaning.callback(shutil.rmtree, staged, ignore_errors=True)
        for number, step in enumerate(steps):
            if step.content is not None:
                _write(staged / str(number), step.content, step.must_last)
        lines = [(step.path.relative_to(root).as_posix(), _sum(step.before), step.content is None) for step in steps]
        _write(staged / "journal", json.dumps(lines).encode(), must_last=True)
        undoing.callback(journal.unlink, missing_ok=True)
        (staged / "journal").replace(journal)
        _sync(journal.parent)
        for number, step in enumerate(steps):
            undoing.callback(_undo, step)
            if step.content is None:
                step.path.unlink()
            else:
                step.path.parent.mkdir(parents=True, exist_ok=True)
                (staged / str(number)).replace(step.path)
        journal.unlink()
        undoing.pop_all()


def recover(root: Path) -> bool:
    """Finish what was begun in a folder when the machine stopped; whether there was anything to finish.

    A file that somebody has changed since is left as it is.
    """
    staged, journal = root / WORK / "staged", root / WORK / "journal.json"
    try:
        steps = [(str(path), was, bool(is_removed)) for path, was, is_removed in json.loads(journal.read_bytes())]
    except (FileNotFoundError, ValueError, TypeError, RecursionError):  # none, or none that can be read
        journal.unlink(missing_ok=True)
        shutil.rmtree(staged, ignore_errors=True)
        return False
    for number, (path, was, is_removed) in enumerate(steps):
        target, new = root / path, staged / str(number)
        if _sum(target.read_bytes() if target.is_file() else None) != was:
            continue
        if is_removed:
            target.unlink(missing_ok=True)
        elif new.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            new.replace(target)
    journal.unlink()
    shutil.rmtree(staged, ignore_errors=True)
    return True


def _sum(content: bytes | None) -> str | None:
    return None if content is None else blake2b(content, digest_size=16).hexdigest()


def _write(path: Path, content: bytes, must_last: bool) -> None:
    with path.open("wb") as file:
        file.write(content)
        if must_last:
            file.flush()
            os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """Wait until a folder's entries are on the disk, where the system can tell (Windows cannot)."""
    if hasattr(os, "O_DIRECTORY"):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        os.fsync(descriptor)
        os.close(descriptor)


def _undo(step: Step) -> None:
    if step.before is None:
        step.path.unlink(missing_ok=True)
    else:
        step.path.write_bytes(step.before)
