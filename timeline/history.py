"""What the ledger knows of an event in; its history, as readers are told it, out.

What was changed and changed back within one release leaves no trace here: nobody saw it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import field
from msgspec.structs import replace

from timeline.ledger import Fact, Known
from timeline.model import Change, Signed
from timeline.noun import Noun
from timeline.said import are_by_hand
from timeline.when import parse, parse_partial
from timeline.words import in_words, listed, partial_words


def history(known: Known, names: Mapping[str, str], *, folded: bool = True) -> tuple[Change, ...]:
    """What readers saw happen to an event, oldest first; `names` says what an article's file is called on the page.

    Not `folded`, it has every step on the way, also those that were taken back within a release.
    """
    steps: list[_Step] = []
    seen = _Seen()
    for fact in known.facts:
        then = seen.after(fact, known.id)
        if fact.released or fact.fact != "evidence":
            step = _Step(fact, seen, then)
            if folded and (earlier := next((one for one in steps if one.is_undone_or_redone_by(step)), None)):
                steps.remove(earlier)
                step = replace(step, before=earlier.before)
            if step.is_seen:
                steps.append(step)
        seen = then
    return tuple(_change(step, known.id, names) for step in steps)


class _Seen(Noun, frozen=True):
    """What readers saw of an event after one of its facts."""

    date: str | None = None
    title: str = ""
    files: frozenset[str] = frozenset()
    is_hidden: bool = False
    changed: Mapping[str, str] = field(default_factory=dict)
    states: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by id, its own and those that it has to do with

    def after(self, fact: Fact, id_: str) -> _Seen:
        states = self.states
        if fact.fact in ("merged", "split", "withdrawn", "erased"):
            states = {**states, fact.id: (fact.fact, *fact.into)}
        elif fact.fact in ("restored", "minted"):
            states = {key: state for key, state in states.items() if key != fact.id}
        if fact.id != id_:
            return replace(self, states=states)
        changed = dict(self.changed)
        if fact.fact == "minted" and fact.status:
            changed["status"] = fact.status
        elif fact.fact == "changed":
            changed.pop(fact.key, None)
            changed |= {} if fact.value is None else {fact.key: fact.value}
        return _Seen(
            date=fact.date if fact.fact in ("minted", "redated") else self.date,
            title=fact.title if fact.fact in ("minted", "retitled") else self.title,
            files=frozenset(file for file in self.files | set(fact.evidence) if fact.evidence.get(file, True)),
            is_hidden={"hidden": True, "shown": False}.get(fact.fact, self.is_hidden),
            changed=changed,
            states=states,
        )


class _Step(Noun, frozen=True):
    """A fact, with what readers saw before and after it."""

    fact: Fact
    before: _Seen
    now: _Seen

    @property
    def about(self) -> tuple[str, ...]:
        """What it changes."""
        kinds = {"hidden": "shown", "merged": "state", "split": "state", "withdrawn": "state", "restored": "state", "erased": "state"}
        return (self.fact.id, kinds.get(self.fact.fact, self.fact.fact), self.fact.key)

    def is_undone_or_redone_by(self, later: _Step) -> bool:
        return self.about == later.about and self.fact.released == later.fact.released and self.fact.fact != "minted"

    @property
    def is_seen(self) -> bool:
        """Whether it leaves something other than it was."""
        before, now = self.before, self.now
        match self.fact.fact:
            case "minted":
                return True
            case "redated":
                return before.date != now.date
            case "retitled":
                return before.title != now.title
            case "evidence":
                return before.files != now.files
            case "changed":
                return before.changed.get(self.fact.key) != now.changed.get(self.fact.key)
            case "hidden" | "shown":
                return before.is_hidden != now.is_hidden
            case _:
                return before.states.get(self.fact.id) != now.states.get(self.fact.id)


def _change(step: _Step, id_: str, names: Mapping[str, str]) -> Change:
    fact = step.fact
    is_editors = fact.why or fact.fact in ("hidden", "shown")
    name = "corrected" if is_editors and fact.fact in ("redated", "retitled", "changed", "hidden", "shown", "minted") else fact.fact
    text = _told(step, names) if fact.id == id_ else _told_elsewhere(fact)
    why = Signed(fact.why, fact.by)
    return Change(fact.released, name, f"{text}{f', {why.by_editor}' if fact.why else ''}", fact.seq, *_values(step))


def _values(step: _Step) -> tuple[str | None, str | None]:
    """The values before and after."""
    match step.fact.fact:
        case "redated":
            return step.before.date, step.now.date
        case "retitled":
            return step.before.title, step.now.title
        case "changed":
            return step.before.changed.get(step.fact.key), step.now.changed.get(step.fact.key)
        case _:
            return None, None


def _told(step: _Step, names: Mapping[str, str]) -> str:
    """A fact in words, on the page of the id that it is about."""
    fact, before, now = step.fact, step.before, step.now
    match fact.fact:
        case "minted":
            return f"Added from {_listed(now.files, names)}{f', split off from {fact.of}' if fact.of else ''}"
        case "evidence":
            return "; ".join(_sources(before.files, now.files, names))
        case "redated":
            return f"Date changed from {_date(before.date)} to {_date(now.date)}"
        case "retitled":
            return f"Title changed from “{before.title}” to “{now.title}”"
        case "changed":
            return _changed(fact.key, before.changed.get(fact.key), fact.value)
        case "hidden":
            return "Taken out of the timeline"
        case "shown":
            return "Put back into the timeline"
        case "merged":
            return f"Merged into {fact.into[0]}"
        case "split":
            return f"Split into {listed(fact.into)}"
        case "withdrawn":
            why = "the editor took it out of corrections.yml" if are_by_hand(before.files) else "none of the articles tells it any more"
            return f"Withdrawn: {why}" if not fact.why else "Withdrawn"
        case "erased":
            return "Erased"
        case _:
            return "Restored"


def _changed(key: str, before: str | None, now: str | None) -> str:
    name = {"status": "Status", "actors": "Who", "places": "Where", "importance": "Importance"}.get(key, key)
    if now is None:
        return f"{name} is as the articles have it again"
    return (
        f"{name} changed from {before or '“none”'} to {now or '“none”'}" if before is not None else f"{name} changed to {now or '“none”'}"
    )


def _told_elsewhere(fact: Fact) -> str:
    """A fact in words, on the page of an id that it names."""
    return {
        "minted": f"A part of it became {fact.id}",
        "merged": f"{fact.id} was merged into it",
        "split": f"Took over a part of {fact.id}",
        "restored": f"{fact.id} is an entry of its own again",
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
