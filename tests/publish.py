"""Build a site from pages in a folder of its own, as the program does, and serve it."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from timeline.model import Page

PROJECT = Path(__file__).parent.parent


def publish(folder: Path, pages: Iterable[Page]) -> Path:
    """Write the pages beside the hand-written ones and build them strictly; the folder of the site."""
    config = folder / "mkdocs.yml"
    if not config.exists():
        shutil.copy(PROJECT / "mkdocs.yml", config)
    shutil.copytree(PROJECT / "docs/assets", folder / "docs/assets")
    shutil.copy(PROJECT / "docs/method.md", folder / "docs/method.md")
    shutil.copytree(PROJECT / "timeline/theme", folder / "timeline/theme")
    for page in pages:
        file = folder / "docs" / page.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(page.content)
    quiet = {"NO_MKDOCS_2_WARNING": "true", "DISABLE_MKDOCS_2_WARNING": "true", "SOURCE_DATE_EPOCH": "1716163200"}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    made = subprocess.run(command, cwd=folder, env={**os.environ, **quiet}, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    assert made.stderr == ""
    return folder / "site"


@contextmanager
def served(site: Path, below: str = "/some/where/") -> Iterator[str]:
    """The address at which a site is served on this machine, below a path, as many publishers put it."""

    class Handler(SimpleHTTPRequestHandler):
        def translate_path(self, path: str) -> str:
            return super().translate_path("/" + path.removeprefix(below)) if path.startswith(below) else str(site / "nothing here")

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{below}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Text(HTMLParser):
    """The text of a page and the elements in it."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.tags = "", []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def pages_of(site: Path) -> Iterator[tuple[str, str]]:
    """Every page of a built site, by its path."""
    for file in sorted(site.rglob("*.html")):
        yield file.relative_to(site).as_posix(), file.read_text(encoding="utf-8")


def broken_links(site: Path) -> list[tuple[str, str]]:
    """Links to pages or anchors that are not there, as if the site lay below a path; the 404 page apart, which any address shows."""
    pages = {path: Text(html) for path, html in pages_of(site) if path != "404.html"}
    ids = {path: {attrs["id"] for _, attrs in page.tags if "id" in attrs} for path, page in pages.items()}
    broken = []
    for path, page in pages.items():
        for _, attrs in page.tags:
            link = attrs.get("href") or attrs.get("src") or ""
            target = urlsplit(urljoin(f"https://example.org/a/b/{path}", link))
            if not link or target.netloc != "example.org" or target.scheme != "https":
                continue
            file = unquote(target.path).removeprefix("/a/b/")
            file = f"{file}index.html" if file.endswith("/") or not file else file
            if (
                not target.path.startswith("/a/b/")
                or not (site / file).is_file()
                or (target.fragment and file in ids and unquote(target.fragment) not in ids[file])
            ):
                broken.append((path, link))
    return broken
