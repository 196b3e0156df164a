"""Reading for everybody: with a keyboard, a screen reader, on paper; counted, and checked with axe-core."""

from __future__ import annotations

import io
import json
import re

import pytest
import samples
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

DATED = [event for event in samples.sample().events if event.when and not event.hidden]
EVENT = "e/k7m2q9f/"
KINDS = {
    "home": "",
    "year": "timeline/2024/",
    "event": EVENT,
    "article": "articles/ellery-times/",
    "undated": "undated/",
    "actor": "who/ada-brandt/",
    "list of actors": "who/",
    "articles": "articles/",
    "merged entry's parts": "e/s2s3s4t/",
}


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_axe_finds_nothing(browser: Browser, sample_address: str, scheme: str, width: int) -> None:
    """No kind of page has a fault that axe-core knows, also with the filter and the list of keys open."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    page = context.new_page()
    found = {}
    for kind, path in KINDS.items():
        page.goto(sample_address + path)
        if kind == "home":
            page.locator(".tl-filter button").first.click()
            page.get_by_label("Exact days only").check()
        found[kind] = _faults(page)
    page.locator("body").press("?")
    page.locator("dialog[open]").wait_for()
    found["keys"] = _faults(page)
    page.keyboard.press("Escape")
    page.keyboard.press("s")
    page.locator(".md-search__input").press_sequentially("bridge")
    page.locator(".md-search-result__item").first.wait_for()
    found["search"] = _faults(page)
    context.close()
    assert found == {kind: [] for kind in [*KINDS, "keys", "search"]}


def _faults(page: Page) -> list[str]:
    run = Axe().run(page)
    assert len(run.response["passes"]) > 10, "axe looked at the page"
    return [f"{fault['id']}: {node['html'][:120]} {node['any'][:1]}" for fault in run.response["violations"] for node in fault["nodes"]]


def test_events_can_be_counted(page: Page, sample_address: str) -> None:
    """As many headings, links that take the focus, times and ids as events; Tab goes through them in the order of the page."""
    page.goto(sample_address)
    assert page.locator("ol.tl article").count() == len(DATED)
    titles = page.locator("ol.tl > li[id] h3 > a")
    assert titles.count() == page.locator("ol.tl h3").count() == page.locator("ol.tl time").count() == len(DATED)
    addresses = titles.evaluate_all("links => links.map(link => link.href)")
    titles.first.focus()
    reached = [page.evaluate("document.activeElement.href")]
    for _ in addresses[1:]:
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.href"))
    assert reached == addresses


def test_an_anchor_leads_to_its_row(page: Page, long_address: str) -> None:
    """On the page of a long year, of which a browser lays out only what is seen, #ID comes to rest at its event, which stands out."""
    page.goto(f"{long_address}timeline/2021/")
    rows = page.locator("ol.tl > li[id]")
    for number in (70, 119):
        id_ = rows.nth(number).get_attribute("id")
        page.goto("about:blank")
        page.goto(f"{long_address}timeline/2021/#{id_}")
        row = page.locator(f"li[id='{id_}']")
        expect(row).to_be_in_viewport()
        expect(row).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")


def test_every_title_is_on_paper(browser: Browser, sample_address: str, long_address: str) -> None:
    """The printed home page and a printed long year have every event with its short address; what is for the screen is left out."""
    context = browser.new_context()
    page = context.new_page()
    for address in (sample_address, f"{long_address}timeline/2021/"):
        page.goto(address)
        titles = page.locator("ol.tl h3").all_inner_texts()
        ids = page.locator("ol.tl > li[id]").evaluate_all("rows => rows.map(row => row.id)")
        paper = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
        text = re.sub(r"\s+", "", "".join(sheet.extract_text() for sheet in paper.pages))
        assert len(titles) >= len(DATED)
        assert [title for title in titles if re.sub(r"\s+", "", title) not in text] == []
        assert [id for id in ids if f"/e/{id}/" not in text] == []
        assert "Filterthese" not in text
    context.close()


def test_keys(page: Page, sample_address: str) -> None:
    """j and k go from event to event, ? lists the keys, they rest while somebody types, and can be turned off."""
    page.goto(sample_address)
    titles = page.locator("ol.tl h3 a").evaluate_all("links => links.map(link => link.href)")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.href") == titles[1]
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.href") == titles[0]
    page.keyboard.press("f")
    field = page.get_by_label("Words")
    expect(field).to_be_focused()
    page.keyboard.type("jk?")
    assert field.input_value() == "jk?"
    page.get_by_role("button", name="Keys").click()
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_contain_text("The next event")
    dialog.get_by_label("Listen to these keys").uncheck()
    page.keyboard.press("Escape")
    page.goto(sample_address + EVENT)
    page.keyboard.press("j")
    page.keyboard.press("s")
    assert page.url == sample_address + EVENT
    assert not page.locator(".md-search__output").is_visible()


def test_the_next_event_is_a_key_away(page: Page, sample_address: str) -> None:
    """On an event's page, j and k follow the links to the events after and before it."""
    page.goto(sample_address + EVENT)
    after = page.locator("a[rel=next]").evaluate("link => link.href")
    page.keyboard.press("j")
    page.wait_for_url(after)
    page.keyboard.press("k")
    page.wait_for_url(sample_address + EVENT)


def test_an_event_can_be_cited(page: Page, sample_address: str) -> None:
    """The link, the event as text, and citations for programs are copied whole."""
    page.goto(sample_address + EVENT)

    def copied(name: str) -> str:
        button = page.get_by_role("button", name=name, exact=True)
        assert button.bounding_box()["height"] >= 24
        button.click()
        expect(page.locator(".tl-part [role=status]")).to_have_text("Copied")
        expect(page.locator(f"[data-label='{name}']")).to_have_text("Copied")
        return str(page.evaluate("navigator.clipboard.readText()"))

    assert copied("Copy link") == page.url
    text = copied("Copy as text").split("\n")
    assert text[0] == "Thursday 14 March 2024: Port Ellery closes its harbour bridge over cracked cables"
    assert text[1].startswith("“The Ellery harbour bridge was closed")
    assert text[-1] == page.url
    assert copied("BibTeX").startswith("@misc{k7m2q9f,\n  title = {{Port Ellery closes")
    (entry,) = json.loads(copied("CSL-JSON"))
    assert entry["event-date"] == {"date-parts": [[2024, 3, 14]]}
    assert entry["issued"] == {"date-parts": [[2024, 5, 20]]}
    assert entry["URL"] == page.url
    expect(page.locator("[data-label='Copy link']")).to_have_text("Copy link", timeout=3000)


def test_controls_that_need_a_script_are_not_shown_without_one(browser: Browser, sample_address: str) -> None:
    """Without JavaScript there is no button that does nothing; who, where, year and status are pages."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for path in ("", EVENT):
        page.goto(sample_address + path)
        assert page.locator("article button:visible, article input:visible, article select:visible").count() == 0
        assert not page.get_by_role("heading", name="Filter").is_visible()
    page.goto(sample_address)
    for link in ("who/ada-brandt/", "where/port-ellery/", "timeline/planned/"):
        assert page.locator(f"article a[href='{link}']").count() >= 1
    context.close()
