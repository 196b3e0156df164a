"""Numbers are known by what they are numbers of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from timeline.details import details

CASES = [
    ("A magnitude 5.1 earthquake, after one of magnitude 4.2", {"magnitude": {4.2, 5.1}}, {}, {}),
    ("The 16-year-old girl and Ena Brandt, 69, in round 2", {"age": {16, 69}, "round": {2}}, {}, {}),
    ("It raised the alert from level three to level four", {"level": {4, 3}, "step to": {4}}, {}, {}),
    ("Three miners were killed, at least 12 hurt and 1,500 evacuated", {}, {}, {"killed": [3], "injured": [12], "evacuated": [1500]}),
    ("The flood killed some 40 people", {}, {}, {"killed": [40]}),
    ("It cost $3 million, 2.5m euros and 90 crowns", {}, {"dollar": [3e6], "euro": [2.5e6], "crown": [90]}, {}),
    ("In 1918 killed by 3,300 square miles of ice, 20 minutes later", {}, {}, {}),
    ("Nineteen ferries and 3 dozen trams", {}, {}, {"ferr": [19], "tram": [36]}),
]


@pytest.mark.parametrize(("text", "series", "sums", "counts"), CASES, ids=[case[0] for case in CASES])
def test_numbers_and_what_they_count(
    text: str, series: dict[str, set[float]], sums: dict[str, list[float]], counts: dict[str, list[float]]
) -> None:
    known = details(text)
    assert known.series == series
    assert {kind: [amount.value for amount in amounts] for kind, amounts in known.sums.items()} == sums
    assert {kind: [amount.value for amount in amounts] for kind, amounts in known.counts.items()} == counts


@given(some.text(alphabet="ſixkıllKİ 0123456789²٣.,$€-ed people were magnitude from to", max_size=60))
def test_no_text_is_too_odd(text: str) -> None:
    details(text)
