"""How alike two tellings are: words weighted by how rare they are in the collection."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

COMMON = 200  # a word that so many tellings share brings no two of them together
UNIT = 10_000  # of a profile
PRECISION = 1000  # weights are whole thousandths, so that a sum is the same in whatever order it is made


class Likeness:
    """The likeness, 0 to 1, of the tellings of one collection: what their words share, each weighted by its rarity (idf)."""

    def __init__(self, words: Sequence[frozenset[str]]) -> None:
        self.words = words
        self.counts = Counter(chain.from_iterable(words))
        self.weight = {word: round(PRECISION * math.log(1 + len(words) / count)) for word, count in self.counts.items()}
        self._root_of = {word: math.sqrt(weight) for word, weight in self.weight.items()}
        self.root = [math.sqrt(sum(map(self.weight.__getitem__, held))) or 1.0 for held in words]  # of all that its words weigh

    def __call__(self, one: int, other: int) -> float:
        """The likeness of two tellings by their places in the collection."""
        weight = sum(map(self.weight.__getitem__, self.words[one] & self.words[other]))
        return weight / (self.root[one] * self.root[other])

    def shared(self, one: int, other: int) -> int:
        """How many words two tellings have in common."""
        return len(self.words[one] & self.words[other])

    def profile(self, number: int) -> dict[str, int]:
        """A telling's words, weighted so that the products of two profiles' weights sum to their likeness."""
        share = UNIT / self.root[number]
        return {word: round(share * self._root_of[word]) for word in self.words[number]}


class Near:
    """The pairs of tellings that are as alike as each of the two must `least` be, where one begins in the other's span of days.

    They share a word that is not common; close to linear in the number of tellings, for few fall into one span.
    """

    def __init__(self, alike: Likeness, spans: Sequence[tuple[int, int]], least: Sequence[float]):
        self._alike, self._spans, self._least = alike, spans, least
        self._order = sorted(range(len(spans)), key=lambda number: (spans[number], number))
        self._begins = [spans[number][0] for number in self._order]
        self._holders: defaultdict[str, list[int]] = defaultdict(list)  # by word, places in the order
        telling = frozenset(word for word, count in alike.counts.items() if 1 < count <= COMMON)
        common = frozenset(word for word, count in alike.counts.items() if count > COMMON)
        self._telling = [alike.words[number] & telling for number in self._order]
        self._common = [alike.words[number] & common for number in self._order]
        for place, words in enumerate(self._telling):
            for word in words:
                self._holders[word].append(place)
        self._in_common = [sum(map(alike.weight.__getitem__, held)) for held in self._common]
        self._roots = [alike.root[number] for number in self._order]
        self._floors = [least[number] * root for number, root in zip(self._order, self._roots, strict=True)]

    def pairs(self, places: range) -> Iterator[tuple[float, int, int]]:
        """Each pair once, with its likeness: those of which the earlier one has one of these places in the order of beginnings."""
        order, least, roots, floors = self._order, self._least, self._roots, self._floors
        common, in_common, weighs = self._common, self._in_common, self._alike.weight.__getitem__
        for place in places:
            number = order[place]
            end = bisect_right(self._begins, self._spans[number][1])
            shared: defaultdict[int, int] = defaultdict(int)
            for word in self._telling[place]:
                weight, held = weighs(word), self._holders[word]
                for there in held[bisect_right(held, place) : bisect_left(held, end)]:
                    shared[there] += weight
            root, floor, mine, own = roots[place], floors[place], in_common[place], common[place]
            for there, weight in shared.items():
                most = weight + (mine if mine < in_common[there] else in_common[there])  # what they can share at most
                if most >= floor * roots[there] and most >= floors[there] * root:
                    other = order[there]
                    score = (weight + sum(map(weighs, own & common[there]))) / (root * roots[there])
                    if score >= least[number] and score >= least[other]:
                        yield score, min(number, other), max(number, other)


def together(one: Mapping[str, int], other: Mapping[str, int]) -> dict[str, int]:
    """The sum of two profiles."""
    fewer, more = sorted((one, other), key=len)
    both = dict(more)
    for word, weight in fewer.items():
        both[word] = both.get(word, 0) + weight
    return both


def product(one: Mapping[str, int], other: Mapping[str, int]) -> float:
    """The likeness of two tellings by their profiles; of two groups of tellings by the sums of theirs, for each pair of them one."""
    fewer, more = sorted((one, other), key=len)
    return sum([weight * more[word] for word, weight in fewer.items() if word in more]) / (UNIT * UNIT)
