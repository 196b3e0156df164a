"""Measure the command as it is typed, with rendering: a first build, nothing changed, one article added, then one changed.

usage: .venv/bin/python -m benchmarks.site [ARTICLES ...]      so many invented articles (300 and 1500 without a word)
       .venv/bin/python -m benchmarks.site FOLDER              a copy of a folder of articles of your own

Two times are told: what passes by the clock on the wall, and the seconds in which a processor was at work, all processes together. On a
machine that does other things as well, only the second means something.
"""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.build import article

PROJECT = Path(__file__).parent.parent


def build(seeds: Path, out: Path, *more: str) -> tuple[float, float]:
    """Seconds by the clock and seconds of work that a build takes."""
    command = [sys.executable, str(PROJECT / "build_timeline.py"), "--articles", str(seeds), "--out", str(out), *more]
    begin, before = time.perf_counter(), _work()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - begin, _work() - before


def _work() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measure(seeds: Path, out: Path) -> None:
    """Build again and again, and print a line for each."""
    files = sorted(file for file in seeds.rglob("*") if file.is_file())

    def told(what: str, *more: str) -> None:
        wall, work = build(seeds, out, *more)
        events = sum(1 for _ in (out / "docs" / "e").iterdir())
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(
            f"{len(files):>6} articles  {events:>6} events  {what:<28} {wall:6.1f} s  {work:6.1f} s of work  {memory:6.0f} MB", flush=True
        )

    told("first, docs/ only", "--no-site")
    told("first, site/ too")
    told("nothing changed")
    (seeds / "added.txt").write_text(article(7), encoding="utf-8")
    told("one article added, docs/ only", "--no-site")
    told("and then its site/")
    (seeds / "added too.txt").write_text(article(12), encoding="utf-8")
    told("one article added, site/ too")
    files[0].write_text(
        files[0].read_text(encoding="utf-8") + "\n\nNorby opened a museum on 3 May 2021, its mayor said.\n", encoding="utf-8"
    )
    told("one article changed, site/ too")


def main() -> None:
    for word in sys.argv[1:] or ["300", "1500"]:
        with tempfile.TemporaryDirectory() as folder:
            seeds = Path(folder, "seeds")
            if Path(word).is_dir():
                shutil.copytree(word, seeds)
            else:
                seeds.mkdir()
                for number in range(int(word)):
                    (seeds / f"{number:05}.txt").write_text(article(number), encoding="utf-8")
            measure(seeds, Path(folder, "out"))


if __name__ == "__main__":
    main()
