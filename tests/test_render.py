"""The site that is made from what changed is, byte for byte, the one that MkDocs makes of everything."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from publish import PROJECT

from timeline.render import render
from timeline.settings import environment, load_settings, site_config
from timeline.typeset import typeset_all

RELEASED, EPOCH = "2024-05-20", "1716163200"

SETTINGS = f"""
site_name: The valley
site_url: https://example.org/valley/
theme:
  name: material
  custom_dir: {PROJECT / "timeline" / "theme"}
  font: false
  features: [navigation.instant, navigation.footer, navigation.tabs]
nav: [index.md, All: all.md, about.md]
not_in_nav: "/e/"
plugins: [search]
markdown_extensions: [attr_list, tables, toc]
validation:
  nav: {{ omitted_files: ignore, not_found: warn }}
  links: {{ not_found: warn, anchors: warn, unrecognized_links: warn }}
"""

EVENTS = 10


def _event(number: int, title: str = "Norby opened a bridge", more: str = "") -> str:
    head = f"title: {title} {number}\nwhen: 3 May 2021\ndescription: The bridge & its {number} lamps\nsearch: {{boost: {1 + number % 3}}}"
    links = f"[The one before](x{max(0, number - 1):03}.md#why-this-date), [all](../all.md)"
    return f"---\n{head}\n---\n\n# {title} {number}\n\n## Why this date\n\n{links}.\n\n{more}\n"


class Site:
    """A small site in a folder, and what becomes of it."""

    def __init__(self, home: Path, events: int = EVENTS):
        self.home, self.docs, self.site = home, home / "docs", home / "site"
        self.released = RELEASED
        self.put("../mkdocs.yml", SETTINGS)
        self.put("index.md", "---\ndescription: 10 events\nsearch: {exclude: true}\n---\n# The valley\n\n[All](all.md)\n")
        self.put("about.md", "# About\n\nOf the valley.\n")
        self.put("assets/own.css", "p {}\n")
        for number in range(events):
            self.put(f"e/x{number:03}.md", _event(number))
        self.list_all(events)

    def put(self, path: str, text: str) -> None:
        (self.docs / path).parent.mkdir(parents=True, exist_ok=True)
        (self.docs / path).write_text(text, encoding="utf-8")

    def list_all(self, count: int) -> None:
        self.put("all.md", "# All\n\n" + "".join(f"- [{number}](e/x{number:03}.md)\n" for number in range(count)))

    def render(self) -> tuple[bool, int, list[str]]:
        """Whether the site was made anew, how many pages were made for that, and what MkDocs had against them."""
        made = [0]

        def progress(_done: int, of: int) -> None:
            made[0] = of

        changed, problems = render(site_config(self.home), self.home, self.released, progress=progress)
        return changed, made[0], sorted(problem.what for problem in problems)

    def files(self) -> dict[str, bytes]:
        return _files(self.site)

    def whole(self) -> tuple[dict[str, bytes], list[str]]:
        """The files that MkDocs makes of everything, and what it has against them."""
        with environment(SOURCE_DATE_EPOCH=str(int(EPOCH) + 86400 * (int(self.released[-2:]) - 20))):
            warnings = typeset_all(load_settings(site_config(self.home), self.docs, self.home / "whole")).warnings
        return _files(self.home / "whole"), sorted(warnings)


def _files(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.fixture
def small(tmp_path: Path) -> Site:
    """A site that has been made once."""
    site = Site(tmp_path)
    assert site.render() == (True, EVENTS + 3, [])
    return site


def test_site_is_the_one_that_mkdocs_makes_alone(tmp_path: Path) -> None:
    """`mkdocs build --strict` in a shell gives the same bytes: search index, sitemap and its packed form, 404 page and all.

    There are enough pages for more than one process to be at work.
    """
    small = Site(tmp_path, events=80)
    assert small.render() == (True, 83, [])
    quiet = {"NO_MKDOCS_2_WARNING": "true", "DISABLE_MKDOCS_2_WARNING": "true", "SOURCE_DATE_EPOCH": EPOCH}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", "alone"]
    subprocess.run(command, cwd=small.home, env={**os.environ, **quiet}, check=True)
    assert small.files() == _files(small.home / "alone")
    assert {"404.html", "sitemap.xml", "sitemap.xml.gz", "search/search_index.json", "e/x001/index.html"} <= small.files().keys()


def test_made_from_what_changed_is_made_whole(small: Site) -> None:
    """After each change the site is what MkDocs makes of everything, and only what the change touches is made again."""
    all_pages = EVENTS + 3
    missing = ["Doc file 'all.md' contains a link 'e/x008.md'", "Doc file 'e/x009.md' contains a link 'x008.md#why-this-date'"]
    no_anchor = ["Doc file 'e/x009.md' contains a link 'x008.md#why-this-date', but the doc 'e/x008.md' does not contain an anchor"]

    def put(path: str, text: str) -> Callable[[], None]:
        return lambda: small.put(path, text)

    def remove(path: str) -> Callable[[], None]:
        return (small.docs / path).unlink

    def release() -> None:
        small.released = "2024-05-21"

    settings = SETTINGS.replace("The valley", "Two valleys")
    changes: list[tuple[str, Callable[[], None], int, list[str]]] = [
        ("an event is told anew", put("e/x005.md", _event(5, "Norby closed a bridge", "| a |\n| --- |\n| b |")), 1, []),
        ("an event is added", put("e/x010.md", _event(10)), 1, []),
        ("an event leaves search engines", put("e/x006.md", _event(6).replace("when:", "robots: noindex\nwhen:")), 1, []),
        ("an event leaves the search", put("e/x007.md", _event(7).replace("boost: 2", "exclude: true")), 1, []),
        ("what is above the home page", put("index.md", "---\ndescription: 11 events\n---\n# The valley\n\n[All](all.md)\n"), 1, []),
        ("the release", release, 0, []),
        ("a style", put("assets/own.css", "p { color: red }\n"), 0, []),
        ("a title in the navigation", put("about.md", "# Method\n\nOf the valley.\n"), all_pages + 1, []),
        ("a mark in the navigation", put("about.md", "---\nstatus: new\n---\n# Method\n\nOf the valley.\n"), all_pages + 1, []),
        ("an event is gone, but linked to", remove("e/x008.md"), 2, missing),
        ("an event is back", put("e/x008.md", _event(8)), 3, []),
        ("an anchor is gone", put("e/x008.md", "# Norby\n"), 1, no_anchor),
        ("the name of the site", put("../mkdocs.yml", settings), all_pages + 1, no_anchor),
        ("a date that JSON cannot hold", put("e/x008.md", _event(8).replace("when: 3 May 2021", "when: 2021-05-03")), 1, []),
        ("which is made each time", put("e/x002.md", _event(2, "Norby sold a bridge")), 2, []),
    ]
    for what, change, made, warnings in changes:
        change()
        changed, count, said = small.render()
        whole, all_said = small.whole()
        assert (changed, count) == (True, made), what
        assert len(said) == len(warnings), (what, said)
        assert all(one.startswith(expected) for one, expected in zip(said, warnings, strict=True)), (what, said)
        assert said == all_said, what
        assert small.files().keys() == whole.keys(), what
        assert [path for path, content in small.files().items() if content != whole[path]] == [], what


def test_nothing_changed_touches_nothing(small: Site) -> None:
    """A page that is written again with the same words is no change; the second look at it does not even read it."""
    small.put("e/x003.md", _event(3))
    before = {path: (small.site / path).stat() for path in small.files()}
    assert small.render() == (False, 0, [])
    assert {path: (small.site / path).stat() for path in small.files()} == before


def test_warnings_are_told_each_time(small: Site) -> None:
    """Also when nothing has changed since they were first told."""
    small.put("about.md", "# About\n\n[Nothing](nothing.md)\n")
    first = small.render()
    assert "nothing.md" in first[2][0]
    assert small.render() == (False, 0, first[2])


def test_what_somebody_did_to_the_site_is_mended(small: Site) -> None:
    """Pages that were changed, removed or put into site/ by hand are again as they are made; they stay so."""
    good = small.files()
    for round_ in range(3):
        (small.site / "e/x001/index.html").write_text("mine", encoding="utf-8")
        (small.site / "e/x002/index.html").unlink()
        (small.site / "mine" / "folder").mkdir(parents=True)
        (small.site / "mine" / "folder" / "page.html").write_text("mine", encoding="utf-8")
        assert small.render()[:2] == (True, 2)
        assert small.files() == good, round_
        assert not (small.site / "mine").exists()


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"pages": {"index.md": {}}}'])
def test_lost_notes_only_cost_time(small: Site, damage: str) -> None:
    """Without what is known of the last build, all is made again, to the same bytes."""
    good = small.files()
    notes = small.home / ".timeline" / "site.made"
    notes.write_bytes(notes.read_bytes()[:-40] + damage.encode() + notes.read_bytes()[-30:])
    assert small.render()[:2] == (True, EVENTS + 3)
    assert small.files() == good


def test_where_a_page_and_a_file_have_one_place_mkdocs_says_which_counts(small: Site) -> None:
    """Then it makes all pages; which of them are made is no matter, the bytes are."""
    small.put("e/x003/index.html", "<p>By hand.</p>")
    small.put("e/x003.md", _event(3, "Norby sold a bridge"))
    small.render()
    assert small.files() == small.whole()[0]


def test_code_of_the_publisher_may_look_at_anything(small: Site) -> None:
    """With a hook, nothing is taken for unchanged: what it does today shows on pages whose Markdown is of yesterday."""
    hook = "def on_page_markdown(markdown, **_): return markdown + Path(__file__).with_name('said').read_text()"
    small.put("../hook.py", f"from pathlib import Path\n{hook}\n")
    small.put("../mkdocs.yml", SETTINGS + "hooks: [hook.py]\n")
    for word in ("Monday", "Tuesday"):
        small.put("../said", word)
        small.render()
        assert word.encode() in small.files()["e/x001/index.html"]
        assert small.files() == small.whole()[0]
    assert small.render() == (False, 0, [])


def test_a_template_may_show_other_pages(small: Site, tmp_path: Path) -> None:
    """A template that lists all pages is made for each of them, whichever changed."""
    theme = tmp_path / "theme"
    theme.mkdir()
    listing = "{% extends 'base.html' %}{% block footer %}{% for file in pages %}{{ file.page.title }}; {% endfor %}{% endblock %}"
    (theme / "main.html").write_text(listing, encoding="utf-8")
    small.put("../mkdocs.yml", SETTINGS.replace(str(PROJECT / "timeline" / "theme"), str(theme)))
    small.render()
    small.put("e/x003.md", _event(3, "Norby lost a bridge"))
    small.render()
    assert b"Norby lost a bridge 3;" in small.files()["e/x005/index.html"]


def test_a_list_of_all_pages_may_show_what_is_in_them(small: Site, tmp_path: Path) -> None:
    """A sitemap that asks for the words of pages gets them, though their HTML stands already."""
    theme = tmp_path / "theme"
    theme.mkdir()
    (theme / "sitemap.xml").write_text("{% for file in pages %}{{ file.page.content | length }} {% endfor %}", encoding="utf-8")
    small.put("../mkdocs.yml", SETTINGS.replace(str(PROJECT / "timeline" / "theme"), str(theme)))
    for words in ("few", "a few more"):
        small.put("e/x003.md", _event(3, more=words))
        small.render()
        assert small.files() == small.whole()[0]


@pytest.mark.parametrize(
    ("path", "content", "told"),
    [
        ("docs/about.md", b"# \xff\xfe\n", "about.md is not written in UTF-8"),
        ("docs/e/x003.md", b"# \xff\xfe\n", "e/x003.md is not written in UTF-8"),
        ("theme/main.html", b"{% extends 'base.html' %}\n{% block %}", "main.html, line 2: expected token"),
    ],
)
def test_what_cannot_be_made_keeps_the_old_site(small: Site, path: str, content: bytes, told: str) -> None:
    """A page or template that is broken is told, by its name, and the site stays as it was until it is mended."""
    (small.home / "theme").mkdir()
    if path.startswith("theme"):
        small.put("../mkdocs.yml", SETTINGS.replace(str(PROJECT / "timeline" / "theme"), "theme"))
    good = small.files()
    (small.home / path).write_bytes(content)
    changed, _, said = small.render()
    assert not changed
    assert told in said[0]
    assert small.files() == good
