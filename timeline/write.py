"""Pages and new facts of the ledger in; docs/ and permalinks.jsonl brought up to date, all or nothing, and only where they differ."""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from timeline.ledger import Fact, line_of
from timeline.model import Page, Problem

# These names in docs/ are the build's own, as .gitignore says: what lies there may be written anew.
OWN = ("index.md", "undated.md", "changes.md", "e", "timeline", "articles", "who", "where", "data")


@dataclass(frozen=True, slots=True)
class Seen:
    """How the articles differ from those of the last build, by file."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    is_known: bool = True  # False where nothing tells what the last build read


@dataclass(frozen=True, slots=True)
class Wrote:
    """What was done to docs/, by paths below it."""

    written: tuple[str, ...]  # new or changed
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    problems: tuple[Problem, ...]  # pages that were left out because something that is not ours is in their place
    articles: Seen = Seen()


@dataclass(frozen=True, slots=True)
class _Step:
    """One file to put in place, or to take away where `content` is None."""

    path: Path
    content: bytes | None
    before: bytes | None  # what undoes it
    must_last: bool = False  # whether it has to be on the disk, not only on its way there, before the next step


def write(
    pages: Sequence[Page],
    docs: Path,
    ledger: Path,
    facts: Iterable[Fact],
    *,
    rewritten: bytes | None = None,
    articles: Mapping[str, str] | None = None,
) -> Wrote:
    """Write what differs from what is there, and remove what an earlier build made and this one does not.

    Everything is first written aside (in .timeline/, beside docs/), then put in place; a failure on the way is undone. The
    ledger goes first: whatever moment the machine stops at, no page stands under an id that the ledger does not know.
    `rewritten` are the lines of the ledger before these facts, where they are to be other than they are.
    `articles` are digests of what was read, by file: the next build tells by them what is new.
    """
    state = docs.parent / ".timeline"
    manifest = state / "manifest.json"
    for path, times in Counter(page.path for page in pages).items():
        if times > 1 or not _is_inside(docs, path):
            raise ValueError(f"a page cannot be written to {path!r}{' twice' if times > 1 else ''}")
    made = _made_before(manifest, docs)
    blocked = {page.path: problem for page in pages if (problem := _in_the_way(docs, page, made))}
    wanted = {page.path: page.content for page in sorted(pages, key=lambda page: page.path) if page.path not in blocked}
    old = sorted(path for path in made - wanted.keys() if _is_inside(docs, path) and (docs / path).is_file())

    lines = b"".join(line_of(fact) for fact in facts)
    changes = {path: step for path, content in wanted.items() if (step := _step(docs / path, content))}
    removals = [_Step(docs / path, None, (docs / path).read_bytes()) for path in old]
    seen, read = _compared(state / "articles.json", articles or {})
    steps = [
        # Until all is done the manifest names the old files and the new, so that after a kill the next build tidies up.
        _step(manifest, _listing(made | wanted.keys())) if changes or removals else None,
        _appended(ledger, lines, rewritten) if lines or rewritten is not None else None,
        *changes.values(),
        *removals,
        read,
    ]
    final = _Step(manifest, _listing(wanted), None) if any(steps) else _step(manifest, _listing(wanted))
    _carry_out([step for step in [*steps, final] if step], state / "staged")
    for path in old:
        _remove_empty_folders(docs, path)
    return Wrote(tuple(changes), tuple(path for path in wanted if path not in changes), tuple(old), tuple(blocked.values()), seen)


def _compared(path: Path, articles: Mapping[str, str]) -> tuple[Seen, _Step | None]:
    """What differs from the articles of the last build, and the step that notes these."""
    try:
        before = json.loads(path.read_bytes())
    except (FileNotFoundError, ValueError):
        before = None
    step = _step(path, (json.dumps(dict(sorted(articles.items())), indent=0) + "\n").encode()) if articles else None
    if not isinstance(before, dict):
        return Seen(is_known=False), step
    new = tuple(sorted(articles.keys() - before.keys()))
    changed = tuple(sorted(file for file in articles if file in before and articles[file] != before[file]))
    return Seen(new, changed, tuple(sorted(before.keys() - articles.keys()))), step


def keep_report(path: Path, done: str, needs: str, is_anew: bool) -> None:
    """Write the report of a build; one that changed nothing leaves what the one before it reported, unless it needs something else."""
    before = path.read_text(encoding="utf-8") if path.is_file() else None
    if before == done + needs or (before is not None and not is_anew and before.endswith(needs) and bool(needs) == ("Needs you" in before)):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(done + needs, encoding="utf-8", errors="backslashreplace")


def _is_inside(docs: Path, path: str) -> bool:
    """Whether a path leads to a file below docs/, also after following the links on the way."""
    pure = PurePosixPath(path)
    is_plain = bool(pure.parts) and str(pure) == path and not pure.is_absolute() and ".." not in pure.parts and not {"\\", "\0"} & set(path)
    return is_plain and (docs / path).parent.resolve().is_relative_to(docs.resolve())


def _made_before(manifest: Path, docs: Path) -> set[str]:
    """What an earlier build made. Without its manifest (lost, or not cloned) that is all that lies under the names of the build."""
    try:
        listed = json.loads(manifest.read_bytes())
    except (FileNotFoundError, ValueError):
        listed = None
    if isinstance(listed, list) and all(isinstance(path, str) for path in listed):
        return set(listed)
    files = [docs / name for name in OWN if (docs / name).is_file()]
    files += [Path(folder) / name for own in OWN for folder, _, names in os.walk(docs / own) for name in names]
    return {file.relative_to(docs).as_posix() for file in files}


def _listing(paths: Iterable[str]) -> bytes:
    return (json.dumps(sorted(paths), ensure_ascii=True, indent=0) + "\n").encode()


def _in_the_way(docs: Path, page: Page, made: set[str]) -> Problem | None:
    """What keeps a page from its place: a file written by hand, or a folder."""
    target = docs / page.path
    parents = [docs / parent for parent in PurePosixPath(page.path).parents]
    blocking = next((parent for parent in parents if parent.exists() and not parent.is_dir()), None)
    is_ours = page.path in made or PurePosixPath(page.path).parts[0] in OWN
    if blocking is None and (target.is_dir() or (not is_ours and target.exists() and target.read_bytes() != page.content)):
        blocking = target
    if blocking is None:
        return None
    name = f"{docs.name}/{blocking.relative_to(docs).as_posix()}"
    return Problem(name, None, f"is in the place of the page {page.path}, which was left out", f"rename it: git mv {name} {name}.mine")


def _step(path: Path, content: bytes) -> _Step | None:
    """The step to a file's new content; None where it has it."""
    before = path.read_bytes() if path.is_file() else None
    return None if before == content else _Step(path, content, before)


def _appended(ledger: Path, lines: bytes, rewritten: bytes | None) -> _Step:
    before = ledger.read_bytes() if ledger.exists() else None
    start = (before or b"") if rewritten is None else rewritten
    newline = b"" if start.endswith(b"\n") or not start else b"\n"
    return _Step(ledger, start + newline + lines, before, must_last=True)


def _carry_out(steps: Sequence[_Step], staged: Path) -> None:
    """Take all the steps, or none."""
    if not steps:
        return
    shutil.rmtree(staged, ignore_errors=True)  # of a build that was killed
    staged.mkdir(parents=True)
    with ExitStack() as cleaning, ExitStack() as undoing:
        cleaning.callback(shutil.rmtree, staged, ignore_errors=True)
        for number, step in enumerate(steps):
            if step.content is not None:
                _stage(staged / str(number), step.content, step.must_last)
        for number, step in enumerate(steps):
            undoing.callback(_undo, step)
            if step.content is None:
                step.path.unlink()
            else:
                step.path.parent.mkdir(parents=True, exist_ok=True)
                (staged / str(number)).replace(step.path)
                if step.must_last:
                    _sync(step.path.parent)
        undoing.pop_all()


def _stage(path: Path, content: bytes, must_last: bool) -> None:
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


def _undo(step: _Step) -> None:
    if step.before is None:
        step.path.unlink(missing_ok=True)
    else:
        step.path.write_bytes(step.before)


def _remove_empty_folders(docs: Path, path: str) -> None:
    """Remove the folders that a removed file leaves empty; they were made for it."""
    for parent in PurePosixPath(path).parents[:-1]:
        if any((docs / parent).iterdir()):
            return
        (docs / parent).rmdir()
