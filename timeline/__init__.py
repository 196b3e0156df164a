"""Turn news articles into a timeline: `dates_in` finds and places dates in text, `build` makes the whole site of a folder.

The stages, in the order things happen: read, clean, expressions (find), writing_date, resolve (place), report, merge, permalinks
(match), rearrange, correct, record, compose, write, render. pipeline.py puts them together; model.py holds the nouns.
"""

from typing import TYPE_CHECKING

from timeline.pipeline import Result as Result
from timeline.pipeline import build as build
from timeline.when import When as When

if TYPE_CHECKING:
    from timeline.resolve import dates_in as dates_in


def __getattr__(name: str) -> object:
    """`dates_in`, which is loaded with all the rules for dates when somebody asks for it: a build mostly knows its articles."""
    if name != "dates_in":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from timeline.resolve import dates_in  # noqa: PLC0415

    return dates_in
