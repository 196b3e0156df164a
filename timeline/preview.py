"""What builds a preview in; a server that shows it, and has it built again whenever something is saved, out.

The server is MkDocs' own: it watches, waits until files have stopped changing, and tells browsers to load their page again.
"""

from __future__ import annotations

import gc
import logging
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from timeline.furnish import furnish
from timeline.model import Problem
from timeline.pipeline import STOPS, BrokenArticles, Preview, Result
from timeline.settings import THEME, settings_files, site_config
from timeline.write import OWN

HOST = "127.0.0.1"  # this machine alone: what is not published yet is nobody else's
LOOKS_EVERY = 0.4  # seconds
WAITS_FOR_MORE = 0.6  # seconds; longer than it takes to look again, so that many files saved at once are one change


def serve(
    build: Callable[[Preview], Result],
    told: Callable[[Result, float, str], None],
    refused: Callable[[Sequence[Problem]], None],
    *,
    articles: Path,
    out: Path,
    port: int,
) -> None:
    """Show a preview until Ctrl-C, on a port of this machine (0: any that is free).

    `told` hears of each build, the seconds that it took and the address; `refused` why there was none, and that the preview is
    as it was. The first build raises what a build raises.
    """
    gc.enable()  # a server runs for long
    port = _free(port)
    address, site = f"http://{HOST}:{port}/", Preview.home(out) / "site"
    known: frozenset[Problem] | None = None
    failed: Exception | None = None
    seen: dict[Path, tuple[int, int]] = {}

    def make() -> None:
        nonlocal known, failed, seen
        if (now := _state(articles, out)) == seen:
            return  # something else was saved there, such as what is told here, in a file
        begin, seen = time.perf_counter(), now
        try:
            result = build(Preview(address, known))
        except BrokenArticles as stop:
            refused(stop.problems)
        except (*STOPS, OSError) as stop:
            if known is None:
                failed = stop
                server.shutdown()
            else:
                refused([stop.problem if isinstance(stop, STOPS) else _of_the_disk(stop)])
        except Exception as error:  # a mistake of the program's: MkDocs' server would wait for it for ever
            failed = error
            server.shutdown()
        else:
            known = result.unread
            told(result, time.perf_counter() - begin, address)

    logging.getLogger(LiveReloadServer.__module__).setLevel(logging.ERROR)  # a page that is asked for in vain is no news
    server = _Server(make, HOST, port, str(site), polling_interval=LOOKS_EVERY)
    server.build_delay = WAITS_FOR_MORE
    server.error_handler = lambda code: page.read_bytes() if (page := site / f"{code}.html").is_file() else None
    furnish(out)
    for folder, is_deep in _watched(articles, out):
        server.watch(str(folder), recursive=is_deep)
    try:
        server.serve()  # type: ignore[no-untyped-call]
    except KeyboardInterrupt:
        pass  # how a preview ends
    finally:
        server.shutdown()
    if failed:
        raise failed


class _Server(LiveReloadServer):
    """MkDocs' server, which builds for the first time when it is watching already, so that nothing saved meanwhile is missed."""

    has_begun = False

    def service_actions(self) -> None:
        """What a server does again and again while it is waiting."""
        if not self.has_begun:
            self.has_begun = True
            with self._rebuild_cond:
                self._want_rebuild = True
                self._rebuild_cond.notify_all()


def _of_the_disk(error: OSError) -> Problem:
    return Problem(str(error.filename or error.args[0]), None, f"cannot be used: {error.strerror or 'it is no folder'}", "put it back")


def _free(port: int) -> int:
    """A port that no other program has; raises OSError where one has it."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError) as error:
            raise OSError(getattr(error, "errno", None), "another program has it; name another with --port", f"port {port}") from error
        return int(probe.getsockname()[1])


def _state(articles: Path, out: Path) -> dict[Path, tuple[int, int]]:
    """The files that a site is made from, each with its length and when it was last written."""
    docs, found = out / "docs", {}
    files = [*articles.rglob("*"), *THEME.rglob("*"), out / "corrections.yml", out / "permalinks.jsonl", *settings_files(site_config(out))]
    files += [path for by_hand in docs.glob("*") if by_hand.name not in OWN for path in (by_hand, *by_hand.rglob("*"))]
    for path in files:
        with suppress(OSError):  # it is being replaced; whoever replaces it has it looked at again
            if path.is_file():
                stat = path.stat()
                found[path] = stat.st_size, stat.st_mtime_ns
    return found


def _watched(articles: Path, out: Path) -> Iterator[tuple[Path, bool]]:
    """What a site is made from, each with whether what lies deeper counts too. What a build writes is not among it."""
    yield articles, True
    yield out, False  # corrections.yml, mkdocs.yml and permalinks.jsonl, which editors replace rather than change
    yield site_config(out).parent, False
    yield THEME, True
    docs = out / "docs"
    yield docs, False
    for folder in docs.iterdir():
        if folder.is_dir() and folder.name not in OWN:
            yield folder, True
