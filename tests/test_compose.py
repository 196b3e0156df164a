"""The pages: what they say, that foreign text makes nothing of them, and that they build into a sound site."""

from __future__ import annotations

import gzip
import json
import posixpath
import re
import sys
import xml.etree.ElementTree as ET
from datetime import date, timedelta
from pathlib import Path

import pytest
import samples
from hypothesis import given
from hypothesis import strategies as some
from msgspec.structs import replace
from publish import PROJECT, Text, broken_links, pages_of, publish

from timeline import words
from timeline.compose import Site, compose, read_site
from timeline.compose.passages import first_sentence, quotations, sentence_link, touched
from timeline.compose.rows import source_names
from timeline.compose.view import relative, slugify, view
from timeline.model import Article, Copy, Disagreement, Event, Page, Sentence, Span, Status, Timeline
from timeline.when import Partial, parse

SITE = Site(name="The bridge", url="https://example.org/a/b/", description="A bridge & its <cables>.", contact="desk@example.org")

WORDS = """
    2024-05-24                Friday 24 May 2024
    2023-08                   August 2023
    2014                      2014
    2023-09~                  about September 2023
    2024-05-24?               24 May 2024 (not certain)
    2024-05-24%               about 24 May 2024 (not certain)
    2022/2023                 2022 to 2023
    2014/..                   since 2014
    2023-08/..                since August 2023
    2024-05-24/..             since 24 May 2024
    ../2014                   until 2014
    2024-05-13/2024-05-19     in the week of 13 May 2024
    2024-05-18/2024-05-19     on the weekend of 18 May 2024
    2021-07-12/2021-07-15     12 to 15 July 2021
    2021-06-28/2021-07-03     28 June to 3 July 2021
    2020-12-28/2021-01-05     28 December 2020 to 5 January 2021
    2024-04/2024-05           April to May 2024
    2023-11/2024-02           November 2023 to February 2024
    2023-05/2024-05-24        May 2023 to 24 May 2024
    2008-07/2008-09           July to September 2008
    2024-01/2024-06           January to June 2024
    2024-21                   spring 2024
    2024-24                   winter 2024 to 2025
    199X                      the 1990s
    19XX                      the 20th century
    2021?/2022?               2021 to 2022 (not certain)
    2021~/2022~               about 2021 to 2022
"""


@pytest.mark.parametrize("row", [line for line in WORDS.splitlines() if line.strip()], ids=str.split)
def test_words(row: str) -> None:
    """A date is printed as people say it, with "to" and never a dash."""
    edtf, said = re.split(r"\s{2,}", row.strip(), maxsplit=1)
    assert words.in_words(parse(edtf)) == said


def test_words_without_a_year_or_a_date() -> None:
    """What is known without a year is said, and what is not known is said to be missing."""
    assert words.partial_words(Partial(9, 9)) == "9 September, year not known"
    assert words.partial_words(Partial(9)) == "September, year not known"
    assert words.undated_words(["on Friday"], article_dated=False) == "not dated: “on Friday”, in an article without a date"
    assert words.undated_words([], article_dated=True) == "not dated"


def test_machine_dates_are_never_finer_than_what_is_known() -> None:
    """The `datetime` of a page holds a day only where the day is known."""
    expected = {
        "2024-05-24": "2024-05-24",
        "2023-08": "2023-08",
        "2014/..": "2014",
        "2024-05-13/2024-05-19": "2024-W20",
        "2024-21": "2024",
        "199X": "",
    }
    assert {edtf: words.datetime_attribute(parse(edtf)) for edtf in expected} == expected


def test_slugs_are_plain_and_never_the_index() -> None:
    """Any name makes an address that works on every disk."""
    assert slugify("Yoon Suk Yeol") == "yoon-suk-yeol"
    assert slugify("São Tomé / Príncipe") == "sao-tome-principe"
    for name in ("..", "index", "Зеленый", "", "/", "con."):
        assert re.fullmatch(r"[a-z0-9][a-z0-9-]*", slugify(name))
        assert slugify(name) != "index"


def composed(timeline: Timeline | None = None, site: Site = SITE) -> dict[str, str]:
    return {page.path: page.content.decode() for page in compose(timeline or samples.sample(), site)}


def _event(id: str) -> Event:
    return next(event for event in samples.sample().events if event.id == id)


def test_compose_is_a_function() -> None:
    """The same timeline gives the same pages, in whatever order its events come."""
    timeline = samples.sample()
    assert compose(timeline, SITE) == compose(replace(timeline, events=timeline.events[::-1]), SITE)


def test_every_id_has_a_page() -> None:
    """Events, and ids that name none any more, keep their address."""
    timeline, pages = samples.sample(), composed()
    for id in [*(event.id for event in timeline.events), *(gone.id for gone in timeline.gone)]:
        assert f"e/{id}/index.md" in pages


def test_gone_pages_say_what_became_of_them() -> None:
    """A merged entry forwards, a split one lists its parts, a withdrawn one says why, an erased one says nothing of what it was."""
    pages = composed()
    assert "forward: ../k7m2q9f/" in pages["e/t9q4w2n/index.md"]
    assert all(f'href="../{part}/"' in pages["e/s2s3s4t/index.md"] for part in ("k7m2q9f", "b4d6f8h"))
    assert "The article that told it was taken out" in pages["e/x2x3x4z/index.md"]
    assert "told twice" in pages["e/w2w3w4x/index.md"]
    for id in ("t9q4w2n", "s2s3s4t", "x2x3x4z", "z2z3z4b", "w2w3w4x"):
        assert "robots: noindex" in pages[f"e/{id}/index.md"]
        assert "exclude: true" in pages[f"e/{id}/index.md"]


def test_hidden_events_stand_in_no_list_and_no_data() -> None:
    """What the editor took out is named nowhere, not even on the page that says so."""
    assert not [path for path, content in composed().items() if "An entry that the editor hid" in content]
    assert [path for path, content in composed().items() if "w2w3w4x" in content] == []


def test_event_page() -> None:
    """An event's page has its date in words, the passage with the date words marked, every source, and why this date."""
    page = composed()["e/k7m2q9f/index.md"]
    assert '<time datetime="2024-03-14">Thursday 14 March 2024</time>' in page
    assert "EDTF 2024-03-14" in page
    assert "was closed to traffic <mark>on Thursday</mark> after inspectors" in page
    assert '<span class="tl-near">The city said that it would stay closed for at least a month.</span>' in page
    assert "“on Thursday” was counted from the article's own day." in page
    assert "https://times.example/2024/bridge?id=1&amp;x=2#:~:text=The%20Ellery%20harbour%20bridge,two%20of%20its%20cables." in page
    assert 'href="https://archive.example/1"' in page
    assert 'href="../../articles/ellery-times/"' in page
    assert "<th>Friday 15 March 2024</th><td>Coast Radio</td><td><q" in page
    assert "mailto:desk@example.org?subject=The%20bridge%3A%20k7m2q9f" in page
    assert "https&#58;&#47;&#47;example&#46;org&#47;a&#47;b&#47;e&#47;k7m2q9f&#47;" in page


def test_undated_event_page() -> None:
    """What cannot be dated says what is known, and what would settle it."""
    pages = composed()
    assert "9 September, year not known" in pages["e/p2p3p4q/index.md"]
    assert "Not dated&#58; “On Friday”, in an article without a date" in pages["e/q2q3q4r/index.md"]
    assert "What would settle it" in pages["e/q2q3q4r/index.md"]


def test_whole_passage_stands_on_the_page() -> None:
    """A passage over two paragraphs is quoted whole, in two paragraphs, and its neighbours are quieter."""
    told = samples.article("a.txt", 'Head\n\nOne came. Two of them\ncame\t"late" <b>.\n\nThree left on Friday. Four stayed.')
    said = samples.passage(told, "Two", "Friday.", "on Friday")
    report = replace(_event("c2c3c4d").reports[0], article="a.txt", passages=(said,))
    assert re.sub(r"&#(\d+);", lambda found: chr(int(found[1])), quotations(told, report)) == (
        '<blockquote lang="en">\n<p><span class="tl-near">One came.</span> Two of them came "late" <b>.</p>\n'
        '<p>Three left <mark>on Friday</mark>. <span class="tl-near">Four stayed.</span></p>\n</blockquote>'
    )
    assert first_sentence(told, report) == 'Two of them came "late" <b>.'


def _opened(body: str, quoted: str, url: str = "https://a.example/x") -> tuple[str, bool]:
    told = Article("a.txt", body, url=url)
    said = samples.passage(told, quoted, quoted)
    return sentence_link(told, replace(_event("c2c3c4d").reports[0], passages=(said,)))


def test_a_sentence_link_is_made_only_where_it_finds_the_sentence() -> None:
    """A text fragment opens at the first place that fits, so its words must be nowhere before."""
    told = "The mayor of the town spoke. He spoke, of a well-known bridge & more, for an hour."
    address, exact = _opened(told, "He spoke, of a well-known bridge & more, for an hour.")
    assert exact
    assert address == "https://a.example/x#:~:text=He%20spoke%2C%20of%20a,more%2C%20for%20an%20hour."
    twice = "We will not pay. " * 2
    assert _opened(twice, "We will not pay.") == ("https://a.example/x", False)
    assert _opened("Only once it rained.", "Only once it rained.", url="ftp://a.example/x") == ("", False)


def test_hostile_text_makes_no_element() -> None:
    """Nothing that an article, a title, an outlet or an address says becomes markup on any page."""
    for path, content in composed().items():
        if path.endswith(".md"):
            found = Text(content)
            assert not {"script", "img", "i2"} & {tag for tag, _ in found.tags}, path
            assert not [attrs for _, attrs in found.tags if any(name.startswith("on") for name in attrs)], path
            assert not [
                attrs for _, attrs in found.tags if (attrs.get("href") or "").strip().lower().startswith(("javascript:", "data:"))
            ], path


def test_published_data() -> None:
    """events.json holds every shown event, one source a passage, and quotes that are the articles' letters."""
    timeline = samples.sample()
    data = json.loads(composed()["data/events.json"])
    assert list(data) == ["schema", "articles", "events"]
    assert [told["file"] for told in data["articles"]] == sorted(samples.ARTICLES)
    texts = {told.file: told.text for told, _ in timeline.articles}
    assert {told["id"] for told in data["events"]} == {event.id for event in timeline.events if not event.hidden}
    for told in data["events"]:
        assert list(told) == [
            "id", "formerly", "url", "date", "words", "first", "last", "title", "status", "importance", "because", "actors", "places",
            "disagreements", "sources",
        ]  # fmt: skip
        assert told["url"] == f"https://example.org/a/b/e/{told['id']}/"
        for source in told["sources"]:
            assert source["quote"] == texts[source["article"]][source["start"] : source["end"]]
    by_id = {told["id"]: told for told in data["events"]}
    assert [source["date"] for source in by_id["k7m2q9f"]["sources"]] == ["2024-03-14", "2024-03-14?"]
    assert by_id["p2p3p4q"]["date"] == "XXXX-09-09"
    assert by_id["p2p3p4q"]["first"] is None
    assert by_id["q2q3q4r"]["date"] is None
    assert by_id["q2q3q4r"]["words"] == ["On Friday"]
    assert (by_id["g2g3g4h"]["first"], by_id["g2g3g4h"]["last"]) == ("2014-01-01", None)
    assert by_id["v2v3v4w"]["title"] == samples.HOSTILE_TITLE


def test_order_of_time() -> None:
    """What is known less exactly stands at the head of its month or year; undated events follow their articles."""
    seen = view(samples.sample(), SITE)
    order = [
        "1968 2014/.. 2021/2022 2023-02 2024-03-04 2024-03-14",
        "2024-03-15? 2024-03-18/2024-03-24 2024-03-20 2024-04-02 2024-05-15~ 2025-23",
    ]
    assert [event.date for event in seen.dated] == " ".join(order).split()
    assert [event.id for event in seen.undated] == ["p2p3p4q", "q2q3q4r", "r2r3r4s"]


def test_home_tells_gaps_and_numbers() -> None:
    """A long silence is a line of text; the numbers add up."""
    home = composed()["index.md"]
    assert "No events from 1969 to 2013, 45 years." in home
    assert "No events from March 2023 to February 2024, twelve months." in home
    assert "15 events from 4 articles by 3 outlets, 1968 to 2025" in home
    assert "4 dated to the day, 8 less exactly" in home


def test_an_actor_is_silent_alone() -> None:
    """A gap on the page of an actor or a place is one of their events, and says so; the page tells from when to when they reach."""
    page = composed()["who/ada-brandt/index.md"]
    assert "No events with Ada Brandt from 1969 to 2013, 45 years." in page
    assert ", 1968 to 2025; three of them not dated." in page


def test_sources_without_a_name_are_told_apart() -> None:
    """One is named by its date, several by their number."""
    seen = view(samples.sample(), SITE)
    assert source_names(seen, ["council.txt", "ellery-times.txt", "ellery-times.txt"]) == ["Ellery Times", "Source not named, not dated"]
    assert source_names(seen, ["council.txt", "council.txt"]) == ["two sources not named"]


def test_own_opening() -> None:
    """The publisher's own opening replaces the description, and its heading the name."""
    home = composed(site=replace(SITE, intro="# Cables\n\nHow *it* broke."))["index.md"]
    assert "# Cables\n\nHow *it* broke.\n\n" in home


def test_opening_is_read_from_the_folder_it_belongs_to(tmp_path: Path) -> None:
    """Settings may serve many collections; an opening is of one."""
    (tmp_path / "mkdocs.yml").write_text("site_name: A\nsite_url: https://a.example/b\nextra: {contact: c@d.example}\n", encoding="utf-8")
    (tmp_path / "_intro.md").write_text("\ufeffHello.\n", encoding="utf-8")
    assert read_site(tmp_path / "mkdocs.yml") == Site(name="A", url="https://a.example/b/", contact="c@d.example")
    assert read_site(tmp_path / "mkdocs.yml", tmp_path).intro == "Hello."


def test_nothing_to_tell_makes_a_site_all_the_same() -> None:
    """Without an article every page of the navigation is still there."""
    pages = composed(Timeline((), (), (), ""))
    assert {
        "index.md",
        "undated.md",
        "changes.md",
        "who/index.md",
        "where/index.md",
        "articles/index.md",
        "data/index.md",
        "data/events.json",
        "data/filter.js",
        "data/events.schema.json",
        "data/events.csv",
        "data/events.ics",
        "data/feed.xml",
        "data/feed.json",
        "data/timelinejs.json",
    } == set(pages)


def test_full_years_have_a_page_a_month() -> None:
    """Past 300 events a year is told by month, with its key events on its own page; the home page has its years and key events."""
    pages = composed(samples.large())
    assert pages["timeline/2020/03/index.md"].count("<article>") == 31
    assert pages["timeline/2020/index.md"].count("<article>") == 10
    assert 'href="03/#2020-03"' in pages["timeline/2020/index.md"]
    assert pages["index.md"].count("<article>") == 25
    assert '<a href="#bbbbb22">Wed 1</a> <small>2</small>' in pages["timeline/2020/01/index.md"]


def test_a_page_of_very_many_events_has_their_dates_and_titles_alone() -> None:
    """What is named in more than 300 events has all of them on its page; what the sources say stands with each."""
    sample = samples.large()
    named = [replace(event, actors=("Everybody", *(("Somebody",) if number < 20 else ()))) for number, event in enumerate(sample.events)]
    pages = composed(replace(sample, events=tuple(named)))
    everybody, somebody = pages["who/everybody/index.md"], pages["who/somebody/index.md"]
    assert everybody.count("<article>") == everybody.count("<h3>") == len(named)
    assert "<q" not in everybody
    assert somebody.count("<q") == 20


def _script(content: str) -> dict[str, object]:
    """What a file for the filters hands over."""
    return json.loads(content[content.index("(") + 1 : content.rindex(")")])


def test_filters_know_every_event() -> None:
    """The file of who, where and when has each shown event once, with its names, and the days on which it can have happened."""
    pages = composed()
    facts = _script(pages["data/filter.js"])
    ids = [facts["ids"][at : at + 7] for at in range(0, len(facts["ids"]), 7)]
    seen = view(samples.sample(), SITE)
    assert ids == [event.id for event in (*seen.dated, *seen.undated)]
    closed = ids.index("k7m2q9f")
    named = {column: [facts[column][at] for at in facts["of"][column][closed]] for column in ("who", "where", "outlet", "status")}
    assert named == {
        "who": ["Ada Brandt", "City of Port Ellery"],
        "where": ["Port Ellery", "Ellery harbour"],
        "outlet": ["Ellery Times", "Coast Radio"],
        "status": ["happened"],
    }

    def can_have_happened(id: str) -> str:
        first, days = facts["first"][ids.index(id)], facts["days"][ids.index(id)]
        begin = date(1970, 1, 1) + timedelta(first) if first is not None else ""
        return f"{begin} to {date(1970, 1, 1) + timedelta((first or 0) + days) if days is not None else ''}"

    assert can_have_happened("k7m2q9f") == "2024-03-14 to 2024-03-14"
    assert can_have_happened("d2d3d4f") == "2023-02-01 to 2023-02-28"
    assert can_have_happened("g2g3g4h") == "2014-01-01 to "
    assert can_have_happened("k2k3k4m") == "2024-05-14 to 2024-05-16", "about the 15th"
    assert can_have_happened("q2q3q4r") == " to "
    assert [id for id, sure in zip(ids, facts["sure"], strict=True) if sure == "1"] == ["v2v3v4w", "k7m2q9f", "m2m3m4n", "n2n3n4p"]


def test_a_long_timeline_has_its_titles_in_files() -> None:
    """Where the home page has not all rows, a filter makes them from files of 500 titles each; a short one needs none."""
    pages = composed(samples.large())
    titles = [_script(pages[f"data/titles-{number}.js"]) for number in range(3)]
    assert [len(rows) for rows in titles] == [500, 500, 200]
    assert titles[0][0] == ["Wednesday 1 January 2020", "2020-01-01", "Thing 0 of 2020 happens", ""]
    assert "data/titles-3.js" not in pages
    assert "data/titles-0.js" not in composed()


def test_what_is_not_told_as_done_has_pages() -> None:
    """Planned, alleged and denied events can be listed without a script."""
    pages = composed()
    assert pages["timeline/planned/index.md"].count("<article>") == 1
    assert "A new bridge is to open" in pages["timeline/planned/index.md"]
    assert 'href="timeline/denied/"' in pages["index.md"]
    assert "timeline/cancelled/index.md" not in pages


def test_the_overview_is_finest_where_most_events_are() -> None:
    """One busy year has its months, a few events long ago a bar for all; what has no month has a bar of its own."""
    sample, bridge = samples.sample(), _event("c2c3c4d")
    busy = [replace(bridge, id=f"b{number:06}", when=parse(f"2010-{number % 6 + 1:02}-03")) for number in range(60)]
    old = [replace(bridge, id=f"c{number:06}", when=parse(f"{1810 + 9 * number}")) for number in range(18)]
    open_month = [replace(bridge, id="d222222", when=parse("2010"))]
    home = composed(replace(sample, events=(*busy, *old, *open_month)))["index.md"]
    names = re.findall(r'aria-label="([^"]*)"', home.partition("tl-narrow")[0])
    assert names[-7:] == [
        "2010, month not known, 1 event",
        "January 2010, 10 events", "February 2010, 10 events", "March 2010, 10 events",
        "April 2010, 10 events", "May 2010, 10 events", "June 2010, 10 events",
    ]  # fmt: skip
    assert "1810s, 2 events" in names
    phone = re.findall(r'aria-label="([^"]*)"', home.partition("tl-narrow")[2])
    assert phone[0] == "The 19th century, 10 events"
    assert len(phone) <= 11


def test_links_name_files_for_a_copy_without_a_server() -> None:
    """With use_directory_urls off every link is to a file, so that the site works from a memory stick."""
    pages = composed(site=replace(SITE, directory_urls=False))
    links = [
        link
        for path, content in pages.items()
        if path.endswith(".md")
        for link in re.findall(r'href="([^"#]*)', content)
        if link and not re.match("https?:|mailto:", link)
    ]
    assert links
    assert all(link.endswith((".html", ".json", ".csv", ".ics", ".xml")) for link in links)


def test_an_article_shows_its_passages_or_all_of_its_text() -> None:
    """By default what events quote, with the sentence before and after; the whole story only where the publisher says so."""
    passages = composed()["articles/radio-coast/index.md"]
    assert "Hundreds queued at the pier on Friday morning" in " ".join(re.sub("<[^>]*>", "", passages).split())
    assert "The text</h2>" not in passages
    full = composed(site=replace(SITE, full_text=True))["articles/radio-coast/index.md"]
    whole = re.sub(r"&#(\d+);", lambda found: chr(int(found[1])), full.partition("The text</h2>")[2])
    for paragraph in samples.RADIO.split("\n\n")[1:]:
        assert f"<p>{' '.join(paragraph.split())}</p>" in whole


def test_the_search_of_a_large_timeline_keeps_to_titles_and_actors(monkeypatch: pytest.MonkeyPatch) -> None:
    """Past a number of events their quotations would make the index slow to load."""
    opening = re.compile(r'<section class="tl-part"( data-search-exclude)?>\n<h2>What the source')
    assert opening.search(composed()["e/b4d6f8h/index.md"])[1] is None  # type: ignore[index]
    monkeypatch.setattr(sys.modules["timeline.compose.view"], "MANY", 10)
    assert opening.search(composed()["e/b4d6f8h/index.md"])[1]  # type: ignore[index]


@pytest.mark.parametrize(("name", "most"), [("timeline.js", 12_000), ("timeline.css", 12_000)])
def test_what_every_page_loads_is_small(name: str, most: int) -> None:
    """The script and the style sheet stay small, and the script makes text of what it is given, never markup."""
    content = (PROJECT / "docs/assets" / name).read_bytes()
    assert len(gzip.compress(content, mtime=0)) <= most
    assert not re.search(rb"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", content)


# ---- The built site ----


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    return publish(folder, _pages(folder))


def _pages(folder: Path) -> list[Page]:
    config = folder / "mkdocs.yml"
    text = (PROJECT / "mkdocs.yml").read_text(encoding="utf-8")
    config.write_text(text.replace('site_url: ""', "site_url: https://example.org/a/b/"), encoding="utf-8")
    return compose(samples.sample(), read_site(config))


def test_every_page_has_one_heading_of_the_first_rank(site: Path) -> None:
    assert {path: html.count("<h1") for path, html in pages_of(site)} == {path: 1 for path, _ in pages_of(site)}


def test_lists_have_as_many_articles_headings_and_times_as_events(site: Path) -> None:
    """What is listed can be counted: an article, a heading with a link, and a time for each dated event."""
    home = (site / "index.html").read_text(encoding="utf-8")
    assert home.count("<article>") == home.count("<h3>") == home.count("<time") == 12
    undated = (site / "undated/index.html").read_text(encoding="utf-8")
    assert (undated.count("<article>"), undated.count("<h3>"), undated.count("<time")) == (3, 3, 0)


def test_links_and_anchors_resolve(site: Path) -> None:
    """Every internal link leads to a page that is there, and every anchor to an element; the 404 page apart, which any address shows."""
    assert broken_links(site) == []


def test_nothing_is_asked_of_another_host(site: Path) -> None:
    """Scripts, styles, pictures and fonts are the site's own."""
    loads = {"script": "src", "img": "src", "iframe": "src", "link": "href", "source": "src"}
    for path, html in pages_of(site):
        for tag, attrs in Text(html).tags:
            address = attrs.get(loads.get(tag, ""), "") or ""
            assert not re.match(r"(?:https?:)?//", address) or attrs.get("rel") == "canonical", (path, address)


def test_search_finds_events_and_little_else(site: Path) -> None:
    """One result an event, with its title, its quotation and its actors; lists are not found."""
    found = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))["docs"]
    events = [entry for entry in found if entry["location"].startswith("e/")]
    assert len(events) == len({entry["location"] for entry in events}) == 15
    assert {entry["location"].partition("#")[0] for entry in found} - {entry["location"] for entry in events} == {"method/"}
    closed = next(entry for entry in events if entry["location"] == "e/k7m2q9f/")
    assert closed["title"] == "Port Ellery closes its harbour bridge over cracked cables"
    assert "cracks in two of its cables" in closed["text"]
    assert "City of Port Ellery" in closed["text"]
    assert "Repairs begin" not in closed["text"], "other events are not this one's text"


def test_sitemap_leaves_out_what_is_no_event(site: Path) -> None:
    """Forwarding, withdrawn and hidden pages are in no sitemap."""
    addresses = [element.text or "" for element in ET.parse(site / "sitemap.xml").iter() if element.tag.endswith("loc")]
    assert "https://example.org/a/b/e/k7m2q9f/" in addresses
    assert not [address for address in addresses if re.search("t9q4w2n|s2s3s4t|x2x3x4z|z2z3z4b|w2w3w4x", address)]


def test_two_builds_are_the_same_bytes(site: Path, tmp_path: Path) -> None:
    """The same pages make the same site, its sitemap and its compressed copy too."""
    again = publish(tmp_path, _pages(tmp_path))
    for file in site.rglob("*"):
        if file.is_file():
            assert file.read_bytes() == (again / file.relative_to(site)).read_bytes(), file.name


def test_event_page_says_what_sources_share_and_where_their_numbers_differ() -> None:
    """Who carries another's text is one source with it; a plan among its sources says so; numbers are not read as dates."""
    timeline = samples.sample()
    closed = _event("k7m2q9f")
    times, radio = closed.reports
    counted = [Disagreement(year, (told.article,), "number", "closed") for year, told in (("2012", times), ("2013", radio))]
    changed = replace(
        closed,
        reports=(times, replace(radio, status=Status.PLANNED)),
        copies=(Copy(radio.article, times.article, "TASS"),),
        disagreements=tuple(counted),
    )
    events = tuple(changed if event.id == closed.id else event for event in timeline.events)
    pages = composed(replace(timeline, events=events))
    page = pages["e/k7m2q9f/index.md"]
    assert "from one source" in page
    assert "Told here as planned." in page
    assert 'Carries the same text as <a href="../../articles/ellery-times/">' in page and "as TASS wrote it: one source." in page
    assert "<th>2012</th>" in page and "Which number is right is not decided here." in page
    (told,) = (entry for entry in json.loads(pages["data/events.json"])["events"] if entry["id"] == "k7m2q9f")
    assert [source["same_text_as"] for source in told["sources"]] == [None, "ellery-times.txt"]
    assert told["disagreements"][0] == {"value": "2012", "sources": ["ellery-times.txt"], "kind": "number", "what": "closed"}


NAMES = some.lists(some.sampled_from(["a", "b", "e"]), max_size=4).map(lambda folders: "/".join([*folders, "index.html"]))


@given(NAMES, NAMES)
def test_a_link_is_the_way_from_one_file_to_the_other(there: str, here: str) -> None:
    assert relative(there, here) == posixpath.relpath(there, posixpath.dirname(here) or ".")


@given(some.lists(some.integers(0, 60), min_size=2, max_size=12, unique=True).map(sorted), some.integers(0, 60), some.integers(1, 30))
def test_the_sentences_of_a_passage_are_those_that_it_has_a_part_of(ends: list[int], start: int, length: int) -> None:
    story = tuple(Sentence(one, two, 0) for one, two in zip(ends[::2], ends[1::2], strict=False))
    passage = Span(start, start + length)
    assert list(touched(Article("a.txt", "", story=story), passage)) == [
        number for number, sentence in enumerate(story) if sentence.overlap(passage)
    ]
