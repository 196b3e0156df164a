"""Tell where the sources of one event differ: different days, or different numbers of one thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from timeline.details import Amount, details
from timeline.model import Copy, Disagreement, Report

NEARLY = 0.1  # numbers that are so little apart are one number, where one of them is said to be rough
WIDE = 3  # numbers of which one is more than so many times the other do not count the same things; tolls may


def disagreements(reports: Sequence[Report], copies: Iterable[Copy]) -> tuple[Disagreement, ...]:
    """All values that independent sources give for the same thing, where they give different ones: days first, then numbers."""
    if len(reports) == 1:
        return ()
    copied = {copy.article for copy in copies}
    own = [told for told in reports if told.article not in copied]
    return (*_days(own), *_numbers(own))


def _days(reports: Sequence[Report]) -> list[Disagreement]:
    """The days that sources give in words of their own."""
    values: defaultdict[str, list[str]] = defaultdict(list)
    for told in reports:
        if told.when and told.when.is_day and not told.by_default:
            values[str(told.when.doubted(False))].append(told.article)
    return _listed("date", "", values) if len(values) > 1 else []


def _numbers(reports: Sequence[Report]) -> list[Disagreement]:
    """The numbers that sources give for one thing: how many were killed, how much it costs."""
    given: defaultdict[str, list[tuple[Amount, str]]] = defaultdict(list)
    for told in reports:
        known = details(told.passages[0].quote)
        for what, amounts in (*known.sums.items(), *known.counts.items()):
            if len({amount.value for amount in amounts}) == 1:  # of two numbers it is not known which one compares
                given[what].append((amounts[0], told.article))
    found = []
    for what, told_of in sorted(given.items()):
        alike = [(amount, file) for amount, file in told_of if any(_same_thing(amount, other) for other, f in told_of if f != file)]
        if any(_differ(one, other) and _same_thing(one, other) for one, _ in alike for other, _ in alike):
            values: defaultdict[str, list[str]] = defaultdict(list)
            said: dict[float, str] = {}
            for amount, file in sorted(alike, key=lambda given: given[0].value):
                values[said.setdefault(amount.value, f"{amount.words} {what}" if amount.of_fate else amount.words)].append(file)
            found += _listed("number", what, values)
    return found


def _same_thing(one: Amount, other: Amount) -> bool:
    """Whether two numbers with the same noun count the same: "eleven workers died" and "126 workers on board" do not."""
    close = max(one.value, other.value) <= WIDE * min(one.value, other.value)
    return one.of_fate or (close and bool(one.near & other.near))


def _differ(one: Amount, other: Amount) -> bool:
    apart = abs(one.value - other.value)
    return apart > (NEARLY * max(one.value, other.value) if one.rough or other.rough else 0)


def _listed(kind: str, what: str, values: Mapping[str, Sequence[str]]) -> list[Disagreement]:
    order = values if kind == "number" else sorted(values)
    return [Disagreement(value, tuple(dict.fromkeys(values[value])), kind, what) for value in order]
