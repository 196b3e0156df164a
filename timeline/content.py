"""The words that carry a text's meaning, by which two tellings are compared."""

from __future__ import annotations

import re
from functools import lru_cache

from timeline.wordlists import word_list

STOPWORDS = word_list("empty words")
_WORD = re.compile(r"[^\W_]+(?:[’'][^\W\d_]+)?")


@lru_cache(maxsize=100_000)
def content_words(text: str) -> frozenset[str]:
    """The words that carry a text's meaning, each cut to its stem, so that "sanctions" and "sanctioned" meet."""
    return frozenset(
        _stem(word)
        for word in (found[0].lower().replace("’", "'") for found in _WORD.finditer(text))
        if word.removesuffix("'s") not in STOPWORDS and len(word) > 1
    )


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    word = re.sub(r"'s?$", "", word)
    word = re.sub(r"(?<=\w{4})ese$", "", word)  # Japanese is of Japan
    if word.endswith("ans") or word.endswith("an"):  # Korean and Koreans are of Korea
        word = word.removesuffix("s").removesuffix("n")
    for ending in (
        "ations",
        "ation",
        "ments",
        "ment",
        "ings",
        "ing",
        "ies",
        "ied",
        "ed",
        "es",
        "ly",
        "er",
        "ers",
        "s",
        "e",
        "y",
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
