"""A folder in; the hand-written pages, styles and scripts that every site needs put into its docs/, out."""

from __future__ import annotations

import json
from pathlib import Path

from timeline.model import Problem
from timeline.scan import digest
from timeline.settings import PROJECT
from timeline.write import Inside, leads_out

NEEDED = ("method.md", "assets")


def furnish(out: Path) -> list[Problem]:
    """Give a folder the program's own pages and assets, in this version; what somebody changed or wrote there stays as it is.

    Nothing is put through a link that leads out of docs/: that is told.
    """
    source, target, notes = PROJECT / "docs", out / "docs", out / ".timeline" / "furnished.json"
    if target.resolve() == source:
        return []
    given = _read(notes)
    ours = {file.relative_to(source).as_posix(): file.read_bytes() for name in NEEDED for file in _files(source / name)}
    known = {}
    inside = Inside(target)
    problems = [leads_out(target, path) for path in sorted(ours) if not inside.has(path)]
    problems = list({problem.file: problem for problem in problems}.values())  # one a link
    notes.parent.mkdir(parents=True, exist_ok=True)
    for path in sorted(path for path in ours.keys() | given.keys() if inside.has(path)):
        file = target / path
        there = digest(file.read_bytes()) if file.is_file() else None
        if path not in ours:
            if there == given[path]:  # an older version needed it
                file.unlink()
        elif there in {None, given.get(path), digest(ours[path])}:
            known[path] = digest(ours[path])
            if there != known[path]:
                file.parent.mkdir(parents=True, exist_ok=True)
                _put(file, ours[path], notes.with_suffix(".new"))
    if known != given:
        _put(notes, json.dumps(known, indent=0).encode(), notes.with_suffix(".new"))
    return problems


def _read(notes: Path) -> dict[str, str]:
    """What was put where, by its digest; nothing where that is not known."""
    try:
        given = json.loads(notes.read_bytes())
    except (FileNotFoundError, ValueError, RecursionError):
        return {}
    is_known = isinstance(given, dict) and all(isinstance(value, str) and ".." not in path.split("/") for path, value in given.items())
    return given if is_known else {}


def _files(name: Path) -> list[Path]:
    return [name] if name.is_file() else [file for file in name.rglob("*") if file.is_file()]


def _put(file: Path, content: bytes, fresh: Path) -> None:
    fresh.write_bytes(content)
    fresh.replace(file)
