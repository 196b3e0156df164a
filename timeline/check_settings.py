"""A folder in; what is wrong with its mkdocs.yml and docs/_intro.md, before anything is made of them, out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path

import yaml
from mkdocs.exceptions import MkDocsException
from mkdocs.utils.yaml import yaml_load

from timeline.model import Problem
from timeline.settings import PROJECT, BrokenSettings, listening, load_settings, site_config
from timeline.stated import is_address

# What the pages are made with: the kind that each value must be, and how it is written.
KINDS: Mapping[str, tuple[type, str]] = {
    "site_name": (str, 'site_name: "My timeline"'),
    "site_description": (str, 'site_description: "What happened in Marle"'),
    "site_url": (str, "site_url: https://example.org/timeline/"),
    "copyright": (str, 'copyright: "Quotations belong to their publishers."'),
    "extra": (dict, "extra:\n    contact: desk@example.org"),
}
# Of MkDocs' settings, those that somebody may misspell.
KNOWN = (
    *("site_name", "site_url", "site_description", "site_author", "repo_url", "copyright", "theme", "nav", "not_in_nav", "exclude_docs"),
    *("plugins", "extra", "extra_css", "extra_javascript", "markdown_extensions", "hooks", "validation", "use_directory_urls", "INHERIT"),
)


def check_settings(out: Path, rendering: bool) -> list[Problem]:
    """Questions about what the publisher set; raises BrokenSettings where no pages can be made with it."""
    settings = site_config(out)
    said = _read(settings)
    for key in KINDS:
        _check_value(settings, key, said.get(key))
    if (intro := out / "docs" / "_intro.md").is_file():
        try:
            intro.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            raise _not_utf8("docs/_intro.md", error) from error
    if not rendering:
        return []
    with listening() as heard:
        load_settings(settings, PROJECT / "docs", out / "site")
    return [_question(settings, warning) for warning in heard.said]


def _read(settings: Path) -> dict[str, object]:
    try:
        with settings.open(encoding="utf-8-sig") as file:
            said = yaml_load(file)
    except UnicodeDecodeError as error:
        raise _not_utf8(settings.name, error) from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        fix = "see whether in this line, or the one before, a bracket or quotation mark is not closed"
        raise BrokenSettings(Problem(settings.name, line, f"is not YAML: {error.problem}", fix)) from error
    except (yaml.YAMLError, MkDocsException, TypeError, OSError) as error:
        raise BrokenSettings(Problem(settings.name, None, f"cannot be used: {error}", "mend what it names")) from error
    if not isinstance(said, dict):
        raise BrokenSettings(Problem(settings.name, 1, "has no settings", "write lines such as\n  site_name: My timeline"))
    return said


def _not_utf8(name: str, error: UnicodeDecodeError) -> BrokenSettings:
    line = error.object[: error.start].count(b"\n") + 1
    return BrokenSettings(Problem(name, line, "is not saved as UTF-8", "save it as UTF-8 in your editor"))


def _check_value(settings: Path, key: str, value: object) -> None:
    kind, example = KINDS[key]
    what = ""
    if value is not None and not isinstance(value, kind):
        what = f"{key} is {value!r}, and no {'text' if kind is str else 'list of settings'}"
    elif key == "site_name" and "\n" in str(value or "").strip():
        what = "site_name goes on over several lines: a quotation mark is not closed"
    elif key == "site_url" and value and not is_address(str(value)):
        what = f"site_url is {value!r}, and no address that begins with http:// or https://"
    if what:
        raise BrokenSettings(Problem(settings.name, _line_of(settings, key), what, f"write it as in\n  {example}"))


def _line_of(settings: Path, key: str) -> int | None:
    lines = settings.read_text(encoding="utf-8-sig").splitlines()
    return next((number for number, line in enumerate(lines, 1) if line.startswith(f"{key}:")), None)


def _question(settings: Path, warning: str) -> Problem:
    """What MkDocs has against a setting that it leaves out."""
    found = re.search(r"'([^']+)': Unrecogni[sz]ed configuration name: (\S+)", warning)
    if found is None:
        return Problem(settings.name, None, warning, "mend the setting that it names", is_error=False)
    near = get_close_matches(found[2], KNOWN, 1)
    fix = f"did you mean {near[0]}:" if near else "take it out, or put it under extra: where it is your own"
    return Problem(settings.name, _line_of(settings, found[2]), f"unknown setting {found[2]!r}", fix, is_error=False)
