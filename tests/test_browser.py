"""The published site of seeds/, used in a browser: read it, search and open an event, come back by its address."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Locator, Page
from publish import broken_links, pages_of


def _search(page: Page, words: str) -> Locator:
    """Type into the search; the results."""
    field = page.locator(".md-search__input")
    if not field.is_visible() or page.viewport_size["width"] < 960:
        page.locator("label.md-header__button[for=__search]").click()
    field.press_sequentially(words)  # the theme listens to keys
    results = page.locator(".md-search-result__item > a.md-search-result__link")
    results.first.wait_for()
    return results


def test_search_open_and_come_back(page: Page, address: str) -> None:
    """A reader searches for "Cyprus", opens the event from the results, and comes back to it by its address alone."""
    page.goto(address)
    results = _search(page, "Cyprus")
    assert results.count() >= 1
    assert "/e/" in results.first.get_attribute("href")
    results.first.click()
    page.wait_for_url("**/e/*/**")
    title = page.locator("h1").inner_text()
    assert title
    assert "Cyprus" in page.locator("article").inner_text()

    link = page.url.split("?")[0].split("#")[0]
    assert link.removeprefix(address).startswith("e/")
    again = page.context.new_page()
    again.goto(link)
    assert again.locator("h1").inner_text() == title


def test_copy_link(page: Page, address: str) -> None:
    """The button copies the event's address, and says so."""
    page.goto(address)
    page.locator("ol.tl h3 a").first.click()
    page.wait_for_url("**/e/*/")
    button = page.get_by_role("button", name="Copy link")
    button.click()
    page.locator("[role=status]", has_text="Copied").wait_for(state="attached")
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_nothing_runs_off_the_side(page: Page, address: str) -> None:
    """No page has to be scrolled sideways, on a phone or on a desktop."""
    for path in ("", "undated/", "who/", "where/", "articles/", "changes/", "data/", "method/", page_of_first_event(page, address)):
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def page_of_first_event(page: Page, address: str) -> str:
    page.goto(address)
    return page.locator("ol.tl h3 a").first.get_attribute("href")


def test_every_bar_of_the_overview_leads_to_its_events(page: Page, address: str) -> None:
    """A bar is a link of at least 24 pixels that leads to a heading on the page."""
    page.goto(address)
    bars = page.locator(".tl-bars:visible a")
    assert bars.count() >= 3
    for bar in bars.all():
        assert bar.bounding_box()["width"] >= 24
        assert page.locator(f"[id='{bar.get_attribute('href').removeprefix('#')}']").count() == 1


def test_targets_are_large_enough(page: Page, address: str) -> None:
    """What is pressed measures at least 24 pixels each way, but for links in the lines of a text (WCAG 2.5.8)."""
    for path in ("", "who/", "where/", "undated/", "articles/", page_of_first_event(page, address)):
        page.goto(address + path)
        small = page.locator(
            ".md-content :is(li, h2, h3) > a:visible, .md-content button:visible, .md-tabs a, .md-footer button"
        ).evaluate_all(
            "found => found.map(one => [one.textContent, ...['width', 'height'].map(side => one.getBoundingClientRect()[side])])"
            ".filter(([, width, height]) => Math.min(width, height) < 24)"
        )
        assert small == [], path


def test_pages_are_whole_without_scripts(browser: Browser, address: str) -> None:
    """Without JavaScript the timeline is all there, and every event can be reached and has its address on its page."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    links = [link.get_attribute("href") for link in page.locator("ol.tl h3 a").all()]
    assert len(links) == page.locator("ol.tl article").count() >= 10
    page.goto(address + links[0])
    assert page.locator(".tl-cite a").inner_text().endswith(links[0])
    context.close()


def test_links_of_the_seeds_resolve(site: Path) -> None:
    """Every link and anchor of the published seeds leads somewhere, and every page has one title."""
    assert broken_links(site) == []
    assert {html.count("<h1") for _, html in pages_of(site)} == {1}
