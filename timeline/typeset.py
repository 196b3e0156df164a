"""MkDocs' settings and what is known of pages that stand already in; the HTML of all others, and what is now known of each, out.

This is MkDocs' own build, step by step and with its own functions, but for one thing: a page is only made where something that
it is made of has changed. What it is made of is noted while it is made: its source, the files that it links to, and of the
pages in the navigation what the theme asks of them.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePath, PurePosixPath
from typing import TYPE_CHECKING, Any

from jinja2 import FileSystemBytecodeCache
from mkdocs.commands import build as steps
from mkdocs.exceptions import BuildError
from mkdocs.structure.files import File, Files, InclusionLevel, _file_sort_key, get_files, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page
from msgspec.structs import replace

from timeline.noun import Noun
from timeline.scan import Tree, digest
from timeline.settings import Heard, listening
from timeline.spread import spread

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure import StructureItem

Progress = Callable[[int, int], None] | None  # is told how many pages are made, and of how many
FEW = 4  # pages; among more there are long ones, which are worth a process
EVERYTHING = "*"  # asked for, instead of the name of one thing


class LooksElsewhere(Exception):
    """A template wants to see a page whose HTML stands already, or two files have one place: MkDocs alone must make all."""


class Sheet(Noun, frozen=True):
    """A page as it was made, and all that must be known of it when it is not made again."""

    source: str  # the digest of its Markdown
    path: str  # of its HTML, below the site
    html: str  # the digest of that
    title: str
    meta: Mapping[str, Any]  # what stands above the Markdown
    entries: tuple[Mapping[str, Any], ...]  # for the search
    inclusion: str  # whether it is in the navigation, by MkDocs' name for that
    links: tuple[str, ...]  # the files that it links to
    places: tuple[str, ...]  # the ids in it that can be linked to
    links_to_places: Mapping[str, Mapping[str, str]]  # by file and id: the link as it was written
    warnings: tuple[str, ...] = ()
    may_stay: bool = True  # False: make it anew each time, since it has warnings or is not what JSON can hold


class Typeset(Noun, frozen=True):
    """All the pages of a site, and which of them stand already."""

    sheets: Mapping[str, Sheet]  # by the path of the source
    stays: frozenset[str]  # paths below the site
    navigation: str  # what pages show of the navigation, as one number
    asked: tuple[str, ...] = ()  # what the theme asks of the pages in the navigation while it makes others
    warnings: tuple[str, ...] = ()  # of MkDocs, on pages and on the site


NOTHING = Typeset({}, frozenset(), "")


def typeset(config: MkDocsConfig, before: Typeset, docs: Tree, site: Tree, progress: Progress = None) -> Typeset:
    """Make the pages that are not as they were `before`, and all that lists pages, in the folder that the settings name.

    `site` is where pages stand already. Raises LooksElsewhere.
    """
    with listening() as heard:
        press = _Press(config, docs, before.sheets, heard)
        navigation = press.navigation(before.sheets, before.asked)
        standing = before.sheets if navigation == before.navigation else {}
        sheets = {file.src_uri: sheet for file in press.pages if (sheet := standing.get(file.src_uri)) and press.stands(file, sheet, site)}
        stays = frozenset(sheet.path for sheet in sheets.values())
        made, asked = press.make([file.src_uri for file in press.pages if file.src_uri not in sheets], progress)
        sheets |= made
        warnings = (*press.warnings, *press.finish(sheets), *(said for file in press.pages for said in sheets[file.src_uri].warnings))
        asked |= set(before.asked)
        return Typeset(sheets, stays, press.navigation(sheets, asked), tuple(sorted(asked)), warnings)


def typeset_all(config: MkDocsConfig) -> Typeset:
    """Leave everything to MkDocs; what a page was made of is not known then."""
    with listening() as heard, _collected():
        config.plugins.on_startup(command="build", dirty=False)
        steps.build(config)
        config.plugins.on_shutdown()
    return replace(NOTHING, warnings=tuple(heard.said))


class _Press:
    """A build of MkDocs, as far as it goes before the first page is made."""

    def __init__(self, config: MkDocsConfig, docs: Tree, before: Mapping[str, Sheet], heard: Heard):
        self.heard, self.docs = heard, docs
        config.plugins.on_startup(command="build", dirty=False)
        self.config = config = config.plugins.on_config(config)
        config.plugins.on_pre_build(config=config)
        files = _Files(_files_of(config, docs, before))
        self.env: Environment = config.theme.get_env()
        compiled = Path(config.site_dir).with_name("templates")
        compiled.mkdir(exist_ok=True)
        self.env.bytecode_cache = FileSystemBytecodeCache(str(compiled))
        files.add_files_from_theme(self.env, config)
        config.plugins.on_files(files, config=config)  # which the search has no part in
        set_exclusions(files, config)
        self.files = files
        self.nav: Navigation = config.plugins.on_nav(get_navigation(self.files, config), config=config, files=self.files)
        self.env = config.plugins.on_env(self.env, config=config, files=self.files)
        self.pages: Sequence[File] = self.files.documentation_pages()
        theirs = {file.dest_uri for file in self.files.static_pages()} | set(config.theme.static_templates)
        if not theirs.isdisjoint(file.dest_uri for file in self.pages):
            raise LooksElsewhere  # a page, and something else in its place: MkDocs says which of them counts
        search = next((plugin for name, plugin in config.plugins.items() if name.endswith("search")), None)
        self.index = getattr(search, "search_index", None)
        self.populated: dict[str, tuple[set[str], list[str]]] = {}  # what each asked for, and what was said of it
        self.warnings = tuple(heard.said)

    def navigation(self, sheets: Mapping[str, Sheet], asked: Iterable[str]) -> str:
        """What pages show of the navigation, as one number; its pages are read where they are not as they were."""
        for page in self.nav.pages:
            sheet, uri = sheets.get(page.file.src_uri), page.file.src_uri
            if page.file not in self.pages:
                continue  # which MkDocs does not read either
            if sheet and sheet.source == self.docs[uri].digest and uri not in self.populated:
                page.meta = _Meta(sheet.meta)
                page.title = sheet.title
            else:
                self._populate(page)
        return digest(json.dumps([_shown(item, sorted(asked)) for item in self.nav.items], default=repr).encode())

    def stands(self, file: File, sheet: Sheet, site: Tree) -> bool:
        """Whether a page that was made before need not be made again."""
        there = site.get(sheet.path)
        is_same = sheet.may_stay and sheet.source == self.docs[file.src_uri].digest and sheet.path == file.dest_uri
        return is_same and there is not None and there.digest == sheet.html and all(uri in self.files.src_uris for uri in sheet.links)

    def make(self, wanted: Sequence[str], progress: Progress) -> tuple[dict[str, Sheet], set[str]]:
        """The pages that are wanted, and what the theme asked of those in the navigation."""
        for page in self.nav.pages:
            if page.file.src_uri in wanted:
                self._populate(page)
        with _collected():
            made = spread(self._make_one, wanted, progress, FEW)
        return {uri: sheet for uri, (sheet, _) in zip(wanted, made, strict=True)}, {key for _, keys in made for key in keys}

    def finish(self, sheets: Mapping[str, Sheet]) -> tuple[str, ...]:
        """Write what lists or accompanies the pages; what is wrong between them."""
        heard_before = len(self.heard.said)
        for file in self.pages:
            page, sheet = _page(file), sheets[file.src_uri]
            page.__class__ = _Standing
            page.title, page.meta = sheet.title, dict(sheet.meta)
            page.present_anchor_ids = set(sheet.places)
            page.links_to_anchors = {self.files.src_uris[uri]: dict(links) for uri, links in sheet.links_to_places.items()}
        self.files.copy_static_files()
        for template in sorted(self.config.theme.static_templates):
            steps._build_theme_template(template, self.env, self.files, self.config, self.nav)
        for template in self.config.extra_templates:
            steps._build_extra_template(str(template), self.files, self.config, self.nav)
        for file in self.pages:
            _page(file).validate_anchor_links(files=self.files, log_level=self.config.validation.links.anchors)
        if self.index is not None:
            self.index.entries = [dict(entry) for file in self.pages for entry in sheets[file.src_uri].entries]
        self.config.plugins.on_post_build(config=self.config)
        self.config.plugins.on_shutdown()
        return tuple(self.heard.said[heard_before:])

    def _populate(self, page: Page) -> None:
        """Read a page and turn it into HTML, once."""
        uri = page.file.src_uri
        if uri in self.populated:
            return
        self.files.asked.clear()
        heard_before = len(self.heard.said)
        try:
            steps._populate_page(page, self.config, self.files)
        except UnicodeDecodeError as error:
            raise BuildError(f"{uri} is not written in UTF-8") from error
        page.meta = _Meta(page.meta)
        self.populated[uri] = set(self.files.asked), self.heard.said[heard_before:]

    def _make_one(self, uri: str) -> tuple[Sheet, set[str]]:
        """One page, written; and what the theme asked of those in the navigation meanwhile."""
        file = self.files.src_uris[uri]
        page = _page(file)
        self._populate(page)
        asked, said = self.populated[uri]
        heard_before = len(self.heard.said)
        if self.index is not None:
            self.index.entries = []
        metas = [other.meta for other in self.nav.pages if other is not page and isinstance(other.meta, _Meta)]
        for meta in metas:
            meta.asked.clear()
        steps._build_page(page, self.config, self.pages, self.nav, self.env)
        target = Path(file.abs_dest_path)
        links = page.links_to_anchors or {}
        warnings = (*said, *self.heard.said[heard_before:])
        sheet = Sheet(
            source=self.docs[uri].digest,
            path=file.dest_uri,
            html=digest(target.read_bytes()) if target.is_file() else "",
            title=page.title or "",
            meta=dict(page.meta),
            entries=tuple(self.index.entries) if self.index is not None else (),
            inclusion=file.inclusion.name,
            links=tuple(sorted(name for name in asked if name in self.files.src_uris)),
            places=tuple(sorted(page.present_anchor_ids or ())),
            links_to_places={to.src_uri: places for to, places in links.items()},
            warnings=warnings,
        )
        if page not in self.nav.pages:
            page.content = page.markdown = None  # thousands of them are not held at once
        is_plain = isinstance(sheet.title, str) and _is_json(sheet.meta) and _is_json(sheet.entries)
        may_stay = is_plain and not warnings and len(sheet.links) == len(asked)
        return replace(sheet, may_stay=may_stay), {key for meta in metas for key in meta.asked}


@contextmanager
def _collected() -> Iterator[None]:
    """Meanwhile what each page leaves behind is cleared away, though the build as a whole does not look for that."""
    was_enabled = gc.isenabled()
    gc.freeze()  # what was there before need not be searched again and again
    gc.enable()
    try:
        yield
    finally:
        gc.unfreeze()
        if not was_enabled:
            gc.disable()


class _Files(Files):
    """The files of a site, which note those that a page asks for."""

    def __init__(self, files: Iterable[File]):
        super().__init__(files)
        self.asked: set[str] = set()

    def get_file_from_path(self, path: str) -> File | None:
        """The file at a path; None where there is none."""
        self.asked.add(PurePath(path).as_posix())
        return super().get_file_from_path(path)


class _Meta(dict[str, Any]):
    """What stands above the Markdown of a page, noting which of it is asked for."""

    def __init__(self, values: Mapping[str, Any]):
        super().__init__(values)
        self.asked: set[str] = set()

    def __getitem__(self, key: str) -> Any:
        self.asked.add(key)
        return super().__getitem__(key)

    def get(self, key: str, default: Any = None) -> Any:
        self.asked.add(key)
        return super().get(key, default)

    def __contains__(self, key: object) -> bool:
        self.asked.add(str(key))
        return super().__contains__(key)

    def __iter__(self) -> Iterator[str]:
        self.asked.add(EVERYTHING)
        return super().__iter__()

    def keys(self) -> Any:
        self.asked.add(EVERYTHING)
        return super().keys()

    def values(self) -> Any:
        self.asked.add(EVERYTHING)
        return super().values()

    def items(self) -> Any:
        self.asked.add(EVERYTHING)
        return super().items()


class _Standing(Page):
    """A page whose HTML stands already: there is no Markdown or HTML of it to look at."""

    @property
    def content(self) -> str | None:  # type: ignore[override]
        raise LooksElsewhere

    @property
    def markdown(self) -> str | None:  # type: ignore[override]
        raise LooksElsewhere

    @property
    def toc(self) -> Any:  # type: ignore[override]
        raise LooksElsewhere


def _files_of(config: MkDocsConfig, docs: Tree, before: Mapping[str, Sheet]) -> Iterable[File]:
    """The files of docs/ as MkDocs lists them, without looking into every folder again, or at patterns for what is known."""
    folders: dict[tuple[str, ...], list[str]] = {}
    for path in docs:
        folders.setdefault(PurePosixPath(path).parts[:-1], []).append(path)
    files: list[File] = []
    where = config.docs_dir, config.site_dir, config.use_directory_urls
    for folder in sorted(folders):
        names = sorted(folders[folder], key=lambda path: _file_sort_key(path.rpartition("/")[2]))
        here = [File(path, *where) for path in names]
        if len({file.dest_uri for file in here}) < len(here):
            return get_files(config)  # two for one place; MkDocs says which of them counts
        files += here
    for file in files:
        if sheet := before.get(file.src_uri):
            file.inclusion = InclusionLevel[sheet.inclusion]
    set_exclusions(files, config)  # of the others
    return files


def _shown(item: StructureItem, asked: Sequence[str]) -> Any:
    """What pages can show of one thing in the navigation."""
    if isinstance(item, Page):
        meta = dict(item.meta)
        return [item.title, item.url, meta if EVERYTHING in asked else {key: meta[key] for key in asked if key in meta}]
    return [item.title, getattr(item, "url", None), [_shown(child, asked) for child in getattr(item, "children", None) or ()]]


def _page(file: File) -> Page:
    assert file.page is not None  # get_navigation has made one for each
    return file.page


def _is_json(value: Any) -> bool:
    """Whether a value can be kept in a file of JSON and is the same when it is read again."""
    try:
        return bool(json.loads(json.dumps(value)) == (list(value) if isinstance(value, tuple) else value))
    except (TypeError, ValueError):
        return False
