"""The page of one event, which is what people link to; and the pages that stay for ids that name no event any more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from urllib.parse import quote

from timeline import words
from timeline.compose import about, escape
from timeline.compose.blocks import entries, entry, event_link, name_links, outside_links, section
from timeline.compose.passages import first_sentence, quotations, sentence_link
from timeline.compose.rows import article_date, known, known_to_the_day, outlet, source_count, source_names
from timeline.compose.view import UNDATED, View, event_path, listing_path, page, year_of
from timeline.ledger import ID
from timeline.model import Article, Change, Disagreement, Event, Page, Report
from timeline.noun import Noun
from timeline.when import parse

KEPT = "Its address is kept, and will not be used for anything else."
SAME_DAY = 5  # events of the same day that a page lists; the timeline has them all


class Neighbour(Noun, frozen=True):
    """Another event to go on with, and what it has to do with this one."""

    label: str
    event: Event
    rel: str = ""  # "prev" or "next" for those before and after it in time


def event_page(view: View, id: str) -> Page:
    """Everything that is known of an event: its date, passages, sources, why this date, and its address."""
    event, here = view.by_id[id], event_path(id)
    if event.hidden:
        return _hidden_page(here, event)
    parts = (
        _date_line(view, event),
        _sources(view, here, event),
        _disagreements(view, event),
        section("Why this date", f"<p>{escape.line(words.begun(event.because))}</p>", found=False),
        _settle(view, event),
        _names(view, here, event),
        _around(view, here, event),
        _citation(view, event),
        _history(view, here, event.history),
        _report_an_error(view, event),
    )
    article = view.articles[event.reports[0].article][0]
    quoted = first_sentence(article, event.reports[0])
    description = f"“{quoted}” {outlet(article)}" if quoted else ""
    when = words.begun(date_in_words(view, event))
    # Outside what the site shows, the page stays for those who have its link.
    head = {"when": when, **about.head(view, event), **({"robots": "noindex"} if event.outside else {})}
    return page(here, event.title, parts, description=description, found=not event.outside, head=head)


def gone_page(view: View, id: str) -> Page:
    """What an id leads to that names no event of its own: forward, to its parts, or to the reason."""
    gone, here = view.gone[id], event_path(id)
    head: dict[str, object] = {"robots": "noindex"}
    match gone.fact:
        case "merged":
            after = "This page leads there:"
            head["forward"] = view.link(here, event_path(gone.into[0]))
        case "split":
            after = "Its parts:"
        case _:
            after = KEPT
    leads = "\n".join(f'<li><a href="{view.link(here, event_path(id))}">{escape.line(_title(view, id))}</a></li>' for id in gone.into)
    reason = escape.line(gone.because or f"This entry was {gone.fact}.")
    block = f"<p>{reason} {after}</p>" + (f"\n<ul>\n{leads}\n</ul>" if leads else "")
    title = gone.title or f"An entry that was {'erased' if gone.fact == 'erased' else 'taken out'}"
    return page(here, title, (section("What became of it", block), _history(view, here, gone.history)), head=head)


def date_in_words(view: View, event: Event) -> str:
    """The date of an event in words, for a sentence or a line of its own."""
    if event.when:
        return words.in_words(event.when)
    if event.partial:
        return words.partial_words(event.partial)
    _, written = view.articles[event.reports[0].article]
    told = tuple(escape.one_line(phrase) for phrase in event.words)
    return words.undated_words(told, article_dated=written.when is not None)


def _date_line(view: View, event: Event) -> str:
    said = escape.text(words.begun(date_in_words(view, event)))
    attribute = words.datetime_attribute(event.when) if event.when else ""
    machine = f' datetime="{attribute}"' if attribute else ""
    date = f"<time{machine}>{said}</time>" if event.when else said
    told_by = words.counted(source_count(view, event), "source", spelled=True)
    edtf = f' <span class="tl-nb">EDTF {escape.text(event.date)}</span>' if event.date else ""
    flagged = [flag for flag in words.flags(event) if flag in (event.status.value, "sources disagree")]
    flags = f' <span class="tl-flag">{words.begun(", ".join(flagged))}.</span>' if flagged else ""
    look = "tl-known" if known_to_the_day(event) else "tl-known tl-flag"
    known = f"{words.precision(event.when)}, from {told_by}.{flags}{edtf}"
    return f'<p class="tl-date">{date}</p>\n<p class="{look}" data-search-exclude>{known}</p>'


def _sources(view: View, here: str, event: Event) -> str:
    told = [_source(view, here, event, report) for report in event.reports]
    title = "What the source says" if len(told) == 1 else "What the sources say"
    return section(title, "\n".join(told), found=view.quotes_are_found)


def _source(view: View, here: str, event: Event, report: Report) -> str:
    article, written = view.articles[report.article]
    address, at_sentence = sentence_link(article, report)
    links = outside_links(
        [("Open at the sentence" if at_sentence else "Open the article", address), ("Archived copy", escape.web_address(article.archived))]
    )
    links.append(f'<a href="{view.link(here, view.article_pages[article.file])}">This article here</a>')
    title = f", “{escape.line(article.title)}”" if article.title else ""
    # The reason for the event's date often ends with that for its article's, and a date that is stated needs none here.
    because = "" if written.because in event.because or article.stated else f" {escape.line(words.begun(written.because))}"
    return (
        f'<div class="tl-source">\n{quotations(article, report)}\n'
        f'<p class="tl-from" data-search-exclude><b>{escape.line(outlet(article))}</b>{title}, {article_date(written)}.{because}'
        f"{_differs(event, report)}{_carries(view, here, event, article)}</p>\n"
        f'<p class="tl-links" data-search-exclude>{" ".join(links)}</p>\n</div>'
    )


def _differs(event: Event, report: Report) -> str:
    """What an article says of an event that others tell otherwise: a plan that was carried out."""
    return f" Told here as {report.status.value}." if report.status is not event.status else ""


def _carries(view: View, here: str, event: Event, article: Article) -> str:
    """That an article carries the text of another one, so that the two are one source."""
    copy = next((copy for copy in event.copies if copy.article == article.file), None)
    if copy is None:
        return ""
    original, _ = view.articles[copy.of]
    named = escape.line(original.title or outlet(original))
    agency = f", as {escape.line(copy.agency)} wrote it" if copy.agency else ""
    return f' Carries the same text as <a href="{view.link(here, view.article_pages[copy.of])}">{named}</a>{agency}: one source.'


def _disagreements(view: View, event: Event) -> str:
    """What sources give differently, one value a row, with who gives it, in which words, and why the entry stands as it does."""
    if not event.disagreements:
        return ""
    body = "\n".join(
        f"<tr><th>{escape.line(_value_words(claim))}</th><td>{escape.line('; '.join(source_names(view, claim.sources)))}</td>"
        f"<td>{_claimed(view, event, claim)}</td></tr>"
        for claim in event.disagreements
    )
    head = "<thead><tr><th>Value</th><th>Told by</th><th>Passage</th></tr></thead>"
    rules = {
        "date": "The entry stands under the most exact date that fits; the others are kept beside it.",
        "number": "Which number is right is not decided here.",
    }
    kinds = dict.fromkeys(claim.kind for claim in event.disagreements)
    rule = f"<p>{' '.join(rules[kind] for kind in kinds)}</p>"
    return section("Where sources differ", f'<table class="tl-table">\n{head}\n<tbody>\n{body}\n</tbody>\n</table>\n{rule}', found=False)


def _value_words(claim: Disagreement) -> str:
    """A date in words; a number as it is told."""
    return words.in_words(parse(claim.value)) if claim.kind == "date" else claim.value


def _claimed(view: View, event: Event, claim: Disagreement) -> str:
    """The passage that gives the value: of those who tell it, one that is dated by it."""
    telling = [report for report in event.reports if report.article in claim.sources]
    if not telling:
        return ""
    report = next((report for report in telling if str(report.when or report.partial) == claim.value), telling[0])
    article, _ = view.articles[report.article]
    return f"<q{escape.language_attribute(article.language)}>{escape.text(first_sentence(article, report))}</q>"


def _settle(view: View, event: Event) -> str:
    """What would place an undated event, so that a reader who knows it can tell."""
    _, written = view.articles[event.reports[0].article]
    if event.when or written.when:
        return ""
    known_here = f" {_contact_link(view, event, 'Tell us if you know it')}." if view.site.contact else ""
    return section("What would settle it", f"<p>The day on which the article was published.{known_here}</p>", found=False)


def _names(view: View, here: str, event: Event) -> str:
    who = section("Who", name_links(view, here, view.who, dict.fromkeys(event.actors), counted=False))
    where = section("Where", name_links(view, here, view.where, dict.fromkeys(event.places), counted=False))
    return "\n\n".join(part for part in (who, where) if part)


def _around(view: View, here: str, event: Event) -> str:
    if event.outside:
        return ""  # it stands in no list
    neighbours = _in_time(view, event) if event.when else _in_article(view, event)
    listed = entries(entry(event_link(view, here, near.event, near.rel), first=escape.text(near.label)) for near in neighbours)
    if event.when:
        whole = f'<p><a href="{view.link(here, listing_path(view, event), event.id)}">In the timeline of {year_of(event)}</a></p>'
        return section("Before and after", f"{listed}\n{whole}".strip(), found=False)
    whole = f'<p><a href="{view.link(here, UNDATED, event.id)}">Everything that is not dated</a></p>'
    return section("In the same article", f"{listed}\n{whole}".strip(), found=False)


def _in_time(view: View, event: Event) -> Iterator[Neighbour]:
    """The events before and after, those of the same day between them, and the same for the first of its actors."""
    around = view.near[event.id]
    at = [other.id for other in around].index(event.id)
    earlier, later = around[:at], around[at + 1 :]
    close = (*earlier[-SAME_DAY:], *later[:SAME_DAY])
    twins = [other for other in close if event.when and event.when.is_day and other.when == event.when]
    seen = {event.id, *(twin.id for twin in twins)}
    before, after = (next((other for other in told if other.id not in seen), None) for told in (reversed(earlier), later))
    found = [Neighbour(f"Before, {date_in_words(view, before)}", before, "prev")] if before else []
    found += [Neighbour("The same day", twin) for twin in twins]
    found += [Neighbour(f"After, {date_in_words(view, after)}", after, "next")] if after else []
    yield from found
    seen |= {neighbour.event.id for neighbour in found}
    for other, label in zip(view.kin.get(event.id, ()), ("before this", "after this"), strict=False):
        if other and other.id not in seen:
            yield Neighbour(f"{escape.one_line(event.actors[0])} {label}, {date_in_words(view, other)}", other)


def _in_article(view: View, event: Event) -> Iterator[Neighbour]:
    for other in view.told_in.get(event.reports[0].article, ()):
        if other.id != event.id:
            yield Neighbour(words.begun(words.in_words(other.when) if other.when else known(other)), other)


def _citation(view: View, event: Event) -> str:
    """How to cite the entry. The script adds buttons that copy it; where the site's address is not known, it fills that in too."""
    path = event_path(event.id)
    when, title, site = (escape.line(said) for said in (date_in_words(view, event), event.title, view.site.name))
    about = {"id": event.id, "title": title, "site": site, "when": when, "edtf": escape.text(event.date or "")}
    about["updated"] = max((change.released for change in event.history), default="")
    data = " ".join(f'data-{name}="{value}"' for name, value in about.items())
    link = f'<a href="{view.link(path, path)}">{escape.text(view.address(path))}</a>'
    return section("Link and citation", f'<p class="tl-cite" {data}>“{title}”, {when}, in <i>{site}</i>. {link}</p>', found=False)


def _report_an_error(view: View, event: Event) -> str:
    if not view.site.contact:
        return ""
    return section("Something wrong?", f"<p>{_contact_link(view, event, 'Report an error in this entry')}</p>", found=False)


def _contact_link(view: View, event: Event, label: str) -> str:
    """Where errors are reported, with the entry already named."""
    subject = quote(f"{view.site.name}: {event.id}, {escape.one_line(event.title)}", safe="")
    if address := escape.web_address(view.site.contact):
        return f'<a href="{escape.attribute(address)}">{label}</a>'
    return f'<a href="mailto:{quote(view.site.contact, safe="@.+-_")}?subject={subject}">{label}</a>'


def _history(view: View, here: str, changes: Sequence[Change]) -> str:
    """What became of the entry, the latest first."""
    items = "\n".join(
        f"<li>{f'{released_words(change.released)}<br>' if change.released else ''}"
        f'<span class="tl-from">{_with_links(view, here, change.text or change.fact)}</span></li>'
        for change in reversed(changes)
    )
    return section("History", f'<ul class="tl-history">\n{items}\n</ul>' if items else "", found=False)


def _with_links(view: View, here: str, text: str) -> str:
    """Words in which every id of this timeline is a link."""
    parts = re.split(rf"\b({ID.pattern})\b", text)
    return "".join(
        f'<a href="{view.link(here, event_path(part))}">{part}</a>' if number % 2 and (part in view.by_id or part in view.gone) else shown
        for number, part in enumerate(parts)
        for shown in [escape.text(re.sub(r"\s+", " ", part))]
    )


def released_words(released: str) -> str:
    """The day of a release in words."""
    return words.day_words(date.fromisoformat(released), weekday=False)


def _hidden_page(here: str, event: Event) -> Page:
    reason = next((change.text for change in reversed(event.history) if change.fact == "hidden"), "")
    block = f"<p>The editor took this entry out. {KEPT}</p>"
    if reason:
        block += f"\n<p>{escape.line(reason)}</p>"
    return page(here, "An entry that was taken out", (section("What became of it", block),), head={"robots": "noindex"})


def _title(view: View, id: str) -> str:
    if id in view.by_id:
        return "An entry that was taken out" if view.by_id[id].hidden else view.by_id[id].title
    return view.gone[id].title if id in view.gone and view.gone[id].title else id
