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
from typing import TYPE_CHECKING

import yaml
from mkdocs.exceptions import MkDocsException
from mkdocs.utils.yaml import yaml_load

from timeline.model import Problem

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

PROJECT = Path(__file__).resolve().parent.parent
THEME = PROJECT / "timeline" / "theme"
HAND_WRITTEN = ("method.md", "assets")  # what every site needs beside its generated pages


class BrokenSettings(Exception):
    """mkdocs.yml cannot be used."""

    def __init__(self, problem: Problem):
        super().__init__(problem.what)
        self.problem = problem


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


def check_settings(out: Path, rendering: bool) -> None:
    """Raise BrokenSettings for a mkdocs.yml that no site can be made with, before anything is written."""
    settings = site_config(out)
    try:
        said = yaml_load(settings.read_text(encoding="utf-8-sig"))
    except (yaml.YAMLError, MkDocsException) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else None
        what = f"is not YAML: {getattr(error, 'problem', None) or 'it cannot be read'}"
        raise BrokenSettings(Problem(settings.name, line, what, "compare the line with those around it")) from error
    if not isinstance(said, dict):
        raise BrokenSettings(Problem(settings.name, 1, "has no settings", "write lines such as\n  site_name: My timeline"))
    if rendering:
        _load(settings, PROJECT / "docs", out / "site")


def _mkdocs(out: Path, site: Path, released: str) -> list[Problem]:
    """Run MkDocs with the release date as its clock."""
    with _environment(SOURCE_DATE_EPOCH=_epoch(released)), _listening() as heard:
        from mkdocs.commands.build import build  # noqa: PLC0415  (half a second that --no-site does not need)

        config = _load(site_config(out), out / "docs", site)
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
        config.plugins.on_shutdown()
    return heard.problems


def _load(settings: Path, docs: Path, site: Path) -> MkDocsConfig:
    """MkDocs' own reading of its settings; raises BrokenSettings with what it has against them."""
    # Both print a notice about a version that is not used here.
    with _environment(NO_MKDOCS_2_WARNING="true", DISABLE_MKDOCS_2_WARNING="true"), _listening() as heard:
        from mkdocs.config import load_config  # noqa: PLC0415

        said = yaml_load(settings.read_text(encoding="utf-8-sig")).get("theme") or "mkdocs"
        theme = dict(said) if isinstance(said, dict) else {"name": said}
        if not (settings.parent / theme.get("custom_dir", "")).is_dir():  # a mkdocs.yml taken to another folder
            theme["custom_dir"] = str(THEME)
        try:
            return load_config(str(settings), docs_dir=str(docs), site_dir=str(site), theme=theme)
        except MkDocsException as error:
            what = "; ".join([problem.what for problem in heard.problems] or [str(error)])
            raise BrokenSettings(Problem(settings.name, None, what, "mend the setting that it names")) from error


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
    # gzip, which packs the sitemap, has 32 bits for a time: the years 1970 to 2106.
    return str(min(max(0, int(day.timestamp())), 2**32 - 1))


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


@contextmanager
def _listening() -> Iterator[_Warnings]:
    """What MkDocs says meanwhile is kept, not printed."""
    heard, logger = _Warnings(), logging.getLogger("mkdocs")
    propagated, logger.propagate = logger.propagate, False
    logger.addHandler(heard)
    try:
        yield heard
    finally:
        logger.removeHandler(heard)
        logger.propagate = propagated


class _Warnings(logging.Handler):
    """Collects what MkDocs warns of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.problems: list[Problem] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Note one warning."""
        self.problems.append(Problem("docs", None, record.getMessage(), "mend the page or the setting that it names"))
