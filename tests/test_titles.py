"""Each sentence in titles.txt and the headline that it gives; and what holds for the title of any sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from timeline.model import Span
from timeline.titles import LONGEST, stands_alone, title

TABLE = Path(__file__).with_name("titles.txt")
MARK = re.compile(r"(\[\[?)(.+?)\]\]?")


def _cases() -> Iterator[object]:
    for number, line in enumerate(lines := TABLE.read_text(encoding="utf-8").splitlines()):
        if line and line[0] not in "# ":
            not_yet = lines[number + 2 : number + 3] == ["    not yet"]
            yield pytest.param(line, lines[number + 1].strip(), not_yet, id=f"{number + 1} {lines[number + 1].strip()}")


def _without_marks(marked: str) -> tuple[str, list[Span], Span]:
    """A sentence, its times, and the one that the title is for."""
    text, times, focus, at = "", [], None, 0
    for mark in MARK.finditer(marked):
        text += marked[at : mark.start()] + mark[2]
        times.append(Span(len(text) - len(mark[2]), len(text)))
        focus = times[-1] if mark[1] == "[[" or focus is None else focus
        at = mark.end()
    return text + marked[at:], times, focus


@pytest.mark.parametrize(("marked", "expected", "not_yet"), list(_cases()))
def test_title_is_the_headline_that_a_reader_would_want(marked: str, expected: str, not_yet: bool) -> None:
    found = title(*_without_marks(marked))
    if not_yet:
        assert found != expected, "this title is right now: take “not yet” away"
    else:
        assert found == expected


@pytest.mark.parametrize("text", ["He resigned", "The company was sold", "It ran aground", "This was denied", "Their ferry sank"])
def test_title_that_leaves_open_who_acts_does_not_stand_alone(text: str) -> None:
    assert not stands_alone(text)


PIECES = """The council of Tarn said that which who and but , ; : – “ ” " ( ) voted opened will Mayor Petra Halm A.P. Brandt & Co. 1,200.5 a
    on in to Friday, after while dyke bridges [on_Friday] [in_2019] [14_July_2021] according reported he it was"""


@given(some.lists(some.sampled_from(PIECES.split()), min_size=1, max_size=45).map(" ".join))
def test_title_is_short_and_of_the_sentence_s_own_words_in_their_order(marked: str) -> None:
    text, times, focus = _without_marks(marked.replace("_", " "))
    made = title(text, times, focus)
    assert len(made) <= LONGEST
    assert "\n" not in made
    words = re.findall(r"\w+", made.lower())
    assert set(words) <= set(re.findall(r"\w+", text.lower()))
    assert made.count("“") == made.count("”") or "…" in made
