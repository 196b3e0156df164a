"""Finding: the filters of the home page, of a year, and of a timeline too long for its home page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import samples
from playwright.sync_api import Browser, Page, expect
from publish import PROJECT, publish

from timeline.compose import compose, read_site

SHOWN = "ol.tl > li[id]:not([hidden])"


def _ids(page: Page) -> list[str]:
    return page.locator(SHOWN).evaluate_all("rows => rows.map(row => row.id)")


def _open(page: Page) -> None:
    page.locator(".tl-filter button").first.click()
    page.locator(".tl-fields").wait_for()


def test_find_by_who_when_and_word(page: Page, sample_address: str) -> None:
    """Each filter narrows the rows, says how many are left, and stands in the address; taking it off brings them back."""
    page.goto(sample_address)
    whole = _ids(page)
    _open(page)
    page.get_by_label("Who").fill("mallory")
    page.get_by_label("Who").press("Enter")
    expect(page.locator(SHOWN)).to_have_count(1)
    assert _ids(page) == ["v2v3v4w"]
    expect(page.locator(".tl-filter [role=status]")).to_contain_text("1 of 12 shown")
    assert "?who=mallory" in page.url
    page.get_by_role("button", name="Take off who: mallory").click()
    assert _ids(page) == whole
    assert "?" not in page.url

    page.get_by_label("From").fill("2024-03")
    page.get_by_label("To", exact=True).fill("2024-03-14")
    page.get_by_label("To", exact=True).press("Enter")
    expect(page.locator(SHOWN)).to_have_count(3)
    # "since 2014" can have been true then, and is shown; the switch keeps what is certain.
    assert _ids(page) == ["g2g3g4h", "v2v3v4w", "k7m2q9f"]
    page.get_by_label("Exact days only").check()
    assert _ids(page) == ["v2v3v4w", "k7m2q9f"]
    page.get_by_label("Words").fill("cables inspéctors")
    expect(page.locator(SHOWN)).to_have_count(1)
    assert _ids(page) == ["k7m2q9f"]
    assert page.locator(".tl-month:visible").count() == 1
    assert page.locator(".tl-month:visible h2 small").inner_text() == "1 of 5 events"

    page.reload()
    expect(page.locator(SHOWN)).to_have_count(1)
    assert page.locator(".tl-chips button").count() == 4
    page.locator(f"{SHOWN} h3 a").click()
    page.wait_for_url("**/e/k7m2q9f/")
    page.go_back()
    expect(page.locator(SHOWN)).to_have_count(1)


def test_nothing_found_has_a_way_out(page: Page, sample_address: str) -> None:
    """Where nothing fits, the page says so, and offers what is found without one of the filters, and everything."""
    page.goto(f"{sample_address}?status=planned&to=2020")
    status = page.locator(".tl-filter [role=status]")
    expect(status).to_contain_text("0 of 12 shown")
    assert page.locator(SHOWN).count() == 0
    page.locator(".tl-ways").get_by_role("button", name="Without to: 2020 (1)").click()
    expect(page.locator(SHOWN)).to_have_count(1)
    assert _ids(page) == ["j2j3j4k"]
    page.locator(".tl-ways").get_by_role("button", name="Show all 12 events").click()
    expect(page.locator(SHOWN)).to_have_count(12)


def test_a_date_that_is_none_is_told(page: Page, sample_address: str) -> None:
    """A period that cannot be read changes nothing, and the page says what to write."""
    page.goto(sample_address)
    _open(page)
    page.get_by_label("From").fill("2024-02-30")
    page.get_by_label("From").press("Enter")
    expect(page.locator(".tl-filter [role=status]")).to_contain_text("“2024-02-30” is no year, month or day")
    assert page.get_by_label("From").get_attribute("aria-invalid") == "true"
    assert page.locator(SHOWN).count() == 12


def test_a_long_timeline_is_filtered_on_its_home_page(page: Page, long_address: str) -> None:
    """The home page that has only key events lists all that fit, a hundred at first, and leads to their pages and back."""
    page.goto(f"{long_address}?from=2020-02&to=2020-03")
    found = page.locator(".tl-results li")
    expect(found).to_have_count(60)
    assert not page.get_by_text("Key events").is_visible()
    expect(found.first).to_contain_text("Thing 31 of 2020 happens")
    assert page.locator(".tl-results h3 a").count() == 60
    found.locator("a").first.click()
    page.wait_for_url("**/e/*/")
    expect(page.locator("h1")).to_contain_text("Thing 31 of 2020 happens")
    page.locator(".md-header a.md-logo").click()
    expect(page.locator("h1")).not_to_contain_text("Thing")
    # The page was changed without being loaded: the script is there all the same, and nothing is filtered.
    assert page.get_by_text("Key events").is_visible()
    _open(page)
    page.get_by_label("Words of the title").fill("thing 2021")
    expect(found).to_have_count(100)
    page.get_by_role("button", name="Show 20 more").click()
    expect(found).to_have_count(120)


def test_a_year_is_filtered_and_leads_to_the_whole(page: Page, long_address: str) -> None:
    """The rows of a year's page are filtered where they stand; the same can be had of the whole timeline."""
    page.goto(f"{long_address}timeline/2021/?words=thing+110")
    expect(page.locator(".tl-filter [role=status]")).to_contain_text("1 of 120 shown")
    expect(page.locator(SHOWN)).to_have_count(1)
    page.get_by_role("link", name="The same in the whole timeline").click()
    expect(page.locator(".tl-results li")).to_have_count(2)


@pytest.fixture
def on_disk(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    folder = tmp_path_factory.mktemp("disk")
    settings = (PROJECT / "mkdocs.yml").read_text(encoding="utf-8").replace("site_name:", "use_directory_urls: false\nsite_name:", 1)
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    site = publish(folder, compose(samples.sample(), read_site(folder / "mkdocs.yml")))
    context = browser.new_context()
    page = context.new_page()
    page.goto((site / "index.html").as_uri())
    yield page
    context.close()


def test_filters_and_copying_work_from_a_disk(on_disk: Page) -> None:
    """A copy opened without a server filters, keeps the state in its address, leads to events, and copies."""
    page = on_disk
    _open(page)
    page.get_by_label("Status").select_option("denied")
    expect(page.locator(SHOWN)).to_have_count(1)
    assert page.url.endswith("index.html?status=denied")
    page.locator(f"{SHOWN} h3 a").click()
    page.wait_for_url("**/e/m2m3m4n/index.html")
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.get_by_role("button", name="Copy link").click()
    field = page.locator(".tl-buttons textarea")
    assert field.input_value() == page.url
    assert page.evaluate("getSelection().toString()") == page.url or page.evaluate("document.activeElement.selectionEnd") == len(page.url)
