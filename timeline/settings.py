"""A folder in, the settings that its site is made with out: mkdocs.yml, as MkDocs reads it, and what it has against that."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.exceptions import MkDocsException
from mkdocs.utils.yaml import yaml_load

from timeline.model import Problem

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

PROJECT = Path(__file__).resolve().parent.parent
THEME = PROJECT / "timeline" / "theme"


class BrokenSettings(Exception):
    """mkdocs.yml cannot be used."""

    def __init__(self, problem: Problem):
        super().__init__(problem.what)
        self.problem = problem


def site_config(out: Path) -> Path:
    """The mkdocs.yml that says how a site is made: the folder's own, else the one that lies beside the program."""
    own = out / "mkdocs.yml"
    return own if own.is_file() else PROJECT / "mkdocs.yml"


def settings_files(settings: Path) -> list[Path]:
    """A mkdocs.yml and those that it takes from (INHERIT), in this order; one that is not there ends the list."""
    files: list[Path] = []
    while settings not in files:
        files.append(settings)
        content = settings.read_bytes() if settings.is_file() else b""
        if (parent := re.search(rb"^INHERIT:\s*['\"]?([^'\"#\r\n]+)", content, re.MULTILINE)) is None:
            break
        settings = settings.parent / os.fsdecode(parent[1]).strip()
    return files


def load_settings(settings: Path, docs: Path, site: Path, address: str | None = None) -> MkDocsConfig:
    """MkDocs' own reading of its settings, for a site that is read at another `address` where one is given.

    Raises BrokenSettings with what MkDocs has against them.
    """
    # Both print a notice about a version that is not used here.
    with environment(NO_MKDOCS_2_WARNING="true", DISABLE_MKDOCS_2_WARNING="true"), listening() as heard:
        from mkdocs.config import load_config  # noqa: PLC0415

        with settings.open(encoding="utf-8-sig") as file:
            loaded = yaml_load(file)
        said = loaded.get("theme") or "mkdocs"
        theme = dict(said) if isinstance(said, dict) else {"name": said}
        if not (settings.parent / str(theme.get("custom_dir", ""))).is_dir():  # a mkdocs.yml taken to another folder
            theme["custom_dir"] = str(THEME)
        elsewhere = {"site_url": address} if address is not None and loaded.get("site_url") else {}
        try:
            return load_config(str(settings), docs_dir=str(docs.absolute()), site_dir=str(site.absolute()), theme=theme, **elsewhere)
        except MkDocsException as error:
            what = "; ".join(heard.said or [str(error)])
            raise BrokenSettings(Problem(settings.name, None, what, "mend the setting that it names")) from error


@contextmanager
def environment(**values: str) -> Iterator[None]:
    """Variables of the environment that are set meanwhile."""
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
def listening() -> Iterator[Heard]:
    """What MkDocs warns of meanwhile is kept, not printed."""
    heard, logger = Heard(), logging.getLogger("mkdocs")
    propagated, logger.propagate = logger.propagate, False
    logger.addHandler(heard)
    try:
        yield heard
    finally:
        logger.removeHandler(heard)
        logger.propagate = propagated


class Heard(logging.Handler):
    """Collects what MkDocs warns of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Note one warning."""
        self.said.append(record.getMessage())
