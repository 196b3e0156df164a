"""What a site was made of, in and out of a file; whether its pages can be told to be the same without making them again."""

from __future__ import annotations

import platform
import re
from collections.abc import Iterable
from importlib.metadata import distributions, entry_points
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import TemplateError, nodes
from msgspec.structs import replace

from timeline.cache import get, put
from timeline.noun import Noun
from timeline.scan import Tree, digest
from timeline.settings import settings_files
from timeline.typeset import Typeset

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

FORM = b"site made form 2"  # by which the notes are known; another number for any other parts, or order of parts, of what they hold
SEARCH = ("search", "material/search")
# Of MkDocs' context and pages: what a page can show of others, and of the day.
ELSEWHERE = {"nav", "pages", "build_date_utc", "update_date", "previous_page", "next_page", "ancestors", "parent", "siblings", "children"}
OURS = ("typeset.py", "settings.py", "reuse.py")  # what decides in this program how Markdown becomes a site
READS_FILES = ("pymdownx.snippets", "pymdownx.b64", "pymdownx.pathconverter")


class Made(Noun, frozen=True):
    """A site as it was made."""

    settings: str  # a number for everything that all pages are made with
    released: str
    docs: Tree
    site: Tree
    pages: Typeset

    def is_same(self, settings: str, released: str, docs: Tree, site: Tree) -> bool:
        """Whether nothing is to be made, since all is as it was."""
        is_as_made = _digests(self.site) == _digests(site)
        return is_as_made and (self.settings, self.released) == (settings, released) and _digests(self.docs) == _digests(docs)


def read_made(file: Path) -> Made | None:
    """The site as it was made before; None where that is not known, and all has to be made."""
    return get(file, FORM, Made)


def write_made(file: Path, made: Made) -> None:
    """Note how a site was made, all or nothing; of pages, those that may stay."""
    sheets = {uri: sheet for uri, sheet in made.pages.sheets.items() if sheet.may_stay}
    put(file, FORM, replace(made, pages=replace(made.pages, sheets=sheets, stays=frozenset())))


def made_with(config: MkDocsConfig, settings: Path) -> str:
    """A number for everything that all pages are made with: settings, templates, and versions of what makes them."""
    parts = [platform.python_version(), config.site_url or "", *sorted(f"{one.name} {one.version}" for one in distributions())]
    parts += [digest(file.read_bytes()) for file in (*settings_files(settings), *(Path(__file__).with_name(name) for name in OURS))]
    for folder in _own_templates(config):
        parts += [f"{file.relative_to(folder)} {digest(file.read_bytes())}" for file in sorted(folder.rglob("*")) if file.is_file()]
    return digest("\n".join(parts).encode())


def knows_its_pages(config: MkDocsConfig, settings: Path) -> bool:
    """Whether all that a page is made of is known: the theme's, nothing that reads other files, and no code of the publisher's."""
    said = b"".join(file.read_bytes() for file in settings_files(settings))
    code = re.findall(rb"!!python/\w+:([\w.]*)", said)
    return (
        config.theme.name == "material"
        and not config.hooks
        and all(name in SEARCH for name in config.plugins)
        and all(_is_pure(name) for name in config.markdown_extensions)
        and b"!ENV" not in said
        and all(name.startswith((b"material.extensions.", b"pymdownx.")) for name in code)
        and not any(_looks_elsewhere(folder, config) for folder in _own_templates(config))
    )


def _own_templates(config: MkDocsConfig) -> Iterable[Path]:
    """The folder of templates that are not the theme's, if there is one."""
    return [Path(config.theme.custom_dir)] if config.theme.custom_dir else []


def _is_pure(extension: str) -> bool:
    """Whether an extension of Markdown makes a page of its own words alone."""
    builtin = {entry.name for entry in entry_points(group="markdown.extensions") if entry.value.startswith("markdown.extensions.")}
    return extension in builtin or (extension.startswith(("markdown.extensions.", "pymdownx.")) and extension not in READS_FILES)


def _looks_elsewhere(folder: Path, config: MkDocsConfig) -> bool:
    """Whether a template shows more than the page that is its own."""
    templates = config.theme.get_env()
    for file in folder.rglob("*.html"):
        if file.relative_to(folder).as_posix() in config.theme.static_templates:
            continue  # made each time
        try:
            tree = templates.parse(file.read_text(encoding="utf-8"))
        except (TemplateError, ValueError):
            return True
        asked = {node.attr for node in tree.find_all(nodes.Getattr)} | {node.name for node in tree.find_all(nodes.Name)}
        if asked & ELSEWHERE:
            return True
    return False


def _digests(tree: Tree) -> dict[str, str]:
    return {path: seen.digest for path, seen in tree.items()}
