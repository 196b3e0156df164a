"""A folder in, the settings that its site is made with out: mkdocs.yml, as MkDocs reads it, and what it has against that."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import yaml
from mkdocs.exceptions import MkDocsException
from mkdocs.utils.yaml import yaml_load

from timeline.model import Problem
from timeline.stated import is_address

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

PROJECT = Path(__file__).resolve().parent.parent
THEME = PROJECT / "timeline" / "theme"


# Of MkDocs' settings, those that somebody is likely to misspell.
KNOWN = (
    *("site_name", "site_url", "site_description", "site_author", "repo_url", "copyright", "theme", "nav", "not_in_nav", "exclude_docs"),
    *("plugins", "extra", "extra_css", "extra_javascript", "markdown_extensions", "hooks", "validation", "use_directory_urls", "INHERIT"),
)


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


def check_settings(out: Path, rendering: bool) -> list[Problem]:
    """Questions about a mkdocs.yml; BrokenSettings for one that no site can be made with, before anything is written."""
    settings = site_config(out)
    try:
        with settings.open(encoding="utf-8-sig") as file:
            said = yaml_load(file)
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise BrokenSettings(Problem(settings.name, line, "is not saved as UTF-8", "save it as UTF-8 in your editor")) from error
    except (yaml.YAMLError, MkDocsException, TypeError, OSError) as error:
        mark = getattr(error, "problem_mark", None)
        where = mark.line + 1 if mark else None
        what = f"is not YAML: {error.problem}" if mark and isinstance(error, yaml.MarkedYAMLError) else f"cannot be used: {error}"
        fix = "see whether in this line, or the one before, a bracket or quotation mark is not closed"
        raise BrokenSettings(Problem(settings.name, where, what, fix if mark else "mend what it names")) from error
    if not isinstance(said, dict):
        raise BrokenSettings(Problem(settings.name, 1, "has no settings", "write lines such as\n  site_name: My timeline"))
    for key, kind in KINDS.items():
        _check_value(settings, key, said.get(key), kind)
    intro = out / "docs" / "_intro.md"
    try:
        if intro.is_file():
            intro.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise BrokenSettings(Problem("docs/_intro.md", line, "is not saved as UTF-8", "save it as UTF-8 in your editor")) from error
    if not rendering:
        return []
    with listening() as heard:
        load_settings(settings, PROJECT / "docs", out / "site")
    return [_unknown(settings, warning) for warning in heard.said]


KINDS = {"site_name": str, "site_description": str, "site_url": str, "copyright": str, "extra": dict}


def _check_value(settings: Path, key: str, value: object, kind: type) -> None:
    """Raise BrokenSettings for a value that pages could not be made with."""
    what = ""
    if value is not None and not isinstance(value, kind):
        what = f"{key} is {value!r}, and no {'text' if kind is str else 'list of settings'}"
    elif isinstance(value, str) and "\n" in value.strip() and key != "copyright":
        what = f"{key} goes on over several lines: a quotation mark is not closed"
    elif key == "site_url" and value and not is_address(str(value)):
        what = f"site_url is {value!r}, and no address that begins with http:// or https://"
    if what:
        raise BrokenSettings(Problem(settings.name, _line_of(settings, key), what, f"write it as in\n  {EXAMPLES[key]}"))


EXAMPLES = {
    "site_name": 'site_name: "My timeline"',
    "site_description": 'site_description: "What happened in Marle"',
    "site_url": "site_url: https://example.org/timeline/",
    "copyright": 'copyright: "Quotations belong to their publishers."',
    "extra": "extra:\n    contact: desk@example.org",
}


def _line_of(settings: Path, key: str) -> int | None:
    lines = settings.read_text(encoding="utf-8-sig").splitlines()
    return next((number for number, line in enumerate(lines, 1) if line.startswith(f"{key}:")), None)


def _unknown(settings: Path, warning: str) -> Problem:
    """What MkDocs has against a setting that it leaves out."""
    found = re.search(r"'([^']+)': Unrecogni[sz]ed configuration name: (\S+)", warning)
    if found is None:
        return Problem(settings.name, None, warning, "mend the setting that it names", is_error=False)
    near = get_close_matches(found[2], KNOWN, 1)
    fix = f"did you mean {near[0]}:" if near else "take it out, or put it under extra: where it is your own"
    return Problem(settings.name, _line_of(settings, found[2]), f"unknown setting {found[2]!r}", fix, is_error=False)


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
