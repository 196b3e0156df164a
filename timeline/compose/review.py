"""The page for the editor, in the preview only: what the program was not sure of, each with the correction to copy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from timeline.compose import escape
from timeline.compose.blocks import entries, event_link, lead, section
from timeline.compose.event import date_in_words
from timeline.compose.rows import article_date, outlet
from timeline.compose.view import REVIEW, View, page
from timeline.model import Article, Event, Page, Span, Written
from timeline.said import paste, plain
from timeline.when import parse
from timeline.words import begun, counted, in_words

MOST = 200  # entries of a kind; who has worked through these builds again and sees the next


def review_page(view: View) -> Page:
    """Perhaps the same, left out, copies, open dates, disagreements."""
    parts = [
        _part("Perhaps the same", "Two events that may be one. Nothing is merged that is not sure.", list(_perhaps(view))),
        _part("Where sources differ", "The entry stands under one of these; say which is right.", list(_disagreements(view))),
        _part("Open dates", "Articles whose day is not known, and what cannot be placed for that reason.", list(_open(view))),
        _part("Later copies", "The page is stamped long after its story; the story's own day was taken.", list(_copies(view))),
        _part(
            "Left out", "Sentences with a date that made no event, and why. What should be one can be added by hand.", list(_left_out(view))
        ),
    ]
    told = lead("What the program was not sure of, with the lines for corrections.yml. This page is in the preview only.")
    nothing = lead("There is nothing to review.")
    return page(REVIEW, "Review", (told, *parts) if any(parts) else (nothing,), head={"robots": "noindex"})


def _part(title: str, said: str, items: Sequence[str]) -> str:
    if not items:
        return ""
    more = f"\n<p>And {len(items) - MOST:,} more.</p>" if len(items) > MOST else ""
    return section(f"{title} <small>{len(items):,}</small>", f"<p>{said}</p>\n{entries(items[:MOST])}{more}", found=False)


def _item(said: str, because: str, fix: str) -> str:
    return f'<li>{said}\n<span class="tl-from">{escape.line(because)}</span>\n<pre><code>{escape.text(fix)}</code></pre></li>'


def _event(view: View, event: Event) -> str:
    return f"{event_link(view, REVIEW, event)} <small>{escape.text(date_in_words(view, event))}</small>"


def _perhaps(view: View) -> Iterator[str]:
    for pair in view.timeline.perhaps:
        one, other = view.by_id.get(pair.one), view.by_id.get(pair.other)
        if one and other and not (one.hidden or other.hidden):
            older, younger = sorted((one, other), key=lambda event: event.history[0].seq if event.history else 0)
            fix = paste("events", younger.id, f"merge: {older.id}, why: ")
            yield _item(f"{_event(view, older)}<br>\n{_event(view, younger)}", pair.because, fix)


def _disagreements(view: View) -> Iterator[str]:
    for event in (*view.dated, *view.undated):
        for claim in event.disagreements:
            outlets = "; ".join(outlet(view.articles[file][0]) for file in claim.sources if file in view.articles)
            if claim.kind == "date":
                value, fix = in_words(parse(claim.value)), f"date: {plain(claim.value)}, why: "
            else:  # a number, such as that of the dead: no field of an event
                value, fix = claim.value, f"title: {plain(event.title)}, why: "
            yield _item(_event(view, event), f"{outlets}: {value}", paste("events", event.id, fix))


def _open(view: View) -> Iterator[str]:
    for article, written in view.articles.values():
        if written.when is None and article.is_listed and not article.by_hand:
            events = [event for event in view.told_in.get(article.file, ()) if event.when is None]
            waiting = f"{begun(counted(len(events), 'event', spelled=True))} could not be placed. " if events else ""
            fix = paste(
                "articles", article.file, f"date: {(written.partial and str(written.partial).replace('XXXX', 'YYYY')) or ''}, why: "
            )
            yield _item(_article(view, article, written), f"{waiting}{begun(written.because)}", fix)


def _copies(view: View) -> Iterator[str]:
    for article, written in view.articles.values():
        if written.is_copy and article.is_listed:
            fix = paste("articles", article.file, f"date: {written.when}, why: ")
            yield _item(_article(view, article, written), begun(written.because), fix)


def _left_out(view: View) -> Iterator[str]:
    told: defaultdict[str, list[Span]] = defaultdict(list)
    for event in (*view.dated, *view.undated):
        for report in event.reports:
            told[report.article] += report.passages
    for one in view.timeline.left_out:
        article, _ = view.articles[one.article]
        if not article.is_listed or one.when is None or any(one.sentence.overlap(passage) for passage in told[one.article]):
            continue
        words = escape.one_line(article.text[one.sentence.start : one.sentence.end])
        name = plain(f"{article.file.rpartition('/')[2].partition('.')[0]}-{one.sentence.start}")
        fix = f"add:\n  {name}:\n    date: {plain(str(one.when))}\n    title:\n    text: {plain(words)}\n    why:"
        said = f"<q{escape.language_attribute(article.language)}>{escape.line(words)}</q>"
        line = article.line_of(one.sentence.start)
        where = f"{article.file}{f':{line}' if line else ''}"
        yield _item(said, f"{where}: “{one.words}”, {one.reason}", fix)


def _article(view: View, article: Article, written: Written) -> str:
    title = escape.line(article.title or article.file)
    link = f'<a href="{view.link(REVIEW, view.article_pages[article.file])}">{title}</a>'
    return f"{link} <small>{escape.line(outlet(article))}, {article_date(written)}</small>"
