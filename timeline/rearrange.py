"""Events in, the same with their lasting ids out, taken apart and put together as the editor says.

What to take apart is named by its id, so ids are given first. The parts are then matched like any other events, so that each
keeps the id that it got when it was first taken apart, or had before it was put together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from msgspec.structs import replace

from timeline.erase import Erased
from timeline.ledger import Ledger
from timeline.model import Article, Event, Problem, Report
from timeline.permalinks import Fate, Matched, match
from timeline.said import Corrections, EventCorrection, paste, plain
from timeline.settle import event_of
from timeline.words import listed

LONGEST_TITLE = 100


def rearrange(
    events: Iterable[Event], articles: Mapping[str, Article], erased: Erased, corrections: Corrections
) -> tuple[Matched, list[Problem]]:
    """Give every event its id, split what the editor splits, merge what the editor merges; and what of it cannot be done."""
    ledger = erased.ledger
    awaited = {id_ for id_, said in corrections.events.items() for id_ in (id_, said.merge) if id_}
    matched = match(events, articles.values(), ledger, awaited)
    parts, problems = _split(matched, articles, corrections, ledger)
    if parts != matched.events:
        matched = match(parts, articles.values(), ledger, awaited)
    matched, more = _merge(matched, articles, corrections)
    fates = {id_: Fate("erased", (), marks) for id_, marks in erased.marks.items()}
    return replace(matched, fates={**matched.fates, **fates}), [*problems, *more]


def _holder(matched: Matched, id_: str) -> Event | None:
    """The event that an id names, or that it was merged into."""
    return next((event for event in matched.events if event.id == id_ or id_ in event.formerly), None)


def _split(
    matched: Matched, articles: Mapping[str, Article], corrections: Corrections, ledger: Ledger
) -> tuple[tuple[Event, ...], list[Problem]]:
    events = {event.id: [event] for event in matched.events}
    problems = []
    for id_, said in corrections.events.items():
        if not said.split or not (event := _holder(matched, id_)):
            continue
        whole = events[event.id].pop(0)
        for group in said.split:
            missing = [item for item in group if not _has(whole, item) and not _is_apart(item, id_, ledger)]
            if missing:
                problems.append(_no_part(corrections, id_, said, missing, whole))
            part = [told for report in whole.reports if (told := _of_part(report, group))]
            rest = [told for report in whole.reports if (told := _without(report, group))]
            if part and not rest:
                what = f"split of {id_} leaves nothing of it: every telling is among {listed(list(group))}"
                fix = "name only the articles, or the words, that tell something else"
                problems.append(Problem(corrections.file, said.line, what, fix))
            elif part:
                # The parts are told anew by what is left of each; of the corrected event itself nothing else is touched.
                events[event.id].append(event_of(part, articles))
                whole = replace(event_of(rest, articles), id=event.id)
        events[event.id].append(whole)
    return tuple(chain.from_iterable(events.values())), problems


def _has(event: Event, item: str) -> bool:
    return any(_is_told(report, item) for report in event.reports)


def _is_told(report: Report, item: str) -> bool:
    return report.article == item or any(item in _plain(passage.quote) for passage in report.passages)


def _plain(quote: str) -> str:
    return " ".join(quote.split())


def _is_apart(item: str, id_: str, ledger: Ledger) -> bool:
    """Whether what the editor wants apart was taken from the event before, and is told apart by now without being asked."""
    parts = [known for known in ledger.ids.values() if any(fact.fact == "minted" and fact.of == id_ for fact in known.facts)]
    return any(
        item == file or any(item in _plain(piece.quote) for piece in pieces) for known in parts for file, pieces in known.evidence.items()
    )


def _of_part(report: Report, group: Sequence[str]) -> Report | None:
    """What of a report is the part's."""
    if report.article in group:
        return report
    told = [passage for passage in report.passages if any(item in _plain(passage.quote) for item in group)]
    if not told:
        return None
    if len(told) == len(report.passages):
        return report
    title = _plain(told[0].quote)
    cut = title if len(title) <= LONGEST_TITLE else title[:LONGEST_TITLE].rpartition(" ")[0]
    return replace(report, passages=tuple(told), title=cut.rstrip(".,;: "), is_main=False)


def _without(report: Report, group: Sequence[str]) -> Report | None:
    """What of a report is left for the event itself."""
    if report.article in group:
        return None
    left = tuple(passage for passage in report.passages if not any(item in _plain(passage.quote) for item in group))
    return replace(report, passages=left) if left else None


def _no_part(corrections: Corrections, id_: str, said: EventCorrection, missing: Sequence[str], event: Event) -> Problem:
    files = list(dict.fromkeys(report.article for report in event.reports))
    quoted = [_plain(passage.quote)[:40] for report in event.reports for passage in report.passages]
    named = files[-1] if len(files) > 1 else quoted[-1]
    what = f"nothing of {id_} is told by {listed([repr(item) for item in missing])}"
    fix = f"it is told by {listed(files)}, for instance:\n{paste('events', id_, f'split: [{plain(named)}], why: ')}"
    if len(quoted) == 1:
        fix = f"it is told by one passage, of {files[0]}, which cannot be taken apart; take these lines out"
    return Problem(corrections.file, said.line, what, fix)


def _merge(matched: Matched, articles: Mapping[str, Article], corrections: Corrections) -> tuple[Matched, list[Problem]]:
    problems = []
    for id_, said in corrections.events.items():
        if not said.merge:
            continue
        one, other = _holder(matched, id_), _holder(matched, said.merge)
        if one and other and one is not other:
            split_from = matched.parents.get(one.id) or matched.parents.get(other.id)
            if split_from in (one.id, other.id) and corrections.events.get(split_from, said).split:
                what = f"{id_} is to be merged into {said.merge}, and split from it as well"
                fix = f"take out merge here, or split under {split_from}"
                problems.append(Problem(corrections.file, said.line, what, fix))
            else:
                matched = _merged(matched, one, other, articles)
        elif not (one and other):
            problems.append(_no_pair(matched, corrections, id_, said, one is None))
    return matched, problems


def _no_pair(matched: Matched, corrections: Corrections, id_: str, said: EventCorrection, is_first: bool) -> Problem:
    missing = id_ if is_first else said.merge
    fate = matched.fates.get(missing)
    what = f"no event {missing}" if not fate else f"the event {missing} was {fate.fact}"
    fix = (
        "take these lines out"
        if is_first
        else f"name an event that is there, or take these lines out:\n{paste('events', id_, 'merge: , why: ')}"
    )
    return Problem(corrections.file, said.line, f"{id_} cannot be merged: {what}" if not is_first else what, fix)


def _merged(matched: Matched, one: Event, other: Event, articles: Mapping[str, Article]) -> Matched:
    """The same with one event told in another, whose id, title and date stay; a finer date that fits is taken."""
    both = event_of([*other.reports, *one.reports], articles)
    finer = other.when is None or (one.when is not None and other.when.covers(one.when))
    if not finer or both.when is None:
        both = replace(both, when=other.when, partial=other.partial, words=other.words, because=other.because)
    both = replace(both, id=other.id, title=other.title, formerly=(*other.formerly, one.id, *one.formerly))
    # The telling that gives the title stands first.
    first = [report for report in both.reports if report.title == other.title]
    both = replace(both, reports=(*first, *(report for report in both.reports if report.title != other.title)))
    events = tuple(both if event.id == other.id else event for event in matched.events if event.id != one.id)
    return replace(matched, events=events, fates={**matched.fates, one.id: Fate("merged", (other.id,))})
