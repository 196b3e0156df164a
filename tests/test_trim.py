"""Titles in languages whose grammar the program does not know are cut at marks and connectives."""

from __future__ import annotations

import pytest

from timeline.model import Span
from timeline.trim import trimmed

CASES = [
    ("de", "Der Rat von Tarn stimmte [am Freitag] für einen zweiten Deich.", "Der Rat von Tarn stimmte für einen zweiten Deich"),
    ("de", "[Am Freitag] stimmte der Rat von Tarn für einen Deich.", "Am Freitag stimmte der Rat von Tarn für einen Deich"),
    (
        "de",
        "Die Fähre lief vor Norby auf Grund, nachdem sie in der Nacht ihr Ruder verloren hatte und lange im Sturm trieb.",
        "Die Fähre lief vor Norby auf Grund",
    ),
    ("uk", "[5 травня] рада Тарна проголосувала за другу дамбу.", "Рада Тарна проголосувала за другу дамбу"),
    (
        "uk",
        "Пором сів на мілину біля Норбі, після того як уночі втратив стерно і три години дрейфував у шторм між двома островами.",
        "Пором сів на мілину біля Норбі",
    ),
    ("ru", "Совет Тарна проголосовал [в пятницу] за вторую дамбу.", "Совет Тарна проголосовал за вторую дамбу"),
    ("ru", "Работы начались после [5 мая].", "Работы начались после 5 мая"),
]


@pytest.mark.parametrize(("language", "marked", "expected"), CASES)
def test_sentence_is_cut_where_a_clause_ends(language: str, marked: str, expected: str) -> None:
    start, end = marked.find("["), marked.find("]") - 1
    times = [Span(start, end)] if start >= 0 else []
    assert trimmed(marked.replace("[", "").replace("]", ""), times, language, 100) == expected
