"""Events and the ledger in; the same events with their lasting ids out, and what became of every id that names none any more.

An id belongs to evidence: passages of articles. An event gets the id whose passages it has, never the one whose date or
title it has, so both can be corrected without breaking a link. Giving ids (here) and writing down what readers will see
(record.py) are two steps because the editor's corrections, which name events by id, come between them.

Every id keeps the passages that it brought, also after it was merged. So a merged event that comes apart again gives both
links back to their own occurrences.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from hashlib import blake2b
from itertools import count

from msgspec import Struct, field
from msgspec.structs import replace

from timeline.ledger import CONSONANTS, Evidence, Known, Ledger, Piece
from timeline.locate import edited, verbatim
from timeline.model import Article, Event, Span
from timeline.noun import Noun

Homes = Mapping[tuple[str, str], str]  # by file and quote as the ledger has them, the file that the passage is in today
Unmoved = Mapping[str, Mapping[Piece, Span]]  # by file, where its passages stand today
Located = Mapping[str, Sequence[tuple[str, Piece, Span]]]  # by id: the file, the passage, and where it stands there today


class Fate(Noun, frozen=True):
    """What became of an id that names no event of its own."""

    fact: str  # merged, split, withdrawn or erased
    into: tuple[str, ...] = ()
    marks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # of erased wording, where it is erased by this build


class Matched(Noun, frozen=True):
    """The events with their ids, oldest id first, and all that the ledger may have to learn."""

    events: tuple[Event, ...]
    evidence: Mapping[str, Evidence]  # what speaks for each id now; not there for an id of which nothing was found
    fates: Mapping[str, Fate]  # every id that names no event; a target may itself have a fate
    parents: Mapping[str, str]  # for a new id, the id that its passages spoke for until now
    homes: Homes


class _Claim(Struct):
    """What an id and an event have in common: passages of the same text."""

    id: str
    event: int
    shared: int = 0  # characters
    words: int = 0  # passages in which even the words that give the date are the same
    pieces: set[int] = field(default_factory=set)  # which of the id's passages


def match(events: Iterable[Event], articles: Iterable[Article], ledger: Ledger, awaited: Collection[str] = ()) -> Matched:
    """Give every event the id that its passages have always had, and a new one where they are new.

    Each id goes to the event that has most of its passages, one id to one event. Where several ids claim one event, the
    oldest keeps it and the others forward there (`merged`). Where the passages of one id are now told in several events, it
    stays with the event that has most of them, the others get new ids. An id is `split`, with a page that lists the parts,
    only when it keeps no event: each of its parts went to an event with an older id.

    `awaited` are ids of which the editor speaks: they are looked for in mended articles too when they name no event. An event that
    comes with an id which the ledger knows keeps it.
    """
    articles = list(articles)
    pairs = sorted(((event, pieces_of(event)) for event in events), key=_in_text_order)
    ordered, told = [event for event, _ in pairs], [pieces for _, pieces in pairs]
    texts = {article.file: article.text for article in articles}
    homes, unmoved = _homes(told, texts, ledger)
    by_hand = {article.file for article in articles if article.by_hand}
    located = _located(texts, ledger, homes, unmoved, awaited=set(awaited), by_hand=by_hand)
    claims = _claims(told, located)
    kept = {index: event.id for index, event in enumerate(ordered) if event.id in ledger.ids}
    holders = _holders(ordered, told, claims, ledger, kept)
    owners = {event: holder[0] for event, holder in holders.items()}

    taken = set(ledger.ids)
    for index, pieces in enumerate(told):
        if index not in owners:
            owners[index] = _mint(pieces, taken)
            taken.add(owners[index])

    fates = _fates(ledger, claims, holders, owners)
    seqs = {id_: known.seq for id_, known in ledger.ids.items()}
    ordered_ids = sorted(owners.items(), key=lambda owner: (seqs.get(owner[1], ledger.last + 1), owner[0]))
    formerly = defaultdict(list)
    for id_ in fates:
        if len(ends := _ends(fates, id_)) == 1:
            formerly[ends[0]].append(id_)
    return Matched(
        tuple(replace(ordered[index], id=id_, formerly=tuple(formerly[id_])) for index, id_ in ordered_ids),
        _evidence(told, owners, located, fates),
        fates,
        _parents(claims, owners, ledger),
        homes,
    )


def pieces_of(event: Event) -> Evidence:
    """An event's passages, as the ledger keeps them."""
    words: dict[str, dict[tuple[int, str], list[tuple[int, int]]]] = {}
    for report in event.reports:
        passages = words.setdefault(report.article, {})
        for passage in report.passages:
            spans = [(span.start - passage.start, span.end - passage.start) for span in passage.date_words]
            passages.setdefault((passage.start, passage.quote), []).extend(spans)
    return {
        file: tuple(
            [
                Piece(start, quote, tuple([quote[begin:end] for begin, end in sorted(set(spans))]))
                for (start, quote), spans in sorted(words[file].items())
            ]
        )
        for file in sorted(words)
        if words[file]
    }


def _in_text_order(pair: tuple[Event, Evidence]) -> tuple[object, ...]:
    """Where the event is first told. Events told by the same words differ in nothing but what is said of them."""
    event, evidence = pair
    places = [(file, piece.start, piece.quote, piece.words) for file, pieces in evidence.items() for piece in pieces]
    if not places:
        raise ValueError(f"no passage speaks for the event {event.title!r}, so that it can have no lasting id")
    return (places, event.title, event.date or "")


def _mint(evidence: Evidence, taken: Collection[str]) -> str:
    """A new id, made from where the event is first told: two people who build the same articles get the same ids."""
    file, pieces = next(iter(evidence.items()))
    letters = CONSONANTS + "23456789"
    for attempt in count():
        digest = blake2b(f"{file}\0{pieces[0].quote}\0{attempt}".encode("utf-8", "surrogatepass")).digest()
        number, rest = divmod(int.from_bytes(digest, "big"), len(CONSONANTS))
        id_ = CONSONANTS[rest]
        for _ in range(6):
            number, rest = divmod(number, len(letters))
            id_ += letters[rest]
        if id_ not in taken:
            break
    return id_


def _homes(told: Sequence[Evidence], texts: Mapping[str, str], ledger: Ledger) -> tuple[Homes, Unmoved]:
    """For each passage that the ledger knows, the file to look for it in; nothing where its article is gone. And where they stand
    in the files that are what they were.

    A file whose passages stand in another file now was renamed, also when a third one has taken its name: articles are
    renumbered when one is put before them. A copy that was there all along does not count, unless the file itself is gone.
    """
    known: dict[str, set[Piece]] = defaultdict(set)
    for entry in ledger.ids.values():
        for file, pieces in entry.evidence.items():
            known[file].update(pieces)
    homes = {(file, piece.quote): file for file, pieces in known.items() if file in texts for piece in pieces}
    kept = {file: verbatim(texts.get(file, ""), pieces) for file, pieces in known.items()}
    settled = {file for file, pieces in known.items() if 2 * len(kept[file]) >= len(pieces)}
    unmoved = {file: kept[file] for file in settled if file in texts}
    if settled == known.keys():
        return homes, unmoved
    tellers: dict[str, set[str]] = defaultdict(set)
    for evidence in told:
        for file, pieces in evidence.items():
            for piece in pieces:
                tellers[piece.quote].add(file)
    for file in sorted(known.keys() - settled):
        votes = Counter(other for piece in known[file] for other in tellers[piece.quote])
        rivals = [other for other in votes if file not in texts or other not in settled]
        ranked = sorted(rivals, key=lambda other: (other in settled, -votes[other], other))
        for piece in known[file] - kept[file].keys():
            # An article may also have been cut in two: what the likeliest file does not tell may be told in another.
            if here := [other for other in ranked if other in tellers[piece.quote]]:
                homes[file, piece.quote] = here[0]
            elif ranked and (file not in texts or votes[ranked[0]] > len(kept[file])):
                homes[file, piece.quote] = ranked[0]
    return homes, unmoved


def _located(texts: Mapping[str, str], ledger: Ledger, homes: Homes, unmoved: Unmoved, *, awaited: set[str], by_hand: set[str]) -> Located:
    """Where each passage that speaks for an id stands today."""
    wanted: dict[tuple[str, str], list[tuple[Known, Piece]]] = defaultdict(list)
    for known in ledger.ids.values():
        for file, pieces in known.evidence.items():
            for piece in pieces:
                if home := homes.get((file, piece.quote)):
                    wanted[file, home].append((known, piece))
    located: dict[str, list[tuple[str, Piece, Span]]] = defaultdict(list)
    kept: dict[str, list[Span]] = defaultdict(list)
    lost = []
    for (file, home), wishes in wanted.items():
        places = unmoved.get(file) if home == file else None
        if places is None:
            places = verbatim(texts[home], {piece for _, piece in wishes})
        kept[home] += places.values()
        for known, piece in wishes:
            if piece in places:
                located[known.id].append((home, piece, places[piece]))
            elif home in by_hand:  # an entry that the editor wrote is the same in other words
                located[known.id].append((home, piece, Span(0, len(texts[home]))))
            elif (
                known.is_event or known.id in awaited
            ):  # an id that has no event waits for its own words; a comparison at every build would cost too much
                lost.append((home, known, piece))
    for home, known, piece in lost:
        if place := edited(texts[home], piece.quote, kept[home]):
            located[known.id].append((home, piece, place))
    return located


def _claims(told: Sequence[Evidence], located: Located) -> dict[str, list[_Claim]]:
    """By id, the events that have passages of it: of two passages that overlap, half of the shorter is in both."""
    by_file: dict[str, list[tuple[Span, int, Piece]]] = defaultdict(list)
    for index, evidence in enumerate(told):
        for file, pieces in evidence.items():
            by_file[file] += [(_span(piece), index, piece) for piece in pieces]
    looked_for: dict[str, list[tuple[Span, str, int, Piece]]] = defaultdict(list)
    for id_, places in located.items():
        for number, (file, piece, place) in enumerate(places):
            looked_for[file].append((place, id_, number, piece))
    claims: dict[tuple[str, int], _Claim] = {}
    for file, searches in looked_for.items():
        coming = sorted(by_file[file], key=lambda item: -item[0].start)
        near: list[tuple[Span, int, Piece]] = []
        for place, id_, number, piece in sorted(searches, key=lambda search: search[0].start):
            while coming and coming[-1][0].start < place.end:
                near.append(coming.pop())
            near = [item for item in near if item[0].end > place.start]
            for span, index, candidate in near:
                if _same(place, span):
                    if (claim := claims.get((id_, index))) is None:
                        claim = claims[id_, index] = _Claim(id_, index)
                    claim.shared += place.overlap(span)
                    claim.words += candidate.words == piece.words
                    claim.pieces.add(number)
    by_id = defaultdict(list)
    for claim in claims.values():
        by_id[claim.id].append(claim)
    return by_id


def _holders(
    events: Sequence[Event], told: Sequence[Evidence], claims: Mapping[str, list[_Claim]], ledger: Ledger, kept: Mapping[int, str]
) -> dict[int, list[str]]:
    """By event, the ids that lead to it, the one that it keeps first; those that are `kept` are settled."""
    sizes = [sum([len(piece.quote) for pieces in evidence.values() for piece in pieces]) for evidence in told]
    dates = [event.date for event in events]
    backing: Counter[tuple[str, int]] = Counter()  # what an event has of the ids that were merged into an id
    for id_, rivals in claims.items():
        for end in ledger.leads_to(id_):
            backing.update({(end, claim.event): claim.shared for claim in rivals if end != id_})

    def poorness(claim: _Claim) -> tuple[object, ...]:
        """How poorly the two fit beyond what they share: where one sentence tells two occurrences, both events have all of it."""
        known, event = ledger.ids[claim.id], events[claim.event]
        unchanged = (known.title == event.title) + (known.date == dates[claim.event])
        return (-claim.words, -backing[claim.id, claim.event], -unchanged, sizes[claim.event], known.seq, claim.event)

    best = {}
    for id_, rivals in claims.items():
        most = max([claim.shared for claim in rivals])
        best[id_] = sorted([claim for claim in rivals if claim.shared == most], key=poorness) if len(rivals) > 1 else rivals
    holders = {event: [id_] for event, id_ in kept.items()}
    placed = set(kept.values())
    pairs = [claim for rivals in best.values() for claim in rivals]
    for claim in sorted(pairs, key=lambda claim: (not ledger.ids[claim.id].is_event, *poorness(claim))):
        if claim.event not in holders and claim.id not in placed:
            holders[claim.event] = [claim.id]
            placed.add(claim.id)
    for id_, rivals in best.items():
        if id_ not in placed:
            # Where several would do equally well, a link goes on leading where it led.
            led_to = set(ledger.leads_to(id_))
            chosen = next((claim for claim in rivals if led_to & set(holders[claim.event])), rivals[0])
            holders[chosen.event].append(id_)
    # A link that works today is not given up for one that was withdrawn and comes back.
    return {event: sorted(ids, key=lambda id_: (not ledger.ids[id_].is_event, ledger.ids[id_].seq)) for event, ids in holders.items()}


def _parents(claims: Mapping[str, list[_Claim]], owners: Mapping[int, str], ledger: Ledger) -> dict[str, str]:
    """For each new id the one it is split from: the event that kept that one does not have these passages any more."""
    parents: dict[str, str] = {}
    for id_ in ledger.ids:
        rivals = claims.get(id_, [])
        for kept in [claim.pieces for claim in rivals if owners[claim.event] == id_]:
            for claim in rivals:
                if owners[claim.event] not in ledger.ids and claim.pieces - kept:
                    parents.setdefault(owners[claim.event], id_)
    return parents


def _fates(
    ledger: Ledger, claims: Mapping[str, list[_Claim]], holders: Mapping[int, list[str]], owners: Mapping[int, str]
) -> dict[str, Fate]:
    """What became of each id that names no event."""
    fates = {}
    events = {id_: event for event, ids in holders.items() for id_ in ids}
    living = set(owners.values())
    for id_, known in ledger.ids.items():
        if id_ in living:
            continue
        if id_ not in events:
            fates[id_] = Fate("withdrawn") if known.is_event else Fate(known.state, known.into)
            continue
        # A link that forwards goes on leading where it led, as long as something of it is told there.
        led_to = ledger.leads_to(id_)
        if not known.is_event and set(led_to) <= {owners[claim.event] for claim in claims[id_]}:
            fates[id_] = Fate(known.state, led_to)
            continue
        seen: set[int] = set()
        parts = []
        for claim in sorted(claims[id_], key=lambda claim: (claim.event != events[id_], -claim.shared, claim.event)):
            if claim.pieces - seen:
                parts.append(owners[claim.event])
                seen |= claim.pieces
        fates[id_] = Fate("split" if len(parts) > 1 else "merged", tuple(parts))
    return fates


def _ends(fates: Mapping[str, Fate], id_: str) -> tuple[str, ...]:
    """The ids that one leads to in the end, through all that its targets were merged into or split into."""
    if id_ not in fates or not fates[id_].into:
        return (id_,)
    return tuple(dict.fromkeys(end for target in fates[id_].into for end in _ends(fates, target)))


def _evidence(told: Sequence[Evidence], owners: Mapping[int, str], located: Located, fates: Mapping[str, Fate]) -> dict[str, Evidence]:
    """What speaks for each id now: the passages that it had before, and for the id of an event those that no other id brought."""
    evidence: dict[str, Evidence] = {}
    events = {id_: index for index, id_ in owners.items()}
    brought: dict[int, set[tuple[str, Piece]]] = defaultdict(set)
    for id_, fate in fates.items():
        if id_ not in located or not all(part in events for part in fate.into):
            continue
        mine: dict[str, tuple[Piece, ...]] = {}
        for part in fate.into:
            for file, pieces in _still(told[events[part]], located[id_]).items():
                mine[file] = tuple(sorted({*mine.get(file, ()), *pieces}, key=lambda piece: (piece.start, piece.quote)))
                if fate.fact == "merged":
                    brought[events[part]] |= {(file, piece) for piece in pieces}
        if mine:
            evidence[id_] = mine
    for index, owner in owners.items():
        if index not in brought:
            evidence[owner] = told[index]
            continue
        own = _still(told[index], located.get(owner, ()))
        kept = {
            file: tuple(piece for piece in pieces if (file, piece) not in brought[index] or piece in own.get(file, ()))
            for file, pieces in told[index].items()
        }
        evidence[owner] = {file: pieces for file, pieces in kept.items() if pieces}
    return evidence


def _still(evidence: Evidence, places: Sequence[tuple[str, Piece, Span]]) -> Evidence:
    """The passages of an event that an id had before."""
    mine = {
        file: tuple(piece for piece in pieces if any(file == home and _same(_span(piece), place) for home, _, place in places))
        for file, pieces in evidence.items()
    }
    return {file: pieces for file, pieces in mine.items() if pieces}


def _span(piece: Piece) -> Span:
    return Span(piece.start, piece.start + len(piece.quote))


def _same(one: Span, other: Span) -> bool:
    """Whether two passages are the same piece of evidence: half of the shorter is in both."""
    return 2 * one.overlap(other) >= min(one.end - one.start, other.end - other.start)
