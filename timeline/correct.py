"""Apply the editor's word: articles before they are read for events, events after their ids are known, names at the end."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from difflib import get_close_matches

from msgspec.structs import replace

from timeline.erase import without_erased
from timeline.ledger import Ledger
from timeline.locate import verbatim
from timeline.model import Article, Event, Passage, Problem, Report, Written
from timeline.permalinks import Matched
from timeline.said import ArticleCorrection, Corrections, EventCorrection, NameCorrection, as_written, paste
from timeline.when import Partial
from timeline.words import in_words, listed, partial_words

ALIKE = 0.6  # titles that have so much in common may be those of one event


def correct_articles(articles: Sequence[Article], corrections: Corrections, ledger: Ledger) -> tuple[list[Article], list[Problem]]:
    """The articles as the editor wants them; corrections of a file that is not there are told, with the likeliest ones.

    A renamed article is known by its passages, and stays corrected: what the editor took out does not come back.
    """
    said = dict(corrections.articles)
    problems = []
    files = {article.file: article for article in articles}
    for file, correction in corrections.articles.items():
        if file in files:
            continue
        new = _renamed(file, files, ledger, said)
        if new:
            said[new] = correction
            what = f"the article {file} is called {new} now; what is said of it is followed"
            fix = f"put it under the new name:\n{paste('articles', new, as_written(correction))}"
            problems.append(Problem(corrections.file, correction.line, what, fix))
        else:
            problems.append(Problem(corrections.file, correction.line, f"no article {file}", _moved("articles", _nearest(file, files))))
    return [correct_article(article, said.get(article.file)) for article in articles], problems


def correct_article(article: Article, said: ArticleCorrection | None) -> Article:
    """The article as the editor wants it."""
    if not said:
        return article
    texts = {key: value for key in ("title", "outlet", "url", "archived") if (value := getattr(said, key)) is not None}
    if said.date:
        article = replace(article, stated=said.date, stated_by=f"the editor ({said.signed})")
    if said.hide:
        article = replace(article, hidden=said.signed.why, hidden_by=said.by)
    return replace(article, **texts)


def _renamed(file: str, files: Mapping[str, Article], ledger: Ledger, said: Collection[str]) -> str:
    """The file that a missing article's passages stand in now, "" where none or several have most of them."""
    # Also what the ledger knew of it once: since the first build under its new name its passages are that one's.
    pieces = {piece for known in ledger.ids.values() for fact in known.facts for piece in fact.evidence.get(file, ())}
    if not pieces:
        return ""
    found = [other for other, article in files.items() if 2 * len(verbatim(article.text, pieces)) > len(pieces)]
    return found[0] if len(found) == 1 and found[0] not in said else ""


def write_by_hand(corrections: Corrections, erased: Collection[str] = ()) -> tuple[list[tuple[Article, Written]], list[Event]]:
    """The events that the editor tells without an article, each with its words as the article that tells it."""
    told, events = [], []
    for name, said in corrections.add.items():
        file = f"{corrections.file}/{name}"
        because = f"The editor gives this date{f': {said.signed}' if said.why else ''}."
        when, partial = (None, said.date) if isinstance(said.date, Partial) else (said.date, None)
        article = Article(
            file,
            said.text,
            title=said.title,
            outlet=said.outlet or "The editor",
            url=said.url,
            archived=said.archived,
            language=said.language,
            author=said.by,
            first_line=said.line,
            is_one_line=True,
            by_hand=True,
        )
        if not without_erased(article, erased).text.strip():
            continue
        passage = Passage(0, len(said.text), said.text)
        report = Report(file, said.title, when, partial, (), because, (passage,), True, said.status, actors=said.actors, places=said.places)
        importance = 0.5 if said.importance is None else said.importance
        told.append((article, Written(None, "it was written by the editor, for this timeline.")))
        events.append(Event(said.title, when, partial, (), because, said.status, importance, (report,), said.actors, said.places))
    return told, events


def correct_events(matched: Matched, corrections: Corrections, ledger: Ledger) -> tuple[tuple[Event, ...], list[Problem]]:
    """The events as the editor wants them, and the corrections whose event or name is not there, with where it went."""
    events = tuple(_corrected(event, corrections.events.get(event.id)) for event in matched.events)
    problems = [problem for id_, said in corrections.events.items() if (problem := _astray(id_, said, matched, corrections, ledger))]
    for section, named in (("actors", corrections.actors), ("places", corrections.places)):
        problems += _unknown_names(section, events, named, corrections.file)
        events = tuple(_renamed_in(event, section, named) for event in events)
    return events, problems


def _astray(id_: str, said: EventCorrection, matched: Matched, corrections: Corrections, ledger: Ledger) -> Problem | None:
    """What is wrong where a correction names no event."""
    events = {event.id: event for event in matched.events}
    heirs = {formerly: event.id for event in matched.events for formerly in event.formerly}
    fate = matched.fates.get(id_)
    if id_ in events or said.merge or (fate and fate.fact == "erased" and said.erase):
        return None
    what = f"no event {id_}"
    if id_ in heirs:
        what = f"the event {id_} was merged into {heirs[id_]}"
        fix = _moved("events", [heirs[id_]])
    elif fate:
        what = f"the event {id_} was {fate.fact}{f' into {listed(fate.into)}' if fate.into else ''}"
        title = ledger.ids[id_].title if id_ in ledger.ids else ""
        if fate.into:
            fix = _moved("events", list(fate.into))
        elif near := nearest_titles(title, events.values()):
            fix = _moved("events", near)
        else:
            fix = "take these lines out, or bring back the passage that told it"
    else:
        fix = _moved("events", [*nearest_titles(said.title or "", events.values()), *_nearest(id_, events)][:3])
    return Problem(corrections.file, said.line, what, fix)


def nearest_titles(title: str, events: Iterable[Event]) -> list[str]:
    """The ids of the events whose titles are most like one."""
    by_title = {event.title: event.id for event in events}
    return [by_title[near] for near in get_close_matches(title, list(by_title), 3, ALIKE)] if title else []


def _corrected(event: Event, said: EventCorrection | None) -> Event:
    if said is None:
        return event
    if said.date is not None:
        was = in_words(event.when) if event.when else partial_words(event.partial) if event.partial else "no date"
        because = f"Corrected by the editor ({said.signed}); read from the articles: {was}."
        when, partial = (None, said.date) if isinstance(said.date, Partial) else (said.date, None)
        event = replace(event, when=when, partial=partial, because=because)
    given = {key: value for key in ("title", "status", "importance", "actors", "places") if (value := getattr(said, key)) is not None}
    return replace(event, hidden=said.hide or event.hidden, **given)


def _renamed_in(event: Event, section: str, said: Mapping[str, NameCorrection]) -> Event:
    """An event whose names are those that the editor gives them, each once."""
    names: Sequence[str] = getattr(event, section)
    if not any(name in said for name in names):
        return event
    shown = tuple(dict.fromkeys(known for name in names if (known := _shown(name, said))))
    return replace(event, actors=shown) if section == "actors" else replace(event, places=shown)


def _shown(name: str, said: Mapping[str, NameCorrection]) -> str:
    while name in said:
        if said[name].hide:
            return ""
        if not said[name].name:
            break
        name = said[name].name
    return name


def _unknown_names(section: str, events: Iterable[Event], said: Mapping[str, NameCorrection], file: str) -> list[Problem]:
    if not said:
        return []
    names = {name for event in events for name in getattr(event, section)}
    noun = {"actors": "nobody", "places": "no place"}[section]
    return [
        Problem(file, entry.line, f"{noun} is called {name}", _moved(section, _nearest(name, names)))
        for name, entry in said.items()
        if name not in names and not any(other.name == name for other in said.values())
    ]


def _nearest(name: str, names: Collection[str]) -> list[str]:
    """The likeliest of what an editor may have meant: first those that lie elsewhere by the same name, then those spelled alike."""
    moved = [other for other in sorted(names) if other.rpartition("/")[2] == name.rpartition("/")[2]]
    return list(dict.fromkeys([*moved, *get_close_matches(name, sorted(names), 3)]))[:3]


def _moved(section: str, names: Sequence[str]) -> str:
    if not names:
        return "take these lines out"
    return f"put these lines under {' or '.join(dict.fromkeys(names))}, in {section}:, or take them out"
