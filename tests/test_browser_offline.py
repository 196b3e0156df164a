"""The copy that needs no server: opened from a disk, read, searched, and never asking anybody for anything."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import samples
from playwright.sync_api import Page
from publish import PROJECT, broken_links, pages_of

from timeline.offline import make_offline


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("stick")
    shutil.copy(PROJECT / "mkdocs.yml", out)
    shutil.copytree(PROJECT / "docs/assets", out / "docs/assets")
    shutil.copy(PROJECT / "docs/method.md", out / "docs")
    assert make_offline(samples.sample(), out) == []
    return out / "offline"


def test_every_link_names_a_file(copy: Path) -> None:
    """No server answers for a folder."""
    assert broken_links(copy) == []
    assert not [path for path, html in pages_of(copy) if path != "404.html" and ('href="./"' in html or '/"' in html.partition("<main")[2])]


def test_the_copy_is_searched_and_read_from_a_disk(page: Page, copy: Path) -> None:
    """The search answers without a worker, and a result opens its event."""
    page.goto(copy.joinpath("index.html").as_uri())
    field = page.locator(".md-search__input")
    if not field.is_visible() or page.viewport_size["width"] < 960:
        page.locator("label.md-header__button[for=__search]").click()
    field.press_sequentially("cables")
    result = page.locator(".md-search-result__item > a.md-search-result__link").first
    result.click()
    page.wait_for_url("**/e/*/index.html*")
    assert "cables" in page.locator("article").first.inner_text()
    page.locator("section a[href$='.html']").first.click()
    page.wait_for_load_state()
    assert page.locator("h1").count() == 1
