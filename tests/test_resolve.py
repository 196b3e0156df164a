"""Mentions are placed once, by the day of writing or by what the text itself tells, and never more finely than they were said."""

from datetime import date

import pytest

from timeline import when
from timeline.expressions import find
from timeline.resolve import dates_in, place


def placed(text: str, written: when.When | None) -> list[str]:
    return [str(reading.when or reading.partial or "open") for reading in place(text, find(text), written)]


def test_where_only_the_month_of_writing_is_known_what_depends_on_the_day_stays_open() -> None:
    """ "Last month" follows from a month of writing; "on Friday" does not."""
    text = "Last month they met. On Friday they met again. In 2019 they had not. On May 24 they did."
    assert placed(text, when.month(2024, 5)) == ["2024-04", "open", "2019", "2024-05-24"]
    assert placed(text, when.year(2024)) == ["open", "open", "2019", "XXXX-05-24"]
    assert placed("Last year they met.", when.year(2024)) == ["2023"]


def test_without_a_day_of_writing_the_rest_is_placed() -> None:
    """What names its year needs no day of writing."""
    assert placed("Since 2014, and in August, and on Friday.", None) == ["2014", "XXXX-08", "open"]


def test_a_story_keeps_its_year() -> None:
    """In a narrative a date without a year takes the year of the story, whenever it was written."""
    text = (
        "War broke out on 3 March 1911. In April the town fell. On 2 May the king fled, and in June 1911 peace was made. "
        "The treaty of 10 July 1911 held until 1913 (it is shown today in a museum that opened in 1998). In September 1913 war came back. "
        "On 4 October the town fell again."
    )
    values = placed(text, when.day(2020, 6, 1))
    assert values[:3] == ["1911-03-03", "1911-04", "1911-05-02"]
    assert values[-1] == "1913-10-04"


def test_a_story_is_not_moved_by_what_is_to_come() -> None:
    """What a story says of a later year leaves it where it was."""
    text = (
        "The dam was planned in 2001, begun in 2003 and closed in 2005. It cracked in 2007 and was mended in 2008. "
        "The town is to pay for it until 2015. On 20 April the lake froze."
    )
    assert placed(text, when.day(2010, 7, 1))[-1] == "2008-04-20"


def test_news_that_looks_back_at_many_years_is_no_story_of_them() -> None:
    """What speaks from the day of writing at its beginning, or says "yesterday", dates "May 15" from that day."""
    text = (
        "The town today named a mayor. Halm follows a man elected in 2009, after a flood in 2008 and another in 2010. He goes on May 15. "
        "The bridge was built in 2001 and closed in 2003. "
    )
    assert placed(text, when.day(2012, 5, 1))[4] == "2012-05-15"
    assert placed(text.replace("today", "in 2007") + "It fell yesterday.", when.day(2012, 5, 1))[4] == "2012-05-15"


@pytest.mark.parametrize(
    ("text", "assumed"),
    [
        ("They met on Friday.", "the latest Friday on or before the day of writing"),
        ("They will meet on Friday.", "the first such day on or after the day of writing"),
        ("They met three weeks ago.", "counted from the day of writing"),
        ("They met on Feb. 2.", "the latest on or before the day of writing"),
    ],
)
def test_what_was_taken_for_granted_is_said(text: str, assumed: str) -> None:
    """The words go on the page beside the date."""
    [reading] = dates_in(text, date(2024, 3, 15))
    assert reading.assumed == (assumed,)


def test_what_was_said_in_full_assumes_nothing() -> None:
    """A full date needs no explanation."""
    [reading] = dates_in("They met on 2 February 2024.", date(2024, 3, 15))
    assert reading.assumed == ()


def test_a_weekday_with_a_date_keeps_both() -> None:
    """ "Friday, May 24" lacks a year and names its weekday: evidence for the day of writing."""
    [mention] = find("They met on Friday, May 24.")
    assert (str(mention.partial), mention.weekday, mention.words) == ("XXXX-05-24", 4, "Friday, May 24")


def test_the_edges_of_the_calendar_are_no_error() -> None:
    """What would lie before the year 1 stays open."""
    [reading] = dates_in("It was 900 decades ago.", date(2024, 3, 15))
    assert reading.when is None
