"""Render docs/ into site/ with MkDocs: a folder of Markdown in, a folder of HTML out, and its warnings as problems."""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from timeline.model import Problem

PROJECT = Path(__file__).resolve().parent.parent
THEME = PROJECT / "timeline" / "theme"
HAND_WRITTEN = ("method.md", "assets")  # what every site needs beside its generated pages


def site_config(out: Path) -> Path:
    """The mkdocs.yml that says how a site is made: the folder's own, else the one that lies beside the program."""
    own = out / "mkdocs.yml"
    return own if own.is_file() else PROJECT / "mkdocs.yml"


def furnish(out: Path) -> None:
    """Put the hand-written pages and assets into a folder that has none of its own."""
    for name in HAND_WRITTEN:
        source, target = PROJECT / "docs" / name, out / "docs" / name
        if target.exists() or not source.exists():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target)
        else:
            shutil.copyfile(source, target)


def render(out: Path, work: Path, released: str) -> tuple[bool, list[Problem]]:
    """Make site/ anew where docs/ or its settings changed; whether it was made, and what MkDocs warned of.

    The new site is made beside the old one and takes its place when it is whole, so that a build that is broken off leaves
    the site as it was.
    """
    site, stamp = out / "site", work / "site.sha256"
    state = _fingerprint(out, released)
    if (site / "index.html").is_file() and stamp.is_file() and stamp.read_text(encoding="utf-8") == state:
        return False, []
    fresh, old = work / "site.new", work / "site.old"
    for leftover in (fresh, old):
        shutil.rmtree(leftover, ignore_errors=True)
    problems = _mkdocs(out, fresh, released)
    stamp.unlink(missing_ok=True)
    if site.exists():
        site.rename(old)
    fresh.rename(site)
    stamp.write_text(state, encoding="utf-8")
    shutil.rmtree(old, ignore_errors=True)
    return True, problems


def _mkdocs(out: Path, site: Path, released: str) -> list[Problem]:
    """Run MkDocs with the release date as its clock."""
    # Both print a notice about a version that is not used here.
    with _environment(NO_MKDOCS_2_WARNING="true", DISABLE_MKDOCS_2_WARNING="true", SOURCE_DATE_EPOCH=_epoch(released)):
        from mkdocs.commands.build import build  # noqa: PLC0415  (half a second that --no-site does not need)
        from mkdocs.config import load_config  # noqa: PLC0415
        from mkdocs.utils.yaml import yaml_load  # noqa: PLC0415

        heard = _Warnings()
        logger = logging.getLogger("mkdocs")
        logger.addHandler(heard)
        logger.propagate = False
        try:
            settings = site_config(out)
            theme = yaml_load(settings.read_text(encoding="utf-8"))["theme"]
            if not (settings.parent / theme.get("custom_dir", "")).is_dir():  # a mkdocs.yml taken to another folder
                theme["custom_dir"] = str(THEME)
            config = load_config(str(settings), docs_dir=str(out / "docs"), site_dir=str(site), theme=theme)
            config.plugins.on_startup(command="build", dirty=False)
            build(config)
            config.plugins.on_shutdown()
        finally:
            logger.removeHandler(heard)
    return heard.problems


def _fingerprint(out: Path, released: str) -> str:
    """Everything that the rendered site depends on, as one number."""
    digest = hashlib.sha256(f"{released} {version('mkdocs')} {version('mkdocs-material')}".encode())
    roots = (site_config(out), out / "docs", THEME)
    for root in roots:
        for path in sorted(root.rglob("*")) if root.is_dir() else [root]:
            if path.is_file():
                digest.update(os.fsencode(path.relative_to(root)) + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _epoch(released: str) -> str:
    day = datetime.fromisoformat(released or "1980-01-01").replace(tzinfo=UTC)
    return str(max(0, int(day.timestamp())))


@contextmanager
def _environment(**values: str) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


class _Warnings(logging.Handler):
    """Collects what MkDocs warns of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.problems: list[Problem] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Note one warning."""
        self.problems.append(Problem("docs", None, record.getMessage(), "mend the page or the setting that it names"))
