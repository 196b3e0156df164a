"""What the site shows of a timeline: `extra.timeline` of mkdocs.yml in; events and articles that lie outside marked out.

What lies outside keeps its pages, so that no link breaks, but leaves lists, feeds, data and search.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml
from msgspec.structs import replace

from timeline.model import Article, Event, Problem, Timeline
from timeline.noun import Noun
from timeline.said import plain, read_language, read_share
from timeline.settings import settings_files
from timeline.when import NoSuchDay, When, parse
from timeline.words import listed


class BrokenScope(Exception):
    """What the site is to show cannot be read; guessing would publish what the publisher left out."""

    def __init__(self, problem: Problem):
        super().__init__(problem.what)
        self.problem = problem


class Scope(Noun, frozen=True):
    """What the site shows; everything where nothing is said."""

    since: When | None = None
    until: When | None = None
    importance: float = 0.0
    outlets: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    file: str = "mkdocs.yml"
    lines: Mapping[str, int] | None = None  # where each is said

    def shows(self, event: Event, articles: Mapping[str, Article]) -> bool:
        """Whether an event can have happened in the period, is important enough, and is told by an article that is shown."""
        when = event.when
        if when and self.since and self.since.first and when.last and when.last < self.since.first:
            return False
        if when and self.until and self.until.last and when.first and when.first > self.until.last:
            return False
        return event.importance >= self.importance and any(self.shows_article(articles[report.article]) for report in event.reports)

    def shows_article(self, article: Article) -> bool:
        """Whether an article is of an outlet and in a language that the site shows; what the editor wrote always is."""
        is_outlet = not self.outlets or article.outlet.casefold() in {name.casefold() for name in self.outlets}
        return article.by_hand or (is_outlet and (not self.languages or article.language in self.languages))


def read_scope(mkdocs_yml: Path) -> Scope:
    """What a mkdocs.yml says of it. Raises BrokenScope at the first value that cannot be followed."""
    node, settings = None, mkdocs_yml
    for settings in settings_files(mkdocs_yml):  # the first that says anything counts
        try:
            root = yaml.compose(settings.read_text(encoding="utf-8-sig"), Loader=yaml.BaseLoader)
        except (OSError, ValueError, yaml.YAMLError):
            return Scope()  # whoever renders the site says what is wrong with it
        if (node := _of(_of(root, "extra"), "timeline")) is not None:
            break
    if node is None or (isinstance(node, yaml.ScalarNode) and not node.value):
        return Scope(file=settings.name)
    if not isinstance(node, yaml.MappingNode):
        raise _broken(settings, node, "extra.timeline must hold keys and values", _paste(["from: 2022", "until: 2024-06"]))
    values: dict[str, Any] = {}
    lines: dict[str, int] = {}
    for key, value in node.value:
        if key.value not in KEYS:
            near = get_close_matches(key.value, KEYS, 1)
            fix = f"did you mean {near[0]}:" if near else f"the keys are {listed(list(KEYS))}"
            raise _broken(settings, key, f"extra.timeline: unknown key {key.value!r}", fix)
        name, read, example = KEYS[key.value]
        if isinstance(value, yaml.ScalarNode) and not value.value.strip():
            continue
        try:
            values[name] = _read(value, read, is_many=name in ("outlets", "languages"))
        except (ValueError, NoSuchDay) as error:
            raise _broken(settings, value, f"extra.timeline: {key.value}: {error}", _paste([f"{key.value}: {example}"])) from error
        lines[name] = key.start_mark.line + 1
    if (since := values.get("since")) and (until := values.get("until")) and since.first and until.last and since.first > until.last:
        raise _broken(settings, node, "extra.timeline: from is after until", _paste([f"from: {until}", f"until: {since}"]))
    return Scope(**values, file=settings.name, lines=lines)


def narrow(timeline: Timeline, scope: Scope) -> tuple[Timeline, list[Problem]]:
    """The timeline with what lies outside marked; and names in the scope that no article has."""
    if scope == Scope(file=scope.file, lines=scope.lines):
        return timeline, []
    articles = {article.file: article for article, _ in timeline.articles}
    marked = replace(
        timeline,
        events=tuple(replace(event, outside=not scope.shows(event, articles)) for event in timeline.events),
        articles=tuple((replace(article, outside=not scope.shows_article(article)), written) for article, written in timeline.articles),
    )
    outlets = {article.outlet for article in articles.values() if article.outlet}
    problems = [
        *_unknown(scope, "outlets", scope.outlets, outlets),
        *_unknown(scope, "languages", scope.languages, {article.language for article in articles.values()}),
    ]
    return marked, problems


def _unknown(scope: Scope, key: str, wanted: Iterable[str], known: Collection[str]) -> list[Problem]:
    folded = {name.casefold(): name for name in known}
    problems = []
    for name in wanted:
        if name.casefold() not in folded:
            near = [folded[other] for other in get_close_matches(name.casefold(), list(folded), 3)]
            fix = f"did you mean {' or '.join(plain(other) for other in near)}" if near else "take it out, or correct the articles"
            what = f"extra.timeline: no article has {name!r} among its {key}"
            problems.append(Problem(scope.file, (scope.lines or {}).get(key), what, fix))
    return problems


def _of(node: yaml.Node | None, key: str) -> yaml.Node | None:
    if not isinstance(node, yaml.MappingNode):
        return None
    return next((value for name, value in node.value if isinstance(name, yaml.ScalarNode) and name.value == key), None)


def _read(node: yaml.Node, read: Callable[[str], Any], *, is_many: bool) -> Any:
    items = node.value if is_many and isinstance(node, yaml.SequenceNode) else [node]
    if not all(isinstance(item, yaml.ScalarNode) and item.value.strip() for item in items):
        raise ValueError("is no plain value" if not is_many else "is no list of names")
    values = [read(" ".join(item.value.split())) for item in items]
    return tuple(values) if is_many else values[0]


def _paste(lines: list[str]) -> str:
    return "\n".join(["extra:", "  timeline:", *(f"    {line}" for line in lines)])


def _broken(settings: Path, node: yaml.Node, what: str, fix: str) -> BrokenScope:
    return BrokenScope(Problem(settings.name, node.start_mark.line + 1, what, fix))


KEYS: Mapping[str, tuple[str, Callable[[str], Any], str]] = {
    "from": ("since", parse, "2022-01"),
    "until": ("until", parse, "2024"),
    "importance": ("importance", read_share, "0.3"),
    "outlets": ("outlets", str, "[The Example]"),
    "languages": ("languages", read_language, "[en, de]"),
}
