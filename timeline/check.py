"""Check what is about to be published: a ledger, and the one before it, in; links that would be lost out."""

from __future__ import annotations

import re
from pathlib import Path

from timeline.ledger import read_ledger
from timeline.model import Problem
from timeline.words import counted

SHOWN = 5


def check(out: Path, before: Path | None = None) -> tuple[int, list[Problem]]:
    """How many links were looked at, and what is wrong: an id without a page in site/, or one that the ledger had before and lacks now.

    `before` is an older permalinks.jsonl, or all that it ever held, as `git log -p` prints it. Raises DamagedLedger for a ledger
    that cannot be trusted, and OSError for a file that cannot be read.
    """
    ids = list(read_ledger(out / "permalinks.jsonl").ids)
    known, problems = set(ids), []
    if before is not None:
        given = re.findall(r'"id": ?"(\w+)", ?"fact": ?"minted"', before.read_text(encoding="utf-8", errors="replace"))
        lost = [id_ for id_ in dict.fromkeys(given) if id_ not in known]
        if lost:
            what = f"{counted(len(lost), 'id')} that was given out would be lost: {_some(lost)}"
            fix = f"bring it back as it was, then build again; this tells when it lost them:\ngit log -S'\"{lost[0]}\"' -- permalinks.jsonl"
            problems.append(Problem("permalinks.jsonl", None, what, fix))
    site = out / "site"
    pages = [id_ for id_ in ids if not any((site / "e" / page).is_file() for page in (f"{id_}/index.html", f"{id_}.html"))]
    if pages:
        what = f"{counted(len(pages), 'id')} without a page: {_some(pages)}"
        problems.append(Problem(str(site), None, what, "build the site again, without --no-site"))
    return len(ids), problems


def _some(ids: list[str]) -> str:
    return ", ".join(ids[:SHOWN]) + (", ..." if len(ids) > SHOWN else "")
