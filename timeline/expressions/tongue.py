"""Tell the language of a text by its commonest words."""

from __future__ import annotations

import re

_COMMON = {
    "en": "the of and to in that for is on was with by from at",
    "de": "der die und den von das mit dem des ein eine ist nicht auf im",
}
_LANGUAGE_OF = {word: language for language, words in _COMMON.items() for word in words.split()}
_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str:
    """A two-letter code."""
    counts: dict[str, int] = {}
    sample = text[:2000]
    cyrillic = len(re.findall("[а-яіїєґ]", sample))
    if cyrillic > len(sample) // 4:
        return "uk" if len(re.findall("[іїєґ]", sample)) > len(re.findall("[ыэъё]", sample)) else "ru"
    for word in _WORD.findall(sample):
        if language := _LANGUAGE_OF.get(word):
            counts[language] = counts.get(language, 0) + 1
    return max(counts, key=lambda language: counts[language], default="en")
