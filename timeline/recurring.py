"""Tell what recurs within an outlet: articles in; the numbers of the lines that are menus, appeals and notes on its pages out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from hashlib import blake2b

from timeline.model import Article
from timeline.noun import Noun

RECURS = 3  # a line that so many articles of one outlet have is furniture


class Outline(Noun, frozen=True):
    """What must be known of an article to tell what recurs within its outlet."""

    outlet: str
    lines: frozenset[int]  # a number for each line, as `numbered` gives it


def outline(article: Article) -> Outline:
    """An article's outlet, stated or found, and its lines."""
    # Loaded for articles that were never read before: nearly all of a build that adds a few need nothing of it.
    from timeline.clean import clean  # noqa: PLC0415
    from timeline.furniture import lines  # noqa: PLC0415

    return Outline(article.outlet or clean(article).outlet, frozenset(numbered(line.words) for line in lines(article.text)))


def numbered(words: str) -> int:
    """A number that stands for a line: the same in every run, and never the same for two lines."""
    return int.from_bytes(blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).digest())


def recurring_lines(outlines: Iterable[Outline]) -> dict[str, frozenset[int]]:
    """By outlet, the lines that at least three of its articles have in common: menus, appeals, notes about an author."""
    pages: defaultdict[str, list[frozenset[int]]] = defaultdict(list)
    for page in outlines:
        if page.outlet:
            pages[page.outlet].append(page.lines)
    return {outlet: _recurring(of_outlet) for outlet, of_outlet in pages.items()}


def _recurring(pages: Sequence[frozenset[int]]) -> frozenset[int]:
    often = Counter(line for page in pages for line in page)
    counted: Counter[int] = Counter()
    having: defaultdict[int, list[int]] = defaultdict(list)  # by a line, the pages before that have it
    for number, page in enumerate(pages):
        # A copy of an article that is there already says nothing of what recurs. It shares more than half of its lines with
        # that one, so one of the rarer half at least: pages that have only the menu in common need not be compared.
        rare = sorted(page, key=lambda line: (often[line], line))[: len(page) - len(page) // 2]
        if any(len(page & pages[other]) > len(page) / 2 for other in {other for line in rare for other in having[line]}):
            continue
        counted.update(page)
        for line in page:
            having[line].append(number)
    return frozenset(line for line, count in counted.items() if count >= RECURS)
