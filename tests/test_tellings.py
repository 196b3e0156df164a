"""Each sentence in tellings.txt, and what it tells at the time in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from timeline.collect import tell
from timeline.model import Article
from timeline.when import parse

TABLE = Path(__file__).with_name("tellings.txt")
# The sentence stands behind the article's own news, so that it is judged by itself.
NEWS = (
    "Bear seen in Lindow park\n\nA brown bear was seen in the park of Lindow on Thursday, rangers told the town, and nobody was hurt.\n\n"
)


def _cases() -> Iterator[object]:
    for number, line in enumerate(TABLE.read_text(encoding="utf-8").splitlines(), 1):
        if found := re.fullmatch(r"(not yet )?(\w+) +([^#].*)", line):
            yield pytest.param(found[2], found[3], bool(found[1]), id=f"{number} {found[3]}")


@pytest.mark.parametrize(("expected", "marked", "not_yet"), list(_cases()))
def test_time_in_a_sentence_tells_what_a_reader_takes_from_it(expected: str, marked: str, not_yet: bool) -> None:
    sentence = re.sub(r"[\[\]]", "", marked)
    start, end = (len(NEWS) + marked.index("["), len(NEWS) + marked.index("]") - 1)
    told = tell([Article("a.txt", NEWS + sentence, stated=parse("2024-03-15"), stated_by="the editor")])
    statuses = [
        str(report.status)
        for event in told.events
        for report in event.reports
        for passage in report.passages
        for span in passage.date_words
        if span.start < end and start < span.end
    ]
    if not_yet:
        assert statuses[:1] != ([] if expected == "nothing" else [expected]), "this is seen so now: take “not yet” away"
    else:
        assert statuses[:1] == ([] if expected == "nothing" else [expected])
