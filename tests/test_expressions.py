"""The tables of expressions: a value, then every way to say it; one test a phrase, named for its table and line."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.expressions import find
from timeline.expressions.explain import explain
from timeline.expressions.rules import BadPhrase, Book
from timeline.expressions.vocabulary import VOCABULARY
from timeline.resolve import dates_in

TABLES = Path(__file__).parent / "expressions"


def lines(name: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate((TABLES / f"{name}.txt").read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line


def phrases(*names: str) -> list:
    found = []
    for name in names:
        written, language = None, "en"
        for number, line in lines(name):
            if line.startswith("written "):
                written = date.fromisoformat(line.split()[1])
            elif line.startswith("language "):
                language = line.split()[1]
            else:
                value, _, ways = line.partition("    ")
                for way in ways.strip().split("; "):
                    found.append(pytest.param(value.strip(), way.strip(), written, language, id=f"{name}:{number} {way.strip()}"))
    return found


def told(reading) -> str:
    return str(reading.when or reading.partial or "open")


def sentence(way: str, language: str) -> str:
    around = {"de": "Das geschah {} in Graz.", "uk": "Це сталося {} в Умані.", "ru": "Это случилось {} в Твери."}
    return around.get(language, "It happened {} in Utrecht.").format(way)


@pytest.mark.parametrize(("value", "way", "written", "language"), phrases("absolute", "relative", "german", "ukrainian", "russian"))
def test_a_phrase_means_its_value(value: str, way: str, written: date | None, language: str) -> None:
    """Each way of saying a date gives the value of its line, and no other date."""
    way, _, asked = way.partition(" | ")
    text = f"{way} in Utrecht." if asked else sentence(way, language)
    readings = dates_in(text, written, language)
    if asked:
        readings = [reading for reading in readings if asked in reading.words]
    assert told(readings[-1] if readings else None) == value if readings else value == "nothing", text
    assert all(text[reading.start : reading.end] == reading.words for reading in readings)


@pytest.mark.parametrize(("value", "way", "written", "language"), phrases("story"))
def test_a_story_places_what_it_tells(value: str, way: str, written: date | None, language: str) -> None:
    """What is counted from a date told before is placed by it, at no finer grain than it was told."""
    text, _, asked = way.partition(" | ")
    [reading] = [reading for reading in dates_in(text + ".", written) if reading.words == asked]
    assert told(reading) == value


@pytest.mark.parametrize(("value", "way", "written", "language"), phrases("ranges"))
def test_the_two_ends_of_a_range_are_tied(value: str, way: str, written: date | None, language: str) -> None:
    """A range is two readings, each of which knows where the other begins."""
    readings = dates_in(f"It lasted {way} in Utrecht.", written)
    assert [told(reading) for reading in readings] == value.split()
    assert [reading.joins for reading in readings] == [readings[1].start, readings[0].start]


@pytest.mark.parametrize(("value", "way", "written", "language"), phrases("vague"))
def test_what_is_said_beside_a_date_is_kept(value: str, way: str, written: date | None, language: str) -> None:
    """ "Early 2022" is the year 2022, with "early" kept beside it; "since 2014" is 2014, with "since"."""
    [reading] = dates_in(f"It was so {way}, in Utrecht.", written)
    assert [told(reading), reading.bound or reading.part] == value.split()


@pytest.mark.parametrize("line", [pytest.param(line, id=f"nothing:{number} {line[:40]}") for number, line in lines("nothing")])
def test_what_is_no_date_is_refused(line: str) -> None:
    """Numbers, names and words with a second sense are no dates."""
    assert [mention.words for mention in find(line)] == []


@pytest.mark.parametrize("line", [pytest.param(line, id=f"elsewhere:{number}") for number, line in lines("elsewhere")])
def test_explicit_dates_are_found_in_other_languages(line: str) -> None:
    """Day, month and year are read in any language; nothing is guessed."""
    language, value, ways = line.split("    ")
    for way in ways.split("; "):
        assert [told(mention) for mention in find(f"( {way} )", language)] == ([] if value == "nothing" else [value]), way


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "on the",
                "the",
                "1",
                "31",
                "2024",
                "may",
                "May",
                "Friday",
                "ago",
                "last",
                "year",
                "-",
                ",",
                ". ",
                "\n",
                "from",
                "to",
                "Feb",
                "29",
                "'99",
            ]
        )
    ).map(" ".join)
    | st.text(max_size=200),
    st.dates() | st.none(),
    st.sampled_from(["en", "de", "uk", "ru", "fr", "zh", "xx"]),
)
def test_any_text_is_read_without_an_error(text: str, written: date | None, language: str) -> None:
    """No text raises; readings stand in order, do not overlap, and quote the text."""
    readings = dates_in(text, written, language)
    assert all(one.end <= two.start for one, two in pairwise(readings))
    assert all(text[reading.start : reading.end] == reading.words for reading in readings)


def test_explain_shows_how_a_phrase_is_read() -> None:
    """The rule, its slots, what it counts from, the value and what was assumed."""
    shown = "\n".join(explain("three weeks ago", date(2024, 3, 15)))
    for part in ("units_ago", "number = 3", "the day of writing", "2024-02-19/2024-02-25", "counted from the day of writing"):
        assert part in shown
    assert explain("no date at all") == ["nothing in it names a place on the calendar"]


def test_a_phrase_that_disagrees_with_its_function_is_refused() -> None:
    """A slot that the function does not ask for is a mistake, told with both lists."""
    book = Book(VOCABULARY)
    with pytest.raises(BadPhrase, match=r"has \['month'\], the function asks for \['year'\]"):

        @book.phrase("in {month}")
        def in_year(year: int) -> None: ...
