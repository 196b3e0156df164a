"""The passages that the ledger keeps, and an article's text as it is today, in; where each passage stands now out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from difflib import SequenceMatcher

from timeline.ledger import Piece
from timeline.model import Span

# In a comparison letter by letter, shorter runs than this are shared by any two sentences of a language.
TELLING = 4


def verbatim(text: str, pieces: Iterable[Piece]) -> dict[Piece, Span]:
    """Where the passages stand that the text still has word for word; of several places the one nearest to where it stood."""
    found = {}
    shift = 0
    for piece in sorted(pieces, key=lambda piece: (piece.start, piece.quote, piece.words)):
        # What was added or cut above moves all passages below it alike, so most are found without a search.
        at = max(0, piece.start + shift)
        if not text.startswith(piece.quote, at):
            places = [place for place in (text.find(piece.quote, at), text.rfind(piece.quote, 0, at + len(piece.quote))) if place >= 0]
            if not places:
                continue
            at = min(places, key=lambda place: abs(place - at))
            shift = at - piece.start
        found[piece] = Span(at, at + len(piece.quote))
    return found


def edited(text: str, quote: str, kept: Collection[Span]) -> Span | None:
    """Where a passage stands whose wording was changed, if half of it can still be recognised.

    `kept` are the places of the passages that were not changed: a sentence much like a lost one is not the lost one.
    """
    begin = _likely_place(text, quote)
    if begin is None:
        return None
    margin = len(quote) // 2
    offset = max(0, begin - margin)
    window = text[offset : begin + len(quote) + margin]
    blocks = [block for block in SequenceMatcher(None, quote, window, autojunk=False).get_matching_blocks() if block.size >= TELLING]
    if 2 * sum(block.size for block in blocks) < len(quote):
        return None
    found = Span(offset + blocks[0].b, offset + blocks[-1].b + blocks[-1].size)
    for other in kept:
        common = found.overlap(other)
        # Two passages may well share a sentence, but then they share it word for word.
        if 2 * common >= min(len(quote), other.end - other.start):
            start = max(found.start, other.start)
            if text[start : start + common] not in quote:
                return None
    return found


def _likely_place(text: str, quote: str) -> int | None:
    """Where the passage would begin according to most of its fragments that the text still has."""
    size = min(12, max(TELLING, len(quote) // 4))
    votes: Counter[int] = Counter()
    for offset in range(0, len(quote) - size + 1, max(1, size // 3)):
        fragment = quote[offset : offset + size]
        place = text.find(fragment)
        # A fragment that stands in several places tells little about which of them is meant.
        if place >= 0 and text.find(fragment, place + 1) < 0:
            votes[(place - offset) // size] += 1
    if not votes:
        return None
    bucket, _ = min(votes.items(), key=lambda vote: (-vote[1], vote[0]))
    return bucket * size
