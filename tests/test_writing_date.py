"""Each case in writing_dates.txt: what day a page was written, the words that give it away, and the reason that is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from timeline.clean import clean
from timeline.expressions import find
from timeline.model import Written
from timeline.read import read_file
from timeline.writing_date import date_article

TABLE = Path(__file__).with_name("writing_dates.txt")
CASE = re.compile(
    r"^(?P<name>[^#\n.][^\n]*)\n\.\n(?P<page>.*?\n)\.\n(?P<expected>[^\n]*)\n(?:but today it is (?P<today>[^\n]*)\n)?", re.M | re.S
)


def _cases() -> Iterator[object]:
    for case in CASE.finditer(TABLE.read_text(encoding="utf-8")):
        file = re.search(r": (\S+\.txt)$", case["name"])
        yield pytest.param(file[1] if file else "a.txt", case["page"], case["expected"], case["today"], id=case["name"])


@pytest.mark.parametrize(("file", "page", "expected", "today"), list(_cases()))
def test_day_of_writing_is_told_with_the_words_that_give_it_away(
    tmp_path: Path, file: str, page: str, expected: str, today: str | None
) -> None:
    (tmp_path / file).write_text(page, encoding="utf-8")
    article, _ = read_file(tmp_path / file, file)
    article = clean(article)
    written = date_article(article, find(article.text, article.language))
    day, quoted, reason = re.fullmatch(r'(\S+)(?: +"([^"]*)")? *(.*)', expected).groups()
    found = str(written.when or written.partial or "unknown")
    if today is not None:
        assert found == today != day, "this case is right now: take its last line away"
        return
    assert found == day, written.because
    if quoted:
        assert article.text[written.clue.start : written.clue.end] == quoted
        assert day == "unknown" or quoted in written.because
    assert reason in written.because
    assert _is_said_in_full(written)


def _is_said_in_full(written: Written) -> bool:
    """Whether the reason is a sentence."""
    return bool(re.fullmatch(r"[A-ZÄÖÜ“].*[.]", written.because, re.S))


def test_every_case_of_the_table_is_run() -> None:
    text = TABLE.read_text(encoding="utf-8")
    assert len(re.findall(r"(?m)^\.$", text)) == 2 * len(CASE.findall(text))
