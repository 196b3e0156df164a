"""Kill builds at random moments, and see that each leaves the old state or the new one, and that the next build ends as if it had not been.

usage: .venv/bin/python -m benchmarks.kills [TIMES] [--no-site]     (200 without a number)
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import timeline
from benchmarks.build import article
from timeline.journal import WORK, recover

Files = Mapping[str, bytes]
ARTICLES = 70  # enough to be shared out among processes
PLACING = 0.15  # seconds that it takes about to put files in place


@dataclass(frozen=True)
class Case:
    """A project that was built, articles that were changed since, and what a build makes of them when nobody kills it."""

    folder: Path
    site: bool
    seconds: float  # that such a build takes
    old: Files
    new: Files

    @property
    def seeds(self) -> Path:
        return self.folder / "seeds"


def prepare(folder: Path, articles: int, site: bool) -> Case:
    """Build a project in `folder`/old, change its articles, and build them in `folder`/new."""
    seeds = folder / "seeds"
    seeds.mkdir()
    for number in range(articles):
        (seeds / f"{number:03}.txt").write_text(article(number), encoding="utf-8")
    timeline.build(seeds, folder / "old", site=site)
    (seeds / "001.txt").unlink()
    (seeds / "003.txt").rename(seeds / "renamed.txt")
    (seeds / "004.txt").write_text(article(4).replace("engineers", "surveyors"), encoding="utf-8")
    (seeds / "new.txt").write_text(article(articles), encoding="utf-8")
    shutil.copytree(folder / "old", folder / "new")
    begin = time.perf_counter()
    timeline.build(seeds, folder / "new", site=site)
    return Case(folder, site, time.perf_counter() - begin, made(folder / "old"), made(folder / "new"))


def made(out: Path) -> Files:
    """What a build publishes, with its ledger."""
    files = [path for part in ("docs", "site") for path in (out / part).rglob("*") if path.is_file()]
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in (*files, out / "permalinks.jsonl")}


def kill_once(case: Case, chance: random.Random) -> str:
    """Kill a build at some moment; whether it had done nothing, half, or all. Raises AssertionError for a broken promise.

    Often that is a moment at which files are put in place; and sometimes what was computed before is deleted first, so that the
    build works in several processes.
    """
    is_aimed, forgets = chance.random() < 0.6, chance.random() < 0.3
    out = case.folder / "killed"
    shutil.rmtree(out, ignore_errors=True)
    shutil.copytree(case.folder / "old", out)
    if forgets:
        for kept in (out / WORK).glob("*"):
            if kept.name.startswith(("cache.sqlite", "kept.")):
                kept.unlink()
    if not (child := os.fork()):
        os.setpgid(0, 0)
        timeline.build(case.seeds, out, site=case.site, brief=True)
        os._exit(0)
    while is_aimed and not (out / WORK / "staged").exists() and not os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT):
        time.sleep(0.0005)
    time.sleep(chance.uniform(0, PLACING if is_aimed else case.seconds * (3 if forgets else 1)))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    left = made(out)
    for path, content in left.items():
        assert content in (case.old.get(path), case.new.get(path)), f"{path} is neither what it was nor what it was to become"
    site = part(left, "site/")
    assert site in (part(case.old, "site/"), part(case.new, "site/")), "site/ is a mixture"
    began = recover(out)
    docs = without(made(out), "site/")
    assert docs in (without(case.old, "site/"), without(case.new, "site/")), "docs/ and the ledger are a mixture"
    timeline.build(case.seeds, out, site=case.site, brief=True)
    after = made(out)
    assert after == case.new, "the next build does not end as if nothing had happened"
    ids = {json.loads(line)["id"] for line in case.old["permalinks.jsonl"].splitlines()}
    assert all(f"docs/e/{id_}/index.md" in after for id_ in ids), "an id was lost"
    return "half" if began else "nothing" if docs == without(case.old, "site/") else "all"


def part(files: Files, folder: str) -> Files:
    return {path: content for path, content in files.items() if path.startswith(folder)}


def without(files: Files, folder: str) -> Files:
    return {path: content for path, content in files.items() if not path.startswith(folder)}


def main() -> None:
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    site, chance = "--no-site" not in sys.argv, random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        case = prepare(Path(folder), ARTICLES, site)
        found: Counter[str] = Counter()
        for _ in range(numbers[0] if numbers else 200):
            found[kill_once(case, chance)] += 1
        print(f"{found.total()} builds killed at random moments: {found['nothing']} had put nothing in place, {found['half']} a part that")
        print(
            f"the next one finished, {found['all']} all of docs/. No id was lost, no page was half written, and every next build succeeded."
        )


if __name__ == "__main__":
    main()
