"""Say, sentence by sentence, why an article makes the events it makes: what a collection tells and a file in, lines for a person out."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from timeline.clean import asides
from timeline.collect import Told
from timeline.model import Article, Event, Reading, Report, Sentence, Status, Written
from timeline.versions import question
from timeline.words import begun, in_words, listed, partial_words, undated_words

WIDTH = 100
INDENT = " " * 10


class NoSuchArticle(Exception):
    """A file that is none of the collection's articles; `nearest` are those with a similar name."""

    def __init__(self, file: str, nearest: Sequence[str]):
        super().__init__(file)
        self.file, self.nearest = file, nearest


def explain_article(told: Told, file: str) -> list[str]:
    """Why each line of an article is or is not an event, in at most 100 columns; raises NoSuchArticle."""
    if older := next((one for one in told.older if one.file == file), None):
        return _wrapped("", f"{file} {question(older).what}.")
    if file not in told.articles:
        inside = [name for name in told.articles if name.startswith(f"{file}#")]
        raise NoSuchArticle(file, inside[:3] or get_close_matches(file, list(told.articles), n=3))
    article, written = told.articles[file], told.written[file]
    lines = [f"{file}: {article.title}" if article.title else file, *_written(article, written)]
    if article.hidden:
        return [*lines, "", *_wrapped("The editor took it out, so it makes no event: ", article.hidden)]
    blocks = [(aside.start, _block(article, aside.start, aside.what, aside.words)) for aside in asides(article, set(told.recurring[file]))]
    of_file = [(event, report) for event in told.events for report in event.reports if report.article == file]
    blocks += [(sentence.start, list(_sentence(told, article, sentence, of_file))) for sentence in article.story]
    for _, block in sorted(blocks, key=lambda at: at[0]):
        lines += ["", *block]
    return lines


def _written(article: Article, written: Written) -> Iterator[str]:
    known = in_words(written.when) if written.when else partial_words(written.partial) if written.partial else "not known"
    yield from _wrapped("written   ", f"{known}. {begun(written.because)}")
    if written.clue:
        words = " ".join(article.text[written.clue.start : written.clue.end].split())
        told = "It is told by" if written.when else "Look at"
        yield from _wrapped(INDENT, f"{told} “{words}”{_at(article, written.clue.start)}.")


def _sentence(told: Told, article: Article, sentence: Sentence, of_file: Sequence[tuple[Event, Report]]) -> Iterator[str]:
    """What became of a sentence: the events it tells, what it goes on with, the times in it that tell none."""
    here = [
        (event, report, number)
        for event, report in of_file
        for number, passage in enumerate(report.passages)
        if passage.overlap(sentence) and not (article.headline and article.headline.start == passage.start)
    ]
    left = [one for one in told.left_out[article.file] if one.sentence.overlap(sentence)]
    readings = [reading for reading in told.readings[article.file] if sentence.start <= reading.start < sentence.end]
    if here:
        what = "; ".join(dict.fromkeys(_what(report, number) for _, report, number in here))
    else:
        what = "no event: no time is told" if not readings else "no event"
    yield from _block(article, sentence.start, what, article.text[sentence.start : sentence.end])
    for event, report, number in here:
        if number:
            yield from _wrapped(f"{INDENT}of        ", f"“{report.title}”")
        else:
            yield from _event(event, report)
    used = [span for _, report, _ in here for passage in report.passages for span in passage.date_words]
    for reading in readings:
        yield from _time(reading, any(span.start <= reading.start < span.end for span in used))
    for one in left:
        yield from _wrapped(f"{INDENT}left out  ", f"“{one.words}”: {one.reason}")


def _what(report: Report, number: int) -> str:
    if number:
        return "another passage of an event that is told before"
    return "event: the article's own news" if report.is_main else "event"


def _event(event: Event, report: Report) -> Iterator[str]:
    if report.when:
        when = in_words(report.when)
    else:
        when = partial_words(report.partial) if report.partial else undated_words(report.words, article_dated=True)
    status = "" if report.status is Status.HAPPENED else f" ({report.status})"
    yield from _wrapped(f"{INDENT}title     ", f"{report.title}{status}")
    yield from _wrapped(f"{INDENT}date      ", f"{when}. {begun(report.because)}")
    if report.actors or report.places:
        who, where = listed(report.actors), listed(report.places)
        yield from _wrapped(f"{INDENT}names     ", "; ".join(part for part in (who, where and f"in {where}") if part))
    if others := sorted({other.article for other in event.reports} - {report.article}):
        yield from _wrapped(f"{INDENT}also in   ", listed(others))
    if event.when != report.when and event.when:
        yield from _wrapped(f"{INDENT}", f"With what the others say, the event is dated {in_words(event.when)}.")


def _time(reading: Reading, is_used: bool) -> Iterator[str]:
    value = reading.when or reading.partial
    why = f", {', '.join(reading.assumed)}" if reading.assumed else ""
    gives = "; gives the date" if is_used else ""
    yield from _wrapped(
        f"{INDENT}time      ", f"“{' '.join(reading.words.split())}” is {value or 'left open'} (rule {reading.rule}{why}){gives}"
    )


def _block(article: Article, start: int, what: str, words: str) -> list[str]:
    line = article.line_of(start)
    label = f"line {line}" if line is not None else ""
    shown = textwrap.shorten(words, 2 * (WIDTH - len(INDENT)) - 4, placeholder=" …")
    return [*_wrapped(f"{label:<10}" if len(label) < 10 else f"{label} ", what), *_wrapped(INDENT, f"“{shown}”")]


def _at(article: Article, offset: int) -> str:
    line = article.line_of(offset)
    return f" in line {line}" if line is not None else ""


def _wrapped(label: str, text: str) -> list[str]:
    """Text behind its label, broken at 100 columns under itself."""
    return textwrap.wrap(text, WIDTH, initial_indent=label, subsequent_indent=" " * len(label), break_on_hyphens=False) or [label.rstrip()]
