"""Turn news articles into a timeline: `dates_in` finds and places dates in text, `build` makes the whole site of a folder.

The stages, in the order things happen: read, clean, expressions (find), writing_date, resolve (place), report, merge, permalinks
(match), rearrange, correct, record, compose, write, render. pipeline.py puts them together; model.py holds the nouns.
"""

from timeline.pipeline import Result as Result
from timeline.pipeline import build as build
from timeline.resolve import dates_in as dates_in
from timeline.when import When as When
