"""Each article in articles/ and seeds/, and what a careful reader takes from it, in the file beside it that ends in .events.txt.

An article stands alone; those of one folder are one collection. What the program still gets wrong is listed at the end of a
file, under "known misses": `missed` names a line above that it does not find, `instead` what it says and should not. A line
there that is no longer so fails as well. `pytest --accept` rewrites the rest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

from timeline.collect import Told, tell
from timeline.model import Article, Event, Reading, Report, Status
from timeline.read import read_file
from timeline.selection import select

HERE = Path(__file__).parent / "articles"
SEEDS = HERE.parent.parent / "seeds"
Block = tuple[str, ...]  # an event or something left out: its lines, white space made one


def _cases() -> Iterator[tuple[Path, Path]]:
    """Each article with its expected file."""
    for path in sorted(HERE.rglob("*.txt")):
        if not path.name.endswith(".events.txt"):
            yield path, path.with_suffix(".events.txt")
    for path in sorted(SEEDS.glob("*.txt")):
        yield path, HERE / "seeds" / f"{path.stem}.events.txt"


@pytest.mark.parametrize(("article", "expected"), [pytest.param(*case, id=case[0].stem) for case in _cases()])
def test_reader_and_program_take_the_same_from_an_article(article: Path, expected: Path, accept: bool) -> None:
    told = _tell(tuple(sorted(article.parent.glob("[!.]*.txt")) if article.parent != HERE else [article]))
    found = [tuple(" ".join(line.split()) for line in block) for block in _blocks(told, article.name)]
    if accept and expected.exists():
        expected.write_text(_accepted(expected.read_text(encoding="utf-8"), found), encoding="utf-8")
    assert expected.exists(), f"read the article, then write {expected.name} beside it"
    above, missed, instead = _parse(expected.read_text(encoding="utf-8"))
    assert {head for head in missed if head not in {block[0] for block in above}} == set(), "known as missed, but not expected above"
    wanted = [block for block in above if block[0] not in missed] + instead
    if Counter(found) != Counter(wanted):
        pytest.fail(_difference(found, wanted), pytrace=False)


@cache
def _tell(paths: tuple[Path, ...]) -> Told:
    articles = [read_file(path, path.name)[0] for path in paths if not path.name.endswith(".events.txt")]
    return tell([article for article in articles if article])


def _blocks(told: Told, file: str) -> Iterator[Block]:
    """What the program takes from an article, as its expected file says it."""
    article, written, readings = told.articles[file], told.written[file], told.readings[file]
    clue = f' "{article.text[written.clue.start : written.clue.end]}"' if written.clue else ""
    yield (f"written {written.when or written.partial or 'unknown'}{clue}",)
    shown: set[int] = set()
    for event in told.events:
        if reports := [report for report in event.reports if report.article == file]:
            spans = [span for report in reports for passage in report.passages for span in passage.date_words]
            shown |= {reading.start for reading in readings for span in spans if span.start <= reading.start < span.end}
            yield (_head(event), *_words(article, readings, reports), *_also(event, file))
    reasons = {d.told.time.end: d.reason or "when it was said" for d in select(article, readings, written.when is not None)}
    for reading in readings:
        if reading.start not in shown:
            in_story = any(s.start <= reading.start < s.end for s in article.story)
            reason = reasons.get(reading.end, "when it was said") if in_story else "not in the story"
            yield (f'left out "{reading.words}" {reason}',)


def _head(event: Event) -> str:
    status = "" if event.status is Status.HAPPENED else f" [{event.status}]"
    return f"{event.date or 'undated'} {event.title}{status}"


def _words(article: Article, readings: Iterable[Reading], reports: Iterable[Report]) -> Iterator[str]:
    """The words that give an event its date, each with what was taken for granted in reading them."""
    for span in (span for report in reports for passage in report.passages for span in passage.date_words):
        assumed = dict.fromkeys(why for reading in readings if span.start <= reading.start < span.end for why in reading.assumed)
        yield f'"{article.text[span.start : span.end]}" {", ".join(assumed)}'.strip()


def _also(event: Event, file: str) -> Iterator[str]:
    yield from (f"also told by {other}" for other in sorted({report.article for report in event.reports} - {file}))


def _difference(found: list[Block], wanted: list[Block]) -> str:
    """What differs, as a reader of the expected file can follow it."""
    lost = ["expected, not told:", *_lines(block for block in wanted if block not in found)]
    new = ["told, not expected:", *_lines(block for block in found if block not in wanted)]
    return "\n".join([*lost, *new])


def _parse(text: str) -> tuple[list[Block], list[str], list[Block]]:
    """The blocks that a reader expects, the heads of those that are known to be missed, and what is known to come instead."""
    blocks: list[list[str]] = []
    above = 0
    for line in text.splitlines():
        words = " ".join(line.split())
        if words == "known misses":
            above = len(blocks)
        elif line.startswith(" ") and words:
            blocks[-1].append(words)
        elif words and not words.startswith("#"):
            blocks.append([words])
    above = above or len(blocks)
    known = [(block[0].partition(" ")[2], *block[1:]) for block in blocks[above:]]
    kinds = [block[0].partition(" ")[0] for block in blocks[above:]]
    assert set(kinds) <= {"missed", "instead"}, kinds
    missed = [block[0] for block, kind in zip(known, kinds, strict=True) if kind == "missed"]
    return [tuple(block) for block in blocks[:above]], missed, [b for b, kind in zip(known, kinds, strict=True) if kind == "instead"]


def _accepted(before: str, found: list[Block]) -> str:
    """An expected file that agrees with the program, but for the known misses that still are."""
    above, missed, instead = _parse(before)
    heads = {block[0] for block in found}
    still = [block for block in above if block[0] in missed and block[0] not in heads]
    instead = [block for block in instead if block in found]
    kept = [block for block in found if block not in instead] + still
    parts = [
        [line for line in before.splitlines() if line.startswith("#")],
        _lines(block for block in kept if block[0].startswith("written ")),
        _lines(sorted(block for block in kept if not block[0].startswith(("written ", "left out ")))),
        _lines(block for block in kept if block[0].startswith("left out ")),
    ]
    if still or instead:
        parts += [["known misses"], [f"missed     {block[0]}" for block in still]]
        parts.append(
            [line for block in instead for line in (f"instead    {block[0]}", *(f"           {_spaced(words)}" for words in block[1:]))]
        )
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _lines(blocks: Iterable[Block]) -> list[str]:
    """Blocks as they are written: dates, words and reasons in columns."""
    lines = []
    for head, *rest in blocks:
        when, _, title = head.partition(" ")
        if head.startswith(("written ", "left out ")):
            first, quote, words = head.partition(' "')
            lines.append(f"{first:<10}    {_spaced(quote.strip() + words)}".rstrip())
        else:
            lines += [f"{when:<12}  {title}", *(f"              {_spaced(words)}" for words in rest)]
    return lines


def _spaced(words: str) -> str:
    """The words that an article has, and set apart from them what is said of them."""
    quoted, quote, said = words.rpartition('" ')
    return f'{quoted}"    {said}' if quote else words
