"""An undated article that brings the same news as a dated one is dated by it, with a question mark; nothing less will do."""

from __future__ import annotations

from timeline.collect import tell
from timeline.model import Article
from timeline.when import parse

FIRE = """{title}

{lead}

Helga Brandt, whose family owns the Haldane glass works, told all 412 workers at the gate that new furnaces would cost 30 million crowns.
"""
DATED = Article(
    "courier.txt",
    FIRE.format(
        title="Glass works in Norby closes after fire destroys both furnaces",
        lead="A fire destroyed both furnaces of the Haldane glass works in Norby on Friday, and its owners will not open it again.",
    ),
    stated=parse("2022-06-10"),
    stated_by="the file's front matter",
)
UNDATED = Article(
    "radio.txt",
    FIRE.format(
        title="Fire destroys furnaces, Norby glass works to close",
        lead="All workers at the Haldane glass works in Norby lost their jobs on Friday after a fire destroyed both furnaces.",
    ),
)


def written(*articles: Article, neighbours: bool = True) -> dict[str, str]:
    return {file: str(found.when or "") for file, found in tell(articles, neighbours).written.items()}


def test_same_news_dates_an_undated_article_with_a_question_mark() -> None:
    assert written(DATED, UNDATED) == {"courier.txt": "2022-06-10", "radio.txt": "2022-06-10?"}
    because = tell([DATED, UNDATED]).written["radio.txt"].because
    assert DATED.text.splitlines()[0] in because
    assert "“Friday”" in because or "“on Friday”" in because


def test_it_can_be_switched_off() -> None:
    assert written(DATED, UNDATED, neighbours=False)["radio.txt"] == ""


def test_other_news_on_the_same_topic_dates_nothing() -> None:
    ruin = """Norby glass works to be pulled down

Workers began to pull down the Haldane glass works in Norby on Friday, years after its furnaces had gone cold.

Helga Brandt sold the ruin, where 412 people once blew glass, to the brewery of Tarn.
"""
    assert written(DATED, Article("radio.txt", ruin))["radio.txt"] == ""


def test_article_that_does_not_name_the_weekday_is_not_dated() -> None:
    assert written(DATED, Article("radio.txt", UNDATED.text.replace(" on Friday", "")))["radio.txt"] == ""
    assert written(DATED, Article("radio.txt", UNDATED.text.replace("Friday", "Monday")))["radio.txt"] == ""


def test_what_was_dated_by_a_neighbour_dates_no_other() -> None:
    """The third article shares its particulars with the second alone, which is itself only guessed."""
    second = Article("radio.txt", UNDATED.text + "\nThe Tarn brewery and the Aller rowing club offered beds to 93 families.\n")
    third = Article(
        "third.txt",
        "Fire destroys furnaces, glass works to close\n\nThe Tarn brewery and the Aller rowing club offered beds to 93 families on Friday "
        "after a fire destroyed two furnaces.\n",
    )
    assert written(DATED, second, third)["third.txt"] == ""


def test_neighbours_that_disagree_date_nothing() -> None:
    later = Article("later.txt", DATED.text, stated=parse("2022-06-17"), stated_by="the file's front matter")
    assert written(DATED, later, UNDATED)["radio.txt"] == ""


def test_doubtful_neighbour_dates_nothing() -> None:
    doubtful = Article("courier.txt", DATED.text, stated=parse("2022-06-10?"), stated_by="the editor")
    assert written(doubtful, UNDATED)["radio.txt"] == ""
