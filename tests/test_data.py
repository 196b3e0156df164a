"""The files for programs, each read by the program that it is for: nothing invented, nothing lost, nothing dangerous."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import feedparser
import icalendar
import jsonschema
import pytest
import samples
from msgspec.structs import replace
from publish import PROJECT, Text, pages_of, publish

from timeline.compose import Site, compose, read_site
from timeline.model import Change, Timeline

SITE = Site(name="The bridge", url="https://example.org/a/b/", description="A bridge & its <cables>.", licence="CC BY 4.0")
ROOTLESS = replace(SITE, url="")


def made(path: str, timeline: Timeline | None = None, site: Site = SITE) -> str:
    return next(page.content.decode() for page in compose(timeline or samples.sample(), site) if page.path == path)


def changed(*changes: tuple[str, str, str]) -> Timeline:
    """The sample, whose first event has this history."""
    timeline = samples.sample()
    history = tuple(Change(*change) for change in changes)
    return replace(timeline, events=tuple(replace(one, history=history) if one.id == "k7m2q9f" else one for one in timeline.events))


@pytest.mark.parametrize("timeline", [samples.sample(), Timeline((), (), (), "")], ids=["sample", "empty"])
def test_events_json_has_the_form_that_it_documents(timeline: Timeline) -> None:
    """The published schema is a schema, and the data are valid under it."""
    schema = json.loads(made("data/events.schema.json"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(made("data/events.json", timeline)), schema)


def test_the_schema_refuses_what_the_form_forbids() -> None:
    data = json.loads(made("data/events.json"))
    for key, wrong in (("status", "rumoured"), ("id", "aeiou12"), ("first", "2024-05"), ("importance", 2), ("sources", [])):
        broken = {**data, "events": [{**data["events"][0], key: wrong}]}
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(broken, json.loads(made("data/events.schema.json")))


def test_the_page_of_the_data_names_every_file_and_every_field() -> None:
    page = made("data/index.md")
    files = {page.path.removeprefix("data/") for page in compose(samples.sample(), SITE) if page.path.startswith("data/")}
    files -= {"index.md", "filter.js"}  # the page itself, and what its own script reads
    assert all(f">{file}</a>" in page for file in files)
    data = json.loads(made("data/events.json"))
    fields = {*data["articles"][0], *data["events"][0], *data["events"][0]["sources"][0]}
    assert all(f"| `{field}` |" in page for field in fields)


def test_csv() -> None:
    """A row an event, in the order of the timeline; the title and the quotation are the article's letters."""
    rows = list(csv.DictReader(io.StringIO(made("data/events.csv"), newline="")))
    assert len(rows) == 15
    closed = next(row for row in rows if row["id"] == "k7m2q9f")
    assert (closed["date"], closed["first"], closed["last"], closed["status"]) == ("2024-03-14", "2024-03-14", "2024-03-14", "happened")
    assert closed["url"] == "https://example.org/a/b/e/k7m2q9f/"
    assert closed["outlets"] == "Ellery Times; Coast Radio"
    assert closed["quote"] in samples.HARBOUR
    assert [row["date"] for row in rows][-3:] == ["XXXX-09-09", "", ""]


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t"])
def test_csv_is_no_program(begin: str) -> None:
    """A title that a spreadsheet would run as a formula is text."""
    timeline = samples.sample()
    events = tuple(replace(event, title=f'{begin}HYPERLINK("http://evil.example")') for event in timeline.events)
    rows = list(csv.DictReader(io.StringIO(made("data/events.csv", replace(timeline, events=events)), newline="")))
    assert {row["title"][0] for row in rows} == {"'"}


def entries(text: str) -> dict[str, icalendar.Event]:
    return {str(entry["uid"]).partition("@")[0]: entry for entry in icalendar.Calendar.from_ical(text).walk("VEVENT")}


def test_calendar_has_what_is_dated_to_the_day_and_nothing_else() -> None:
    """All-day entries; a month, a year or "since 2014" is no day, and is not sharpened to one."""
    told = entries(made("data/events.ics"))
    assert set(told) == {"v2v3v4w", "k7m2q9f", "b4d6f8h", "h2h3h4j", "m2m3m4n", "n2n3n4p"}
    closed = told["k7m2q9f"]
    assert (closed.decoded("dtstart"), closed.decoded("dtend")) == (date(2024, 3, 14), date(2024, 3, 15))
    assert str(closed["url"]) == "https://example.org/a/b/e/k7m2q9f/"
    assert (told["h2h3h4j"].decoded("dtstart"), told["h2h3h4j"].decoded("dtend")) == (date(2024, 3, 18), date(2024, 3, 25))
    assert str(told["b4d6f8h"]["status"]) == "TENTATIVE"
    assert str(told["m2m3m4n"]["summary"]) == "Denied: Brandt denies having known"
    assert str(told["v2v3v4w"]["summary"]) == samples.HOSTILE_TITLE


def test_calendar_stamps_tell_the_last_change() -> None:
    """No clock: the stamp is the release in which a reader last saw something change."""
    told = entries(made("data/events.ics", changed(("2024-05-01", "minted", "Added."), ("2024-06-02", "redated", "Changed."))))
    assert told["k7m2q9f"].decoded("dtstamp").date() == date(2024, 6, 2)


def test_feeds_are_the_same_in_both_forms() -> None:
    """What Atom says, JSON Feed says: names, titles, addresses, days."""
    atom, feed = feedparser.parse(made("data/feed.xml")), json.loads(made("data/feed.json"))
    assert not atom.bozo
    assert atom.feed.title == feed["title"] == "The bridge"
    assert [entry.id for entry in atom.entries] == [item["id"] for item in feed["items"]]
    assert [entry.link for entry in atom.entries] == [item["url"] for item in feed["items"]]
    assert [entry.updated for entry in atom.entries] == [item["date_modified"] for item in feed["items"]]
    assert [entry.published for entry in atom.entries] == [item["date_published"] for item in feed["items"]]
    assert feed["version"] == "https://jsonfeed.org/version/1.1"


def test_feed_entries_move_only_by_a_change_that_a_reader_sees() -> None:
    """The id and the day of publication stay; a redated event comes first, and says what changed."""
    before = feedparser.parse(made("data/feed.xml"))
    timeline = changed(
        ("2024-05-01", "minted", "Added from Ellery Times."), ("2024-06-02", "redated", "Date changed from March to 14 March")
    )
    first = feedparser.parse(made("data/feed.xml", timeline)).entries[0]
    assert first.id == "tag:example.org,2024-05-01:k7m2q9f"
    assert first.id in {entry.id for entry in before.entries}
    assert (first.published, first.updated) == ("2024-05-01T00:00:00Z", "2024-06-02T00:00:00Z")
    assert first.title == "Thursday 14 March 2024: Port Ellery closes its harbour bridge over cracked cables"
    assert "Date changed from March to 14 March." in first.summary


def test_feeds_without_an_address_link_from_where_they_lie() -> None:
    """A publisher who names no address gets links that work all the same."""
    assert 'href="../e/k7m2q9f/"' in made("data/feed.xml", site=ROOTLESS)
    assert "home_page_url" not in json.loads(made("data/feed.json", site=ROOTLESS))


def test_timelinejs() -> None:
    """Dates have no more parts than are known, and the texts, which it takes for HTML, are escaped."""
    slides = {slide["unique_id"]: slide for slide in json.loads(made("data/timelinejs.json"))["events"]}
    assert slides["k7m2q9f"]["start_date"] == {"year": 2024, "month": 3, "day": 14}
    assert slides["d2d3d4f"]["start_date"] == {"year": 2023, "month": 2}
    assert slides["f2f3f4g"]["start_date"] == {"year": 2021}
    assert slides["f2f3f4g"]["end_date"] == {"year": 2022}
    assert slides["g2g3g4h"]["display_date"] == "since 2014"
    for slide in slides.values():
        tags = {tag for tag, _ in Text(slide["text"]["headline"] + slide["text"]["text"]).tags}
        assert tags <= {"blockquote", "p", "a"}


# ---- The head of the built pages ----


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("heads")
    config = folder / "mkdocs.yml"
    text = (PROJECT / "mkdocs.yml").read_text(encoding="utf-8")
    config.write_text(text.replace('site_url: ""', "site_url: https://example.org/a/b/"), encoding="utf-8")
    return publish(folder, compose(samples.sample(), read_site(config)))


def head(site: Path, path: str) -> dict[str, str]:
    """The meta fields of a page."""
    tags = Text((site / path).read_text(encoding="utf-8")).tags
    return {attrs.get("property") or attrs.get("name") or "": attrs.get("content") or "" for tag, attrs in tags if tag == "meta"}


def linked_data(site: Path, path: str) -> dict[str, object]:
    html = (site / path).read_text(encoding="utf-8")
    told: dict[str, object] = json.loads(html.partition('<script type="application/ld+json">')[2].partition("</script>")[0])
    return told


def test_what_a_link_to_an_event_looks_like_elsewhere(site: Path) -> None:
    told = head(site, "e/k7m2q9f/index.html")
    assert told["og:title"] == "Thursday 14 March 2024: Port Ellery closes its harbour bridge over cracked cables"
    assert told["og:description"].endswith("cracks in two of its cables.” Ellery Times")
    assert told["og:url"] == told["citation_public_url"] == "https://example.org/a/b/e/k7m2q9f/"
    assert told["citation_title"] == "Port Ellery closes its harbour bridge over cracked cables"
    assert told["citation_publication_date"] == "2024/05/20"


def test_linked_data_of_an_event(site: Path) -> None:
    """A web page about an event, citing each article; a date no finer than is known."""
    told = linked_data(site, "e/k7m2q9f/index.html")
    assert told["@type"] == "WebPage"
    assert told["url"] == "https://example.org/a/b/e/k7m2q9f/"
    assert told["about"] == {
        "@type": "Event",
        "name": "Port Ellery closes its harbour bridge over cracked cables",
        "startDate": "2024-03-14",
        "location": [{"@type": "Place", "name": "Port Ellery"}, {"@type": "Place", "name": "Ellery harbour"}],
    }
    cited = told["citation"]
    assert isinstance(cited, list)
    assert [(article["@type"], article["datePublished"]) for article in cited] == [
        ("NewsArticle", "2024-03-14"),
        ("NewsArticle", "2024-03-15"),
    ]
    month = linked_data(site, "e/d2d3d4f/index.html")["about"]
    assert isinstance(month, dict)
    assert month["startDate"] == "2023-02"


def test_hostile_text_stays_text_in_the_head(site: Path) -> None:
    html = (site / "e/v2v3v4w/index.html").read_text(encoding="utf-8")
    assert "<script>alert" not in html
    assert linked_data(site, "e/v2v3v4w/index.html")["name"] == " ".join(samples.HOSTILE_TITLE.split())
    assert head(site, "e/v2v3v4w/index.html")["citation_title"] == samples.HOSTILE_TITLE


def test_every_page_names_the_feeds_and_its_one_address(site: Path) -> None:
    for path, html in pages_of(site):
        links = [attrs for tag, attrs in Text(html).tags if tag == "link"]
        feeds = [attrs["type"] for attrs in links if attrs.get("rel") == "alternate feed"]
        assert feeds == ["application/atom+xml", "application/feed+json"], path
        canonical = [attrs["href"] for attrs in links if attrs.get("rel") == "canonical"]
        expected = [] if path == "404.html" else [f"https://example.org/a/b/{path.removesuffix('index.html')}"]
        assert canonical == expected, path


def test_lost_readers_and_robots_are_told_where_to_go(site: Path) -> None:
    """The 404 page has the search and a way home; robots.txt names the sitemap."""
    lost = (site / "404.html").read_text(encoding="utf-8")
    assert "There is no such page" in lost
    assert 'data-md-component="search"' in lost
    assert '<a href="/a/b/.">the timeline' in lost
    robots = (site / "robots.txt").read_text(encoding="utf-8")
    assert robots == "User-agent: *\nAllow: /\nSitemap: https://example.org/a/b/sitemap.xml"
