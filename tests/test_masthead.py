"""Who published an article and who wrote it, and the words that say so; what recurs within an outlet."""

import pytest

from timeline.clean import clean
from timeline.collect import tell
from timeline.model import Article
from timeline.recurring import numbered, outline, recurring_lines

STORY = "The council of Norby opened a bridge over the river on Monday, after a debate of seven hours.\n\nIt cost nine million crowns."


@pytest.mark.parametrize(
    ("page", "what", "name", "words"),
    [
        (f"{STORY}\n\nSource: Norby Post", "outlet", "Norby Post", "“Source: Norby Post”"),
        (f"Bridge opens in Norby\nBy Ida Halm | Norby Post\n\n{STORY}", "author", "Ida Halm", "“By Ida Halm”"),
        (f"NORBY, May 3 (NNA) -- {STORY}", "outlet", "NNA", "the dateline"),
        (f"Bridge opens in Norby | Lindow Courier\nLindow Courier\n\n{STORY}", "outlet", "Lindow Courier", "the end of the headline"),
        (f"{STORY}\n\n© 2023 Harbour Radio", "outlet", "Harbour Radio", "“© 2023 Harbour Radio”"),
    ],
)
def test_page_names_its_outlet_and_author(page: str, what: str, name: str, words: str) -> None:
    """Both are read from the page, and the words they were read from are kept."""
    article = clean(Article("a.txt", page))
    assert getattr(article, what) == name
    assert dict(article.found)[what] == words


def test_what_is_stated_is_not_looked_for() -> None:
    """What the front matter says of an article stands."""
    article = clean(Article("a.txt", f"By Ida Halm\n\n{STORY}\n\nSource: Norby Post", outlet="Lindow Courier", author="Petra Brandt"))
    assert (article.outlet, article.author) == ("Lindow Courier", "Petra Brandt")
    assert not {"outlet", "author"} & {what for what, _ in article.found}


def test_by_at_the_beginning_of_a_sentence_is_no_byline() -> None:
    """Only a name that stands by itself signs an article."""
    assert clean(Article("a.txt", f"By Friday Norby had a bridge.\n\n{STORY}")).author == ""


NOTE = "The Norby Post has brought you the news of the whole valley since 1931, in rain and in shine."


def _article(number: int, doing: str) -> Article:
    return Article(
        f"{number}.txt",
        f"The council of Norby {doing} a bridge on Monday, after a debate of {number} hours.\n\n{NOTE}",
        outlet="Norby Post",
    )


def test_line_that_recurs_within_an_outlet_makes_no_event() -> None:
    """What three articles of an outlet have in common is no story."""
    articles = [_article(number, doing) for number, doing in enumerate(("opened", "closed", "painted"), 3)]
    assert recurring_lines(map(outline, articles)) == {"Norby Post": frozenset({numbered(NOTE)})}
    told = tell(articles)
    assert not any(NOTE in passage.quote for event in told.events for report in event.reports for passage in report.passages)


def test_copies_of_one_article_do_not_make_it_furniture() -> None:
    """The same story saved three times is still a story."""
    articles = [Article(f"{number}.txt", STORY, outlet="Norby Post") for number in range(3)]
    assert recurring_lines(map(outline, articles))["Norby Post"] == frozenset()
