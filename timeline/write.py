"""Pages and new facts of the ledger in; docs/ and permalinks.jsonl brought up to date, all or nothing, and only where they differ."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from stat import S_ISREG

from timeline.journal import WORK, Step, carry_out
from timeline.ledger import Fact, line_of
from timeline.model import Page, Problem
from timeline.noun import Noun

FORM = 2  # of the notes on what was read; those of another program tell nothing
# These names in docs/ are the build's own, as .gitignore says: what lies there may be written anew.
OWN = ("index.md", "undated.md", "changes.md", "review.md", "e", "timeline", "articles", "who", "where", "data")


class Seen(Noun, frozen=True):
    """How the articles differ from those of the last build, by file."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    is_known: bool = True  # False where nothing tells what the last build read


class Wrote(Noun, frozen=True):
    """What was done to docs/, by paths below it."""

    written: tuple[str, ...]  # new or changed
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    problems: tuple[Problem, ...]  # pages that were left out because something that is not ours is in their place
    articles: Seen = Seen()


FileStamp = tuple[int, int]  # of a file: its length, and when it was last written, by the disk's clock


def file_stamps(docs: Path, paths: Collection[str]) -> dict[str, FileStamp]:
    """The stamps of those files that are there. Files are told apart by them, and not read; no link is one, nor leads out to one."""
    found = {}
    inside = Inside(docs)
    for path in paths:
        try:
            stat = os.lstat(f"{docs}/{path}")
        except OSError:
            continue
        if S_ISREG(stat.st_mode) and inside.stays(path.rpartition("/")[0]):
            found[path] = stat.st_size, stat.st_mtime_ns
    return found


def write(
    pages: Sequence[Page],
    docs: Path,
    ledger: Path,
    facts: Iterable[Fact],
    *,
    rewritten: bytes | None = None,
    articles: Mapping[str, str] | None = None,
    kept: Iterable[str] = (),
) -> Wrote:
    """Write what differs from what is there, and remove what an earlier build made and this one does not.

    It is all or nothing, also when it fails or the machine stops on the way (see journal.py); the ledger goes first. `rewritten`
    are the lines of the ledger before these facts, where they are to be other than they are. `kept` are paths of pages that are
    known to be as they should be. `articles` are digests of what was read, by file: the next build tells by them what is new.
    """
    manifest = docs.parent / WORK / "manifest.json"
    for path, times in Counter(page.path for page in pages).items():
        if times > 1 or not _is_plain(path):
            raise ValueError(f"a page cannot be written to {path!r}{' twice' if times > 1 else ''}")
    made = _made_before(manifest, docs)
    inside = Inside(docs)
    outside = {page.path: leads_out(docs, page.path) for page in pages if not inside.has(page.path)}
    blocked = outside | {page.path: problem for page in pages if page.path not in outside and (problem := _in_the_way(docs, page, made))}
    wanted = {page.path: page.content for page in sorted(pages, key=lambda page: page.path) if page.path not in blocked}
    paths = sorted({*wanted, *kept})
    old = sorted(path for path in made.difference(paths) if inside.has(path) and (docs / path).is_file())

    lines = b"".join(line_of(fact) for fact in facts)
    changes = {path: step for path, content in wanted.items() if (step := _step(docs / path, content))}
    differs, read = _compared(docs.parent / WORK / "articles.json", articles or {})
    steps = [
        _appended(ledger, lines, rewritten) if lines or rewritten is not None else None,
        *changes.values(),
        *(Step(docs / path, None, (docs / path).read_bytes()) for path in old),
        _step(manifest, _listing(paths)),
        read,
    ]
    carry_out([step for step in steps if step], docs.parent)
    for path in old:
        _remove_empty_folders(docs, path)
    return Wrote(tuple(changes), tuple(path for path in paths if path not in changes), tuple(old), tuple(blocked.values()), differs)


def _compared(path: Path, articles: Mapping[str, str]) -> tuple[Seen, Step | None]:
    """What differs from the articles of the last build, and the step that notes these."""
    try:
        known = json.loads(path.read_bytes())
    except (FileNotFoundError, ValueError, RecursionError):
        known = None
    now = {"form": FORM, "articles": dict(sorted(articles.items()))}
    step = _step(path, (json.dumps(now, indent=0) + "\n").encode()) if articles else None
    if not isinstance(known, dict) or known.get("form") != FORM:
        return Seen(is_known=False), step
    before = known["articles"]
    new = tuple(sorted(articles.keys() - before.keys()))
    changed = tuple(sorted(file for file in articles if file in before and articles[file] != before[file]))
    return Seen(new, changed, tuple(sorted(before.keys() - articles.keys()))), step


def keep_report(path: Path, done: str, needs: str, is_anew: bool) -> None:
    """Write the report of a build; one that changed nothing leaves what the one before it reported, unless it needs something else."""
    before = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else None
    if before == done + needs or (before is not None and not is_anew and before.endswith(needs) and bool(needs) == ("Needs you" in before)):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(done + needs, encoding="utf-8", errors="backslashreplace")


def by_hand(docs: Path) -> list[Page]:
    """The files in docs/ that no build has made."""
    made = _made_before(docs.parent / WORK / "manifest.json", docs)
    files = {(Path(folder) / name).relative_to(docs).as_posix() for folder, _, names in os.walk(docs, onerror=_refused) for name in names}
    return [Page(path, (docs / path).read_bytes()) for path in sorted(file_stamps(docs, files - made))]


def _refused(error: OSError) -> None:
    raise error  # a folder that cannot be read is told, not passed over


class Inside:
    """What lies below docs/, also after following the links on the way; every folder is looked at once."""

    def __init__(self, docs: Path):
        self._docs = docs
        self._stays = {"": True}  # by folder
        self._links: dict[str, frozenset[str]] = {}  # by folder, the names of those in it

    def has(self, path: str) -> bool:
        """Whether a path is that of a file there, be it there or not."""
        return _is_plain(path) and self.stays(path.rpartition("/")[0])

    def stays(self, folder: str) -> bool:
        """Whether no link leads out on the way into a folder, nor nowhere, nor to itself."""
        if folder not in self._stays:
            parent, _, name = folder.rpartition("/")
            self._stays[folder] = self._leads_inside(folder) if name in self._links_in(parent) else self.stays(parent)
        return self._stays[folder]

    def _links_in(self, folder: str) -> frozenset[str]:
        if folder not in self._links:
            try:
                with os.scandir(self._docs / folder) as found:
                    self._links[folder] = frozenset(entry.name for entry in found if entry.is_symlink())
            except (FileNotFoundError, NotADirectoryError):
                self._links[folder] = frozenset()
        return self._links[folder]

    def _leads_inside(self, folder: str) -> bool:
        try:
            return (self._docs / folder).resolve(strict=True).is_relative_to(self._docs.resolve())
        except (OSError, RuntimeError):
            return False


def _is_plain(path: str) -> bool:
    pure = PurePosixPath(path)
    return bool(pure.parts) and str(pure) == path and not pure.is_absolute() and ".." not in pure.parts and not {"\\", "\0"} & set(path)


def leads_out(docs: Path, path: str) -> Problem:
    """What keeps a page from its place: a link on the way, through which nothing is written."""
    parents = PurePosixPath(path).parents
    name = f"{docs.name}/{next((parent for parent in parents if (docs / parent).is_symlink()), parents[0])}"
    what = f"is a link that leads out of {docs.name}/, so {path} was left out"
    return Problem(name, None, what, f"take it away: rm {name}")


def _made_before(manifest: Path, docs: Path) -> set[str]:
    """What an earlier build made. Without its manifest (lost, or not cloned) that is all that lies under the names of the build."""
    try:
        noted = json.loads(manifest.read_bytes())
        if noted["sum"] == _sum(noted["paths"]):
            return set(noted["paths"])
    except (FileNotFoundError, ValueError, RecursionError, TypeError, KeyError):
        pass
    files = [docs / name for name in OWN if (docs / name).is_file()]
    files += [Path(folder) / name for own in OWN for folder, _, names in os.walk(docs / own) for name in names]
    return {file.relative_to(docs).as_posix() for file in files}


def _listing(paths: Iterable[str]) -> bytes:
    listed = sorted(paths)
    return (json.dumps({"sum": _sum(listed), "paths": listed}, ensure_ascii=True, indent=0) + "\n").encode()


def _sum(paths: Sequence[str]) -> str:
    return blake2b("\0".join(paths).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _in_the_way(docs: Path, page: Page, made: set[str]) -> Problem | None:
    """What keeps a page from its place: a file written by hand, or a folder."""
    target = docs / page.path
    if page.path in made and target.is_file():
        return None
    parents = [docs / parent for parent in PurePosixPath(page.path).parents]
    blocking = next((parent for parent in parents if parent.exists() and not parent.is_dir()), None)
    is_ours = page.path in made or PurePosixPath(page.path).parts[0] in OWN
    if blocking is None and (target.is_dir() or (not is_ours and target.exists() and target.read_bytes() != page.content)):
        blocking = target
    if blocking is None:
        return None
    name = f"{docs.name}/{blocking.relative_to(docs).as_posix()}"
    return Problem(name, None, f"is in the place of the page {page.path}, which was left out", f"rename it: git mv {name} {name}.mine")


def _step(path: Path, content: bytes) -> Step | None:
    """The step to a file's new content; None where it has it."""
    before = path.read_bytes() if path.is_file() else None
    return None if before == content else Step(path, content, before)


def _appended(ledger: Path, lines: bytes, rewritten: bytes | None) -> Step:
    before = ledger.read_bytes() if ledger.exists() else None
    start = (before or b"") if rewritten is None else rewritten
    newline = b"" if start.endswith(b"\n") or not start else b"\n"
    return Step(ledger, start + newline + lines, before, must_last=True)


def _remove_empty_folders(docs: Path, path: str) -> None:
    """Remove the folders that a removed file leaves empty; they were made for it."""
    for parent in PurePosixPath(path).parents[:-1]:
        if any((docs / parent).iterdir()):
            return
        (docs / parent).rmdir()
