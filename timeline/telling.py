"""What one article tells by itself, from its text to its reports; pure functions of one value, so that they are computed once."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from timeline.model import Article, LeftOut, Reading, Report, Written
from timeline.neighbours import Clues, clues
from timeline.noun import Noun


class Telling(Noun, frozen=True):
    """An article, and all that it tells."""

    article: Article  # cleaned
    written: Written
    readings: tuple[Reading, ...]
    reports: tuple[Report, ...]
    left_out: tuple[LeftOut, ...]
    clues: Clues  # by which its neighbours are known


class Untold(Noun, frozen=True):
    """An article as it was read, and what others say of it."""

    article: Article
    recurring: tuple[int, ...] = ()  # those of its lines that other articles of its outlet have as well
    written: Written | None = None  # when it was written, where its neighbours gave that away


def load() -> None:
    """Load all that telling an article needs: the modules, and the tables that they read when they are first asked."""
    tell_one(
        Untold(Article("", "Ida Halm, the mayor of Norby, told the council of its neighbour Lindow on Friday that both should build."))
    )


def tell_one(untold: Untold) -> Telling:
    """Clean, find, date, place and report one article."""
    # All that understands a text is loaded where there is one that was never told before.
    from timeline.clean import clean  # noqa: PLC0415
    from timeline.expressions import find  # noqa: PLC0415
    from timeline.names import kinds_of  # noqa: PLC0415
    from timeline.report import account  # noqa: PLC0415
    from timeline.resolve import place  # noqa: PLC0415
    from timeline.writing_date import date_article  # noqa: PLC0415

    article = clean(untold.article, frozenset(untold.recurring))
    mentions = find(article.text, article.language)
    written = untold.written or date_article(article, mentions)
    readings = _doubted(place(article.text, mentions, written.when, article.language), written)
    told = account(article, readings, written)
    reports = tuple(replace(one, kinds=kinds_of((*one.actors, *one.places), one.passages[0].quote, article)) for one in told.reports)
    return Telling(article, written, tuple(readings), reports, told.left_out, clues(article, mentions))


def _doubted(readings: Sequence[Reading], written: Written) -> Sequence[Reading]:
    """What was counted from a doubtful day of writing is as doubtful."""
    if written.when is None or not written.when.doubtful:
        return readings
    return [replace(reading, when=reading.when.doubted()) if reading.when and reading.assumed else reading for reading in readings]
