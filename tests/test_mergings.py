"""Each pair of sentences in mergings.txt, and whether they tell one occurrence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from timeline.collect import tell
from timeline.model import Article
from timeline.when import parse

TABLE = Path(__file__).with_name("mergings.txt")
# The sentences stand behind their articles' own news, so that they are judged by themselves.
BEARS = "Bear seen in park\n\nA brown bear was seen in a park by the lake on Thursday, rangers told the town, and nobody fled.\n\n"
TRAMS = "Trams run again\n\nAll trams of the old line ran again on Monday, said the company that owns them, and tickets were free.\n\n"


def _cases() -> Iterator[object]:
    for number, line in enumerate(TABLE.read_text(encoding="utf-8").splitlines(), 1):
        if found := re.fullmatch(r"(not yet )?(one|apart|perhaps) +(.+) \| (.+)", line):
            yield pytest.param(found[2], found[3], found[4], bool(found[1]), id=f"{number} {found[3]}")


@pytest.mark.parametrize(("expected", "one", "other", "not_yet"), list(_cases()))
def test_two_sentences_tell_what_a_reader_takes_from_them(expected: str, one: str, other: str, not_yet: bool) -> None:
    texts = {"a.txt": BEARS + one, "b.txt": TRAMS + other}
    days = {"a.txt": "2024-03-15", "b.txt": "2024-03-18"}
    told = tell([Article(file, text, stated=parse(days[file]), stated_by="the editor") for file, text in texts.items()])
    joined = any(len(event.reports) > 1 for event in told.events)
    assert sum(len(event.reports) for event in told.events) >= 4, "each sentence tells something"
    seen = "one" if joined else "perhaps" if told.doubts and expected == "perhaps" else "apart"
    assert (seen == expected) is not not_yet, "this is seen so now: take “not yet” away" if not_yet else f"seen as {seen}"
