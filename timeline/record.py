"""Corrected events and the ledger in; the facts that are new, every event's history, and a page for every id that is gone out.

What is recorded is what readers see, so it is recorded after the editor's corrections: a date that changes changes for
them whether the articles or the editor changed it, and where it was the editor the reason is kept with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from timeline.ledger import Evidence, Fact, Known, Ledger
from timeline.model import Article, Change, Event, Gone
from timeline.permalinks import Matched
from timeline.when import parse, parse_partial
from timeline.words import in_words, listed, partial_words

Reasons = Mapping[tuple[str, str], str]  # by id and "date", "title" or "hide": why the editor changed it


@dataclass(frozen=True, slots=True)
class Recorded:
    """What is published, and what the ledger learns from it."""

    events: tuple[Event, ...]
    gone: tuple[Gone, ...]
    facts: tuple[Fact, ...]  # to be appended to the ledger; none when readers and matching see nothing new
    ledger: Ledger  # with these facts


def record(
    events: Iterable[Event], matched: Matched, articles: Iterable[Article], ledger: Ledger, *, released: str, reasons: Reasons
) -> Recorded:
    """Compare what readers will see with what the ledger says they saw last."""
    order = {event.id: number for number, event in enumerate(matched.events)}
    events = sorted(events, key=lambda event: order[event.id])
    facts = [
        *(Fact(event.id, "restored", released) for event in events if event.id in ledger.ids and not ledger.ids[event.id].is_event),
        *(_minted(event, matched, released, reasons) for event in events if event.id not in ledger.ids),
        *(fact for id_ in ledger.ids if id_ in matched.evidence for fact in _evidence(ledger.ids[id_], matched, released)),
        *(fact for event in events for fact in _changes(event, ledger, released, reasons)),
        *(fact for id_, fate in matched.fates.items() for fact in _fates(ledger, id_, fate.fact, fate.into, released)),
    ]
    numbered = tuple(replace(fact, seq=seq) for seq, fact in enumerate(facts, ledger.last + 1))
    after = ledger.extended(numbered)
    names = {article.file: article.outlet or article.title or article.file for article in articles}
    gone = tuple(_gone(known, after, names) for known in after.ids.values() if not known.is_event)
    shown = tuple(replace(event, history=history(after.ids[event.id], names)) for event in events)
    return Recorded(shown, gone, numbered, after)


def history(known: Known, names: Mapping[str, str]) -> tuple[Change, ...]:
    """What readers saw happen to an event, oldest first; `names` says what an article's file is called on the page."""
    changes = []
    seen = _Seen()
    for fact in known.facts:
        then = seen.after(fact) if fact.id == known.id else seen
        if fact.released or fact.fact != "evidence":
            name = "corrected" if fact.why or fact.fact in ("hidden", "shown") else fact.fact
            text = _told(fact, seen, then, names) if fact.id == known.id else _told_elsewhere(fact)
            changes.append(Change(fact.released, name, text))
        seen = then
    return tuple(changes)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What readers saw of an event after one of its facts."""

    date: str | None = None
    title: str = ""
    files: frozenset[str] = frozenset()

    def after(self, fact: Fact) -> _Seen:
        date = fact.date if fact.fact in ("minted", "redated") else self.date
        title = fact.title if fact.fact in ("minted", "retitled") else self.title
        return _Seen(date, title, frozenset(file for file in self.files | set(fact.evidence) if fact.evidence.get(file, True)))


def _minted(event: Event, matched: Matched, released: str, reasons: Reasons) -> Fact:
    why = reasons.get((event.id, "date"), "") or reasons.get((event.id, "title"), "")
    parent = matched.parents.get(event.id, "")
    return Fact(event.id, "minted", released, event.date, event.title, of=parent, why=why, evidence=matched.evidence[event.id])


def _evidence(known: Known, matched: Matched, released: str) -> list[Fact]:
    """What is new in the passages that speak for an id; a reader sees it where other articles tell the event than before."""
    now = matched.evidence[known.id]
    changed = {file: now.get(file, ()) for file in sorted({*now, *known.evidence}) if _wording(now, file) != _wording(known.evidence, file)}
    if not changed:
        return []
    told_in = {matched.homes.get((file, piece.quote)) for file, pieces in known.evidence.items() for piece in pieces}
    is_told_anew = told_in != set(now)
    return [Fact(known.id, "evidence", released if is_told_anew and known.is_event else "", evidence=changed)]


def _wording(evidence: Evidence, file: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(piece.quote, piece.words) for piece in evidence.get(file, ())]


def _changes(event: Event, ledger: Ledger, released: str, reasons: Reasons) -> list[Fact]:
    """How an event looks other than it did."""
    known = ledger.ids.get(event.id)
    facts = []
    if known and event.date != known.date:
        facts.append(Fact(event.id, "redated", released, date=event.date, why=reasons.get((event.id, "date"), "")))
    if known and event.title != known.title:
        facts.append(Fact(event.id, "retitled", released, title=event.title, why=reasons.get((event.id, "title"), "")))
    if event.hidden and not (known and known.hidden):
        facts.append(Fact(event.id, "hidden", released, why=reasons.get((event.id, "hide"), "")))
    if known and known.hidden and not event.hidden:
        facts.append(Fact(event.id, "shown", released))
    return facts


def _fates(ledger: Ledger, id_: str, fact: str, into: tuple[str, ...], released: str) -> list[Fact]:
    """What is new about an id that names no event."""
    known = ledger.ids[id_]
    ends = {end for target in known.into for end in ledger.leads_to(target)}
    if known.state == fact and (known.into == into or ends == set(into)):
        return []
    return [Fact(id_, fact, released, into=into)]


def _gone(known: Known, ledger: Ledger, names: Mapping[str, str]) -> Gone:
    into = ledger.leads_to(known.id) if known.into else ()
    # What it was merged into may have been split since, and its parts may have been merged.
    fact = "withdrawn" if not into else "merged" if len(into) == 1 else "split"
    because = {
        "merged": "It is told together with another event now.",
        "split": "Its parts are told as events of their own now.",
        "withdrawn": "None of the articles tells it any more.",
    }
    return Gone(known.id, fact, known.title, into, because[fact], history(known, names))


def _told(fact: Fact, before: _Seen, now: _Seen, names: Mapping[str, str]) -> str:
    """A fact in words, on the page of the id that it is about."""
    by_editor = f", by the editor: {fact.why}" if fact.why else ""
    match fact.fact:
        case "minted":
            return f"Added from {_listed(now.files, names)}{f', split off from {fact.of}' if fact.of else ''}{by_editor}"
        case "evidence":
            return "; ".join(_sources(before.files, now.files, names))
        case "redated":
            return f"Date changed from {_date(before.date)} to {_date(now.date)}{by_editor}"
        case "retitled":
            return f"Title changed from “{before.title}” to “{now.title}”{by_editor}"
        case "hidden":
            return f"Taken out of the timeline{by_editor}"
        case "shown":
            return "Put back into the timeline"
        case "merged":
            return f"Merged into {fact.into[0]}"
        case "split":
            return f"Split into {listed(fact.into)}"
        case "withdrawn":
            return "Withdrawn: none of the articles tells it any more"
        case _:
            return "Restored"


def _told_elsewhere(fact: Fact) -> str:
    """A fact in words, on the page of an id that it names."""
    return {
        "minted": f"A part of it became {fact.id}",
        "merged": f"{fact.id} was merged into it",
        "split": f"Took over a part of {fact.id}",
    }[fact.fact]


def _sources(before: frozenset[str], now: frozenset[str], names: Mapping[str, str]) -> Sequence[str]:
    added, lost = now - before, before - now
    return [*([f"Told by {_listed(added, names)} too"] if added else []), *([f"No longer told by {_listed(lost, names)}"] if lost else [])]


def _listed(files: Iterable[str], names: Mapping[str, str]) -> str:
    return listed(sorted({names.get(file, file) for file in files}))


def _date(edtf: str | None) -> str:
    if edtf is None:
        return "“not dated”"
    return partial_words(parse_partial(edtf)) if edtf.startswith("XXXX") else in_words(parse(edtf))
