"""Runs of days keep their grain, count as people do, and say themselves in EDTF."""

from datetime import date

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from timeline import when
from timeline.when import Grain, NoSuchDay, Partial, When, parse, parse_partial
from timeline.words import partial_words

YEARS = st.integers(1, 9990)
DAYS = st.dates(date(1, 1, 1), date(9990, 12, 31))
MONTHS = st.integers(1, 12)

UNITS = st.one_of(
    st.builds(when.on, DAYS),
    st.builds(when.week, DAYS.filter(lambda day: day > date(1, 1, 7))),
    st.builds(when.weekend, DAYS.filter(lambda day: day > date(1, 1, 7))),
    st.builds(when.month, YEARS, MONTHS),
    st.builds(when.season, YEARS, st.integers(21, 24)),
    st.builds(when.quarter, YEARS, st.integers(1, 4)),
    st.builds(when.half, YEARS, st.integers(1, 2)),
    st.builds(when.year, YEARS),
    st.builds(when.decade, st.integers(1, 998).map(lambda decade: decade * 10)),
    st.builds(when.century, st.integers(1, 98).map(lambda century: century * 100)),
)


@st.composite
def spans(draw: st.DrawFn) -> When:
    one, two = sorted((draw(UNITS), draw(UNITS)), key=lambda unit: (unit.first, unit.last))
    if one.first and two.last and one.first > two.last:
        one, two = two, one
    return when.span(one, two)


@st.composite
def marked(draw: st.DrawFn) -> When:
    value = draw(st.one_of(UNITS, UNITS.map(when.since), UNITS.map(when.until), spans()))
    return value.doubted(draw(st.booleans())).roughly(draw(st.booleans()))


@given(marked())
def test_every_value_is_read_back_from_its_edtf(value: When) -> None:
    """The text of a value names the same days, and is the text of what it is read as."""
    again = parse(str(value))
    assert str(again) == str(value)
    assert (again.doubtful, again.rough) == (value.doubtful, value.rough)
    if value.to is None:
        assert again == value


@given(marked())
def test_every_value_is_edtf_to_others_too(value: When) -> None:
    """The edtf package reads every text that we write."""
    text = str(value)
    assert parse_edtf(text) is not None


@given(st.integers(1, 12), st.one_of(st.none(), st.integers(1, 28)))
def test_a_date_without_a_year_is_read_back(month: int, day: int | None) -> None:
    """XXXX-09-09 and XXXX-09 keep what is known."""
    value = Partial(month, day)
    assert parse_partial(str(value)) == value
    assert parse_edtf(str(value)) is not None


def test_a_run_of_days_without_a_year_keeps_both_ends() -> None:
    """From January to April of an unknown year; from November to February it runs into the next."""
    told = parse_partial("XXXX-01/XXXX-04")
    assert (str(told), str(told.in_year(2023))) == ("XXXX-01/XXXX-04", "2023-01/2023-04")
    assert str(parse_partial("XXXX-11-20/XXXX-02-03").in_year(2023)) == "2023-11-20/2024-02-03"
    assert partial_words(told) == "January to April, year not known"


@given(UNITS, st.integers(-40, 40))
def test_counting_there_and_back_ends_where_it_began(value: When, number: int) -> None:
    """So many units later, and as many earlier, is the same unit."""
    try:
        there = when.shift(value, number)
    except NoSuchDay:
        return
    assert there.grain == value.grain
    assert when.shift(there, -number) == value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (when.day(2024, 5, 24), "2024-05-24"),
        (when.month(2023, 8), "2023-08"),
        (when.year(2022), "2022"),
        (when.decade(1990), "199X"),
        (when.century(1900), "19XX"),
        (when.season(2024, 21), "2024-21"),
        (when.quarter(2008, 3), "2008-07/2008-09"),
        (when.half(2008, 1), "2008-01/2008-06"),
        (when.week(date(2024, 5, 15)), "2024-05-13/2024-05-19"),
        (when.weekend(date(2024, 5, 15)), "2024-05-18/2024-05-19"),
        (when.span(when.year(2022), when.year(2023)), "2022/2023"),
        (when.since(when.year(2014)), "2014/.."),
        (when.until(when.month(2014, 3)), "../2014-03"),
        (when.year(2014).doubted(), "2014?"),
        (when.year(2014).roughly(), "2014~"),
        (when.year(2014).doubted().roughly(), "2014%"),
    ],
)
def test_the_shortest_text_says_it(value: When, text: str) -> None:
    """A month is never a day, and a week is the days it has."""
    assert str(value) == text


@pytest.mark.parametrize("text", ["2023-02-29", "2024-13-01", "2024/2023", "24 May", "", "2024-05-24T00:00", "XXXX-09-09"])
def test_what_is_no_run_of_days_is_refused(text: str) -> None:
    """Impossible days and other texts raise ValueError."""
    with pytest.raises(ValueError, match=r"."):
        parse(text)


def test_a_long_month_ends_where_the_short_one_does() -> None:
    """A month after 31 January is the last day of February."""
    assert when.add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)


def test_runs_of_days_know_what_they_hold() -> None:
    """A month covers its days, and lasts as long as it does."""
    may = when.month(2024, 5)
    assert may.covers(when.day(2024, 5, 31))
    assert not may.covers(when.week(date(2024, 5, 31)))
    assert (may.days, when.since(may).days) == (31, None)
    assert when.unit(Grain.WEEK, date(2024, 5, 15)) == when.week(date(2024, 5, 15))
