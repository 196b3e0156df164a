"""Phrases that look like dates and are none; where one of them is the longest match, nothing is found."""

# ruff: noqa: D103 - the phrase of a rule is its description

from __future__ import annotations

from timeline.expressions.absolute import COUNTED
from timeline.expressions.rules import Book
from timeline.expressions.vocabulary import VOCABULARY

nothing = Book(VOCABULARY)


@nothing.phrase("{month} madness", "april fools?", "may day calls?", "{weekday} night (live|football)")
@nothing.phrase(
    "sunday school",
    "sunday times",
    "black friday agreement",
    "good friday agreement",
    "easter rising",
    "prague spring",
    "arab spring",
    "palm springs",
)
@nothing.phrase(
    "the first quarter century",
    "(a |the )?second quarter of the century",
    "(usa|russia|india|psychology|radio) today",
    "october revolution",
    "july monarchy",
)
@nothing.phrase("(first|second|third) {month}", after=r" (?-i:[a-z]{3,})(?<!and)(?<!was)(?<!with)")
@nothing.phrase("{year}( and | to | or |-){more:year}", after=rf" (?:{COUNTED})\b")
def no_date(**said: object) -> None:
    return None
