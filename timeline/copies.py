"""Tell which of an event's reports carry one text: what an agency wrote and several outlets print is one source."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import combinations

from timeline.model import Article, Copy, Report
from timeline.wordlists import one_of

RUN = 3  # words that are compared at a time
SHORTEST = 10  # words: shorter passages are alike by chance
SAME_PASSAGE = 0.6  # of the runs of the longer passage that stand in the other, for the two to be one text
SAME_AGENCY = 0.3  # where both articles name the agency
LEAST = 0.2  # for the articles to be compared as wholes
SAME_ARTICLE = 0.4  # of the sentences of the shorter article that stand in the other word for word
EDGE = 300  # characters at either end of an article in which its agency is named

_WORD = re.compile(r"[^\W_]+")
_SENTENCE = re.compile(r"(?<=[.!?])[\"”’]?\s+|\n+")
_AGENCY = re.compile(rf"\b(?:{one_of('news agencies')})\b")


def copies(reports: Sequence[Report], articles: Mapping[str, Article]) -> tuple[Copy, ...]:
    """Each report whose text an earlier one of another article carries too, with that one's article and the agency, if it is named."""
    if len(reports) == 1:
        return ()
    ordered = sorted(reports, key=lambda told: (str(told.written or "~"), told.article))
    runs = [_runs(told.passages[0].quote) for told in ordered]
    shared: Counter[tuple[int, int]] = Counter()
    holders: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, held in enumerate(runs):
        for run in held:
            holders[run].append(number)
    for numbers in holders.values():
        shared.update(combinations(numbers, 2))
    original: dict[int, int] = {}
    found = []
    for (one, other), count in sorted(shared.items()):
        a, b = (articles[ordered[number].article] for number in (one, other))
        if other in original or a.file == b.file:
            continue
        share = count / max(len(runs[one]), len(runs[other]))
        agency = _agency(a.text) if _agency(a.text) == _agency(b.text) else ""
        if share >= SAME_PASSAGE or (agency and share >= SAME_AGENCY) or (share >= LEAST and _same_article(a.text, b.text)):
            original[other] = original.get(one, one)
            found.append(Copy(b.file, ordered[original[other]].article, agency))
    return tuple(sorted(found, key=lambda copy: copy.article))


def independent(sources: Mapping[str, str], copies: Iterable[Copy]) -> dict[str, str]:
    """Whose each article is, by file, as `sources` says, but that whoever carries another's text is that one's source."""
    united = dict(sources)
    for copy in copies:
        if copy.article in united and copy.of in united:
            one, other = united[copy.of], united[copy.article]
            united = {file: one if source == other else source for file, source in united.items()}
    return united


@lru_cache(maxsize=20_000)
def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    return frozenset(zip(*(words[start:] for start in range(RUN)), strict=False)) if len(words) >= SHORTEST else frozenset()


def _same_article(one: str, other: str) -> bool:
    """Whether two articles have so many sentences in common that one was made of the other, or both of a third."""
    a, b = _sentences(one), _sentences(other)
    return len(a & b) >= max(2, SAME_ARTICLE * min(len(a), len(b)))


@lru_cache(maxsize=5_000)
def _sentences(text: str) -> frozenset[str]:
    told = (" ".join(_WORD.findall(sentence.casefold())) for sentence in _SENTENCE.split(text))
    return frozenset(sentence for sentence in told if sentence.count(" ") >= SHORTEST)


@lru_cache(maxsize=5_000)
def _agency(text: str) -> str:
    """The news agency that an article names at one of its ends, where it says whom it has its text from."""
    found = _AGENCY.search(text[:EDGE]) or _AGENCY.search(text[max(EDGE, len(text) - EDGE) :])
    return found[0] if found else ""
