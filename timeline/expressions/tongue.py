"""Tell the language of a text, by its script and commonest words where that is enough: text in, two-letter code out."""

from __future__ import annotations

import re

_COMMON = {
    "en": "the of and to in that for is on was with by from at",
    "de": "der die und den von das mit dem des ein eine ist nicht auf im",
}
_LANGUAGE_OF = {word: language for language, words in _COMMON.items() for word in words.split()}
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 2000  # characters
_ENOUGH = 0.05  # the share of common words from which a text is surely in their language


def language_of(text: str) -> str:
    """Its code in ISO 639-1; "en" for a text without words."""
    sample = text[:_SAMPLE].lower()
    if len(re.findall("[а-яіїєґ]", sample)) > len(sample) // 4:
        own, other = len(re.findall("[іїєґ]", sample)), len(re.findall("[ыэъё]", sample))
        if own or other:
            return "uk" if own > other else "ru"
    found = _WORD.findall(sample)
    counts = dict.fromkeys(_COMMON, 0)
    for word in found:
        if language := _LANGUAGE_OF.get(word):
            counts[language] += 1
    best = max(counts, key=lambda language: counts[language])
    if len(found) < 8 or counts[best] >= _ENOUGH * len(found):
        return best
    return _classified(sample)


def _classified(sample: str) -> str:
    # Loading its model takes a third of a second, which a collection in English need not spend.
    from py3langid import classify  # noqa: PLC0415

    language, _ = classify(sample)
    return str(language)
