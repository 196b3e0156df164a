"""How alike two tellings are: words weighted by how rare they are in the collection."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from timeline.names import content_words

COMMON = 200  # a word that so many tellings share brings no two of them together


class Likeness:
    """The likeness, 0 to 1, of texts of one collection: what their words share, each weighted by its rarity (idf)."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._words = [content_words(text) for text in texts]
        counts = Counter(word for words in self._words for word in words)
        self._weight = {word: math.log(1 + len(texts) / count) for word, count in counts.items()}
        # sorted: the order of a set changes from run to run, and with it the last digit of a sum
        self._total = [sum(self._weight[word] for word in sorted(words)) for words in self._words]

    def __call__(self, one: int, other: int) -> float:
        """The likeness of two texts by their places in the collection."""
        if not (total := math.sqrt(self._total[one] * self._total[other])):
            return 0.0
        return sum(self._weight[word] for word in sorted(self._words[one] & self._words[other])) / total

    def pairs(self) -> Iterator[tuple[int, int]]:
        """The pairs of texts that share at least one word that is not common; close to linear in the number of texts."""
        holders: defaultdict[str, list[int]] = defaultdict(list)
        for number, words in enumerate(self._words):
            for word in words:
                holders[word].append(number)
        seen = set()
        for word in sorted(holders):
            held = holders[word]
            if len(held) <= COMMON:
                for at, one in enumerate(held):
                    for other in held[at + 1 :]:
                        if (one, other) not in seen:
                            seen.add((one, other))
                            yield one, other
