"""Measure what a reader has to load, and how soon a page is there, for small and large timelines.

usage: .venv/bin/python -m benchmarks.page_weight [ARTICLES ...]     (8, 185 and 620 without a word: about 25, 500 and 2,000 events)

Needs Chromium and what requirements-dev.txt installs. Sizes are those of gzip's level 9, which any web server reaches.
"""

from __future__ import annotations

import gzip
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

from playwright.sync_api import Browser, sync_playwright

import timeline
from benchmarks.build import article

KB = 1000
ARGUMENTS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure beside what it should not exceed."""

    what: str
    figure: float
    budget: float
    unit: str = "KB"

    def __str__(self) -> str:
        over = "" if self.figure <= self.budget else "   OVER"
        return f"  {self.what:<44}{self.figure:8.1f} {self.unit:<4} of {self.budget:g}{over}"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def gzipped(*files: Path) -> float:
    """Kilobytes that files come to, each packed by itself."""
    return sum(len(gzip.compress(file.read_bytes(), 9)) for file in files) / KB


def heaviest(files: Iterable[Path]) -> Path:
    return max(files, key=lambda file: len(gzip.compress(file.read_bytes(), 9)))


def weights(site: Path) -> list[Measure]:
    """What the files of a site weigh."""
    own = site / "assets"
    years = list((site / "timeline").rglob("index.html"))
    return [
        Measure("own script", gzipped(own / "timeline.js"), 12),
        Measure("own script and stylesheet", gzipped(own / "timeline.js", own / "timeline.css"), 24),
        Measure("heaviest page of an event", gzipped(heaviest((site / "e").rglob("index.html"))), 7),
        Measure("heaviest page of a year or month", gzipped(heaviest(years)), 45),
        Measure("home page", gzipped(site / "index.html"), 45),
        Measure("filter data", gzipped(site / "data/filter.js"), 70),
        Measure("search index", gzipped(site / "search/search_index.json"), 300),
    ]


def views(browser: Browser, address: str, site: Path) -> list[Measure]:
    """What a browser loads at first, from where, and when the page can be used on a processor that is four times slower."""
    event = next((site / "e").iterdir()).name
    year = heaviest((site / "timeline").rglob("index.html")).parent.relative_to(site).as_posix()
    found = []
    strangers = set()
    for what, path, seconds in (("home", "", 2), ("event", f"e/{event}/", 1), ("year", f"{year}/", 2)):
        context = browser.new_context(viewport={"width": 390, "height": 844})
        page = context.new_page()
        loaded: dict[str, int] = {}

        def note(response: object, loaded: dict[str, int] = loaded) -> None:
            where = urlsplit(response.url)  # type: ignore[attr-defined]
            if where.scheme.startswith("http"):
                strangers.update({where.netloc} - {urlsplit(address).netloc})
                file = site / where.path.lstrip("/")
                file = file / "index.html" if file.is_dir() else file
                loaded[where.path] = len(gzip.compress(file.read_bytes(), 9)) if file.is_file() else 0

        page.on("response", note)
        slow = context.new_cdp_session(page)
        slow.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        page.goto(address + path, wait_until="load")
        ready = page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
        page.wait_for_load_state("networkidle")
        first = sum(size for path, size in loaded.items() if "search_index" not in path)
        found.append(Measure(f"first view of {what}, without the search index", first / KB, 110))
        found.append(Measure(f"{what} ready, processor four times slower", ready / 1000, seconds, "s"))
        context.close()
    found.append(Measure("other hosts asked", len(strangers), 0, ""))
    return found


def main() -> int:
    over = False
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        for count in [int(word) for word in sys.argv[1:]] or [8, 185, 620]:
            with tempfile.TemporaryDirectory() as folder:
                seeds, out = Path(folder, "seeds"), Path(folder, "out")
                seeds.mkdir()
                for number in range(count):
                    (seeds / f"{number:05}.txt").write_text(article(number), encoding="utf-8")
                result = timeline.build(seeds, out)
                site = out / "site"
                server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site)))
                Thread(target=server.serve_forever, daemon=True).start()
                measures = [*weights(site), *views(browser, f"http://127.0.0.1:{server.server_port}/", site)]
                server.shutdown()
                server.server_close()
            print(f"{len(result.timeline.events):,} events")
            print("\n".join(map(str, measures)), flush=True)
            over |= any(measure.figure > measure.budget for measure in measures)
        browser.close()
    return int(over)


if __name__ == "__main__":
    sys.exit(main())
