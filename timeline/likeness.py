"""How alike two tellings are: words weighted by how rare they are in the collection."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

COMMON = 200  # a word that so many tellings share brings no two of them together
UNIT = 10_000  # of a profile
PRECISION = 1000  # weights are whole thousandths, so that a sum is the same in whatever order it is made


class Likeness:
    """The likeness, 0 to 1, of the tellings of one collection: what their words share, each weighted by its rarity (idf)."""

    def __init__(self, words: Sequence[frozenset[str]]) -> None:
        self._words = words
        self._counts = Counter(word for held in words for word in held)
        self._weight = {word: round(PRECISION * math.log(1 + len(words) / count)) for word, count in self._counts.items()}
        self._total = [sum(map(self._weight.__getitem__, held)) for held in words]

    def __call__(self, one: int, other: int) -> float:
        """The likeness of two tellings by their places in the collection."""
        return self._share(sum(map(self._weight.__getitem__, self._words[one] & self._words[other])), one, other)

    def shared(self, one: int, other: int) -> int:
        """How many words two tellings have in common."""
        return len(self._words[one] & self._words[other])

    def profile(self, number: int) -> Counter[str]:
        """A telling's words, weighted so that the products of two profiles' weights sum to their likeness."""
        total = self._total[number] or 1
        return Counter({word: round(UNIT * math.sqrt(self._weight[word] / total)) for word in self._words[number]})

    def near(self, spans: Sequence[tuple[int, int]], least: Sequence[float]) -> Iterator[tuple[float, int, int]]:
        """The pairs that are as alike as each of the two must `least` be, each once, where one begins in the other's span of days.

        They share a word that is not common; close to linear in the number of tellings, for few fall into one span.
        """
        order = sorted(range(len(spans)), key=lambda number: (spans[number], number))
        begins = [spans[number][0] for number in order]
        holders: defaultdict[str, list[int]] = defaultdict(list)  # by word, places in `order`
        telling: list[list[str]] = []
        common: list[frozenset[str]] = []
        for place, number in enumerate(order):
            telling.append([word for word in self._words[number] if 1 < self._counts[word] <= COMMON])
            common.append(frozenset(word for word in self._words[number] if self._counts[word] > COMMON))
            for word in telling[place]:
                holders[word].append(place)
        weighs = self._weight.__getitem__
        in_common = [sum(map(weighs, held)) for held in common]
        passed = dict.fromkeys(holders, 0)  # how many of a word's holders begin before the one at hand
        roots = [math.sqrt(self._total[number]) for number in order]
        floors = [least[number] * root for number, root in zip(order, roots, strict=True)]
        for place, number in enumerate(order):
            end = bisect_right(begins, spans[number][1])
            shared: defaultdict[int, int] = defaultdict(int)
            for word in telling[place]:
                passed[word] += 1
                weight, held = weighs(word), holders[word]
                for there in held[passed[word] : bisect_left(held, end, passed[word])]:
                    shared[there] += weight
            root, floor, mine = roots[place], floors[place], in_common[place]
            for there, weight in shared.items():
                most = weight + (mine if mine < in_common[there] else in_common[there])  # what they can share at most
                if most >= floor * roots[there] and most >= floors[there] * root:
                    other = order[there]
                    whole = weight + sum(map(weighs, common[place] & common[there]))
                    if (score := self._share(whole, number, other)) >= least[number] and score >= least[other]:
                        yield score, min(number, other), max(number, other)

    def _share(self, weight: int, one: int, other: int) -> float:
        return weight / total if (total := math.sqrt(self._total[one] * self._total[other])) else 0.0


def together(one: Counter[str], other: Counter[str]) -> Counter[str]:
    """The sum of two profiles."""
    fewer, more = sorted((one, other), key=len)
    both = more.copy()
    for word, weight in fewer.items():
        both[word] += weight
    return both


def product(one: Counter[str], other: Counter[str]) -> float:
    """The likeness of two tellings by their profiles; of two groups of tellings by the sums of theirs, for each pair of them one."""
    fewer, more = sorted((one, other), key=len)
    return sum(weight * more[word] for word, weight in fewer.items()) / (UNIT * UNIT)
