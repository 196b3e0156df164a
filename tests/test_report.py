"""What a report of an occurrence may say, and must not."""

from __future__ import annotations

import pytest

from timeline.collect import tell
from timeline.model import Article
from timeline.when import parse

NEWS = (
    "Bear seen in Lindow park\n\nA brown bear was seen in the park of Lindow on Thursday, rangers told the town, and nobody was hurt.\n\n"
)


def titles(text: str) -> list[str]:
    """The titles of what a text tells behind an article's own news."""
    told = tell([Article("a.txt", NEWS + text, stated=parse("2024-03-15"), stated_by="the editor")])
    return [event.title for event in told.events if "bear" not in event.title.lower()]


@pytest.mark.parametrize(
    ("text", "invented"),
    [
        ("Police arrested two men in Lindow. They robbed the mail boat on Monday, the prosecutor said.", "Police robbed"),
        ("The council praised the brewers for their plan. They sold the brewery on Monday to a Danish group.", "council sold"),
        ("Nobody was hurt in the fire. It broke out on Monday in the older furnace hall.", "Nobody broke"),
        ("On Friday a tug pulled the ferry free. It will sail again on Monday, the company said.", "tug will sail"),
        ("Judge Ida Halm said that Jon Maas sank the ferry. He lied on Monday to the high court of Norby.", "Ida Halm lied"),
        ("A court will decide on Monday whether the captain, arrested in 2023, goes free.", "court arrested"),
        ("Halm became mayor in 2019 after a career in law, and was re-elected in 2023.", "law was re-elected"),
        pytest.param(
            "The mayor met Ole Brandt of the brewery. He signed the contract on Monday before the press.", "mayor signed", id="mayor signed"
        ),
    ],
)
def test_title_says_of_nobody_what_the_article_says_of_another(text: str, invented: str) -> None:
    assert [title for title in titles(text) if invented in title] == []


def test_article_s_own_news_is_told_once_and_first() -> None:
    told = tell([Article("a.txt", NEWS + "Rangers caught the bear on Friday.", stated=parse("2024-03-15"), stated_by="the editor")])
    main = [report for event in told.events for report in event.reports if report.is_main]
    assert [str(report.when) for report in main] == ["2024-03-14"]


def test_article_that_the_editor_hid_makes_no_events() -> None:
    assert tell([Article("a.txt", NEWS, stated=parse("2024-03-15"), stated_by="the editor", hidden="a copy")]).events == ()


def test_every_date_that_is_counted_says_from_what_day() -> None:
    """The reason of a date that was not told in full names the day it was counted from and why the article has that day."""
    told = tell([Article("a.txt", NEWS, stated=parse("2024-03-15"), stated_by="the editor")])
    assert "on Thursday" in told.events[0].because
    assert "15 March 2024" in told.events[0].because


def test_what_is_counted_from_a_doubtful_day_is_as_doubtful() -> None:
    told = tell([Article("a.txt", NEWS + "The park was laid out in 1931.", stated=parse("2024-03-15?"), stated_by="the editor")])
    assert [str(event.when) for event in told.events] == ["1931", "2024-03-14?"]


def test_what_a_sentence_goes_back_to_is_named_by_its_place_and_not_by_a_weekday_that_has_passed() -> None:
    assert titles("The mayor thanked the divers from Lindow for their help after Tuesday's earthquake in Norby.") == ["Earthquake in Norby"]
    assert "Earthquake in Norby" in titles("Tents are put up in Norby, where last week's earthquake has left many without a home.")
