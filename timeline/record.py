"""Corrected events and the ledger in; the facts that are new, every event's history, and a page for every id that is gone out.

What is recorded is what readers see, so it is recorded after the editor's corrections: a date that changes changes for
them whether the articles or the editor changed it, and where it was the editor the reason is kept with it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from msgspec.structs import replace

from timeline.history import history
from timeline.ledger import Evidence, Fact, Known, Ledger
from timeline.model import Article, Change, Event, Gone, Signed
from timeline.noun import Noun
from timeline.permalinks import Fate, Matched
from timeline.said import are_by_hand

Reasons = Mapping[tuple[str, str], Signed]  # by id and what the editor says of it ("date", "merge", ...)
UNSAID = Signed()


class Recorded(Noun, frozen=True):
    """What is published, and what the ledger learns from it."""

    events: tuple[Event, ...]
    gone: tuple[Gone, ...]
    facts: tuple[Fact, ...]  # to be appended to the ledger; none when readers and matching see nothing new
    ledger: Ledger  # with these facts
    changes: Mapping[int, Change]  # what each of these facts means in words, by seq; nothing for what readers do not see


def record(
    events: Iterable[Event], matched: Matched, articles: Iterable[Article], ledger: Ledger, *, released: str, reasons: Reasons
) -> Recorded:
    """Compare what readers will see with what the ledger says they saw last."""
    order = {event.id: number for number, event in enumerate(matched.events)}
    events = sorted(events, key=lambda event: order[event.id])
    hidden = {article.file: Signed(article.hidden, article.hidden_by) for article in articles if article.hidden}
    facts = [
        *(_restored(ledger, event.id, released) for event in events if event.id in ledger.ids and not ledger.ids[event.id].is_event),
        *(_minted(event, matched, released, reasons) for event in events if event.id not in ledger.ids),
        *(fact for id_ in ledger.ids if id_ in matched.evidence for fact in _evidence(ledger.ids[id_], matched, released)),
        *(fact for event in events for fact in _changes(event, ledger, released, reasons)),
        *(
            fact
            for id_, fate in matched.fates.items()
            for fact in _fates(ledger.ids[id_], fate, ledger, released, reasons=reasons, hidden=hidden)
        ),
    ]
    numbered = tuple(replace(fact, seq=seq) for seq, fact in enumerate(facts, ledger.last + 1))
    after = ledger.extended(numbered)
    names = {article.file: article.outlet or article.title or article.file for article in articles}
    shown = tuple(replace(event, history=history(after.ids[event.id], names)) for event in events)
    silent = {event.id for event in events if event.hidden}
    gone = tuple(_gone(known, after, names, hidden, silent) for known in after.ids.values() if not known.is_event)
    # A fact stands in the history of every entry that it names; what it means is told from that of its own.
    told = {
        (id_, change.seq): change
        for id_ in dict.fromkeys(fact.id for fact in numbered)
        for change in history(after.ids[id_], names, folded=False)
    }
    changes = {fact.seq: told[fact.id, fact.seq] for fact in numbered if (fact.id, fact.seq) in told}
    return Recorded(shown, gone, numbered, after, changes)


def _minted(event: Event, matched: Matched, released: str, reasons: Reasons) -> Fact:
    parent = matched.parents.get(event.id, "")
    given = [reasons.get(key) for key in ((event.id, "date"), (event.id, "title"), (event.reports[0].article, "add"), (parent, "split"))]
    said = next(filter(None, given), UNSAID)
    return Fact(
        event.id,
        "minted",
        released,
        event.date,
        event.title,
        status=event.status.value,
        of=parent,
        why=said.why,
        by=said.by,
        evidence=matched.evidence[event.id],
    )


def _restored(ledger: Ledger, id_: str, released: str) -> Fact:
    """An entry of its own again, told to readers of the entry that it was merged into as well."""
    ends = ledger.leads_to(id_)
    return Fact(id_, "restored", released, of=ends[0] if ledger.ids[id_].state == "merged" and ends[0] != id_ else "")


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


_VALUES: Mapping[str, Callable[[Event], str]] = {
    "status": lambda event: event.status.value,
    "actors": lambda event: "; ".join(event.actors),
    "places": lambda event: "; ".join(event.places),
    "importance": lambda event: f"{event.importance:g}",
}


def _changes(event: Event, ledger: Ledger, released: str, reasons: Reasons) -> list[Fact]:
    """How an event looks other than it did."""
    known = ledger.ids.get(event.id)
    facts = []

    def note(fact: str, by: str, **values: str | None) -> None:
        said = reasons.get((event.id, by), UNSAID)
        facts.append(Fact(event.id, fact, released, why=said.why, by=said.by, **values))  # type: ignore[arg-type]

    if known and event.date != known.date:
        note("redated", "date", date=event.date)
    if known and event.title != known.title:
        note("retitled", "title", title=event.title)
    changed: Mapping[str, str] = known.changed if known else {"status": event.status.value}
    for key, value_of in _VALUES.items():
        # A reader sees the status beside the title. Of the rest the history tells only what the editor says. Ledgers of the
        # first version do not know the status: what it was is then not told, and its first change by the articles not either.
        is_said = (event.id, key) in reasons or (key == "status" and "status" in changed)
        if is_said and changed.get(key) != (value := value_of(event)):
            note("changed", key, key=key, value=value)
        elif not is_said and key in changed:
            note("changed", key, key=key, value=None)
    if event.hidden and not (known and known.hidden):
        note("hidden", "hide")
    if known and known.hidden and not event.hidden:
        facts.append(Fact(event.id, "shown", released))
    return facts


def _fates(known: Known, fate: Fate, ledger: Ledger, released: str, *, reasons: Reasons, hidden: Mapping[str, Signed]) -> list[Fact]:
    """What is new about an id that names no event."""
    ends = {end for target in known.into for end in ledger.leads_to(target)}
    if known.state == fate.fact and (known.into == fate.into or ends == set(fate.into)):
        return []
    said = reasons.get((known.id, {"merged": "merge", "split": "split", "erased": "erase"}.get(fate.fact, "")), UNSAID)
    if fate.fact == "withdrawn":
        said = _taken_out(known, hidden) or UNSAID
    return [Fact(known.id, fate.fact, released, into=fate.into, marks=fate.marks, why=said.why, by=said.by)]


def _taken_out(known: Known, hidden: Mapping[str, Signed]) -> Signed | None:
    """The editor's reason for taking out every article that told an event, if that is so."""
    return next((hidden[file] for file in known.evidence), None) if known.evidence and known.evidence.keys() <= hidden.keys() else None


def _gone(known: Known, ledger: Ledger, names: Mapping[str, str], hidden: Mapping[str, Signed], silent: Collection[str]) -> Gone:
    told = history(known, names)
    if known.state == "erased":
        erased = next(change for change in told if change.fact == "erased")
        return Gone(known.id, "erased", "", (), "The wording of this entry was erased.", (erased,))
    into = ledger.leads_to(known.id) if known.into else ()
    # What it was merged into may have been split since, and its parts may have been merged.
    fact = "withdrawn" if not into else "merged" if len(into) == 1 else "split"
    if into and set(into) <= {*silent, *(id_ for id_ in into if ledger.ids[id_].state == "erased")}:
        # What its target may not say, the page that forwards there may not say either.
        return Gone(known.id, fact, "", into, _BECAUSE[fact], tuple(change for change in told if change.fact not in _WORDED))
    last = next(one for one in reversed(known.facts) if one.id == known.id and one.fact in (known.state, "restored", "minted"))
    if fact == "withdrawn" and (said := Signed(last.why, last.by) if last.why else _taken_out(known, hidden)):
        because = f"The editor took out {'the article that told it' if len(known.evidence) < 2 else 'the articles that told it'}: {said}."
        return Gone(known.id, fact, "", (), because, tuple(change for change in told if change.fact not in _WORDED))
    because = _BECAUSE[fact]
    if fact == "withdrawn" and are_by_hand(known.evidence):
        because = "The editor had told it, and took it out."
    return Gone(known.id, fact, known.title, into, because, told)


_BECAUSE = {
    "merged": "It is told together with another event now.",
    "split": "Its parts are told as events of their own now.",
    "withdrawn": "None of the articles tells it any more.",
}
_WORDED = ("retitled", "corrected", "changed")  # changes whose words repeat what an article says
