"""An invented timeline with an event of every kind, and with text that tries to break pages."""

from __future__ import annotations

import re
from datetime import date

from timeline import when as on
from timeline.model import (
    Article,
    Change,
    Disagreement,
    Event,
    Gone,
    Passage,
    Report,
    Sentence,
    Span,
    Status,
    Timeline,
    Written,
)
from timeline.when import Partial, When, parse

HOSTILE_TITLE = (
    '<script>alert(1)</script> *bold* _it_ [x](javascript:alert(1)) `code` {{ 7*7 }} {% raw %} :smile: --8<-- "q" ${x} # 1. &lt;b&gt; &amp;'
)
HOSTILE = (
    "</blockquote></section><script>alert('quote')</script> <img src=x onerror=alert(2)> **not bold** [[wiki]] {: .x } "
    "https://example.com/bare www.example.com 2024. a list --- *** \\* &copy; &#60;b&#62; <!-- gone --> ]]> said on 4 March 2024"
)

HARBOUR = """Harbour bridge closed after inspection

PORT ELLERY, March 14. The Ellery harbour bridge was closed to traffic on Thursday after inspectors found cracks in two of its
cables. The city said that it would stay closed for at least a month.

"Nobody was hurt," Mayor Ada Brandt told reporters. Repairs began in the week of 18 March. The bridge was opened in 1968.

The council voted in February 2023 to replace it. From 2021 to 2022 engineers warned three times of rust. Ferries have carried
commuters since 2014. A new bridge is to open in the autumn of 2025.

Around the middle of May 2024 the first cable arrived from Norby."""

RADIO = """Bridge shut, ferries full

The bridge in Port Ellery was closed on Thursday, and 9,000 commuters were sent to the ferries. Hundreds queued at the pier on
Friday morning.

Mayor Brandt denied on 20 March 2024 that she had known of the cracks. On 2 April 2024 the union alleged that reports had been
hidden."""

UNDATED = """Council meets over bridge

On 9 September the council of Port Ellery met behind closed doors. On Friday it sacked the chief engineer, Jon Maas. Protesters
gathered outside the hall.
"""

FOREIGN = f"""{HOSTILE_TITLE}

{HOSTILE}. Зеленый мост открыли в июле."""


def article(file: str, text: str, **fields: str) -> Article:
    """An article whose first paragraph is its headline and whose story is the rest, cut at full stops."""
    headline, _, _ = text.partition("\n\n")
    story = []
    for number, paragraph in enumerate(re.finditer(r"[^\n]+(?:\n[^\n]+)*", text)):
        if number:
            cut = re.finditer(r"\S.*?(?:[.!?][\"”]?(?=\s+[A-ZЗ\"“])|$)", paragraph[0], re.S)
            story += [Sentence(paragraph.start() + said.start(), paragraph.start() + said.end(), number - 1) for said in cut]
    return Article(file, text, title=headline, story=tuple(story), headline=Span(0, len(headline)), **{"language": "en", **fields})


def passage(told: Article, begin: str, end: str, *words: str) -> Passage:
    """The verbatim text from one phrase to another, with its date words."""
    start = told.text.index(begin)
    stop = told.text.index(end, start) + len(end)
    marks = tuple(Span(at, at + len(word)) for word in words for at in [told.text.index(word, start, stop)])
    return Passage(start, stop, told.text[start:stop], marks)


ARTICLES = {
    made.file: made
    for made in (
        article(
            "ellery-times.txt",
            HARBOUR,
            outlet="Ellery Times",
            url="https://times.example/2024/bridge?id=1&x=2",
            archived="https://archive.example/1",
        ),
        article("radio/coast.html", RADIO, outlet="Coast Radio", url="http://radio.example/a_b*c"),
        article("council.txt", UNDATED),
        article("hostile<b>.txt", FOREIGN, outlet="<b>Evil</b> & Sons", url="javascript:alert(1)", language='en" onload="x'),
    )
}

WRITTEN = {
    "ellery-times.txt": Written(on.day(2024, 3, 14), "its dateline says March 14, which was a Thursday in 2024."),
    "radio/coast.html": Written(on.day(2024, 3, 15).doubted(), "it tells the same closure as Ellery Times, which is dated 14 March 2024."),
    "council.txt": Written(None, "nothing in it or beside it tells a day or a year."),
    "hostile<b>.txt": Written(on.day(2024, 3, 5), "its head says <b>2024-03-05</b>."),
}


def report(file: str, when: When | Partial | None, title: str, *passages: Passage, **fields: object) -> Report:
    """One article's telling."""
    words = tuple(ARTICLES[file].text[mark.start : mark.end] for said in passages for mark in said.date_words)
    placed = when if isinstance(when, When) else None
    partial = when if isinstance(when, Partial) else None
    because = f"“{words[0]}” was counted from the article's own day." if words else "The article's own day."
    return Report(file, title, placed, partial, words, because, passages, **fields)  # type: ignore[arg-type]


def event(id: str, *reports: Report, **fields: object) -> Event:
    """An event told by these reports, with the date and title of the first unless something else is said."""
    first = reports[0]
    told = {
        "title": first.title,
        "when": first.when,
        "partial": first.partial,
        "words": first.words,
        "because": first.because,
        "status": first.status,
        "importance": 0.5,
        "actors": first.actors,
        "places": first.places,
        "history": (Change("2024-05-01", "minted", f"Added from {ARTICLES[first.article].outlet or first.article}."),),
    }
    return Event(reports=reports, id=id, **{**told, **fields})  # type: ignore[arg-type]


def _one(id: str, file: str, when: When | Partial | None, title: str, told: str, *words: str, **fields: object) -> Event:
    """An event of one report; `told` is how its passage begins and ends, with … between."""
    names = {"actors": ("Ada Brandt", "Port Ellery council")}
    names |= {key: fields.pop(key) for key in ("actors", "places", "status") if key in fields}  # type: ignore[misc]
    begin, _, end = told.partition("…")
    return event(id, report(file, when, title, passage(ARTICLES[file], begin, end, *words), **names), **fields)


def sample() -> Timeline:
    """The whole invented timeline."""
    times, radio = ARTICLES["ellery-times.txt"], ARTICLES["radio/coast.html"]
    closed = event(
        "k7m2q9f",
        report(
            "ellery-times.txt",
            on.day(2024, 3, 14),
            "Port Ellery closes its harbour bridge over cracked cables",
            passage(times, "The Ellery harbour", "cables.", "on Thursday"),
            actors=("Ada Brandt", "City of Port Ellery"),
            places=("Port Ellery", "Ellery harbour"),
            is_main=True,
        ),
        report(
            "radio/coast.html",
            on.day(2024, 3, 14).doubted(),
            "Bridge shut, ferries full",
            passage(radio, "The bridge in", "ferries.", "on Thursday"),
        ),
        disagreements=(Disagreement("2024-03-14", ("ellery-times.txt",)), Disagreement("2024-03-15", ("radio/coast.html",))),
        formerly=("t9q4w2n",),
        importance=1.0,
        history=(
            Change("2024-05-01", "minted", "Added from Ellery Times."),
            Change("2024-05-20", "evidence", "Coast Radio added as a second source; t9q4w2n was joined to this entry."),
        ),
    )
    events = [
        closed,
        event(
            "b4d6f8h",
            report(
                "radio/coast.html",
                on.day(2024, 3, 15).doubted(),
                "Hundreds queue at the pier",
                passage(radio, "Hundreds", "morning.", "Friday morning"),
            ),
        ),
        _one("c2c3c4d", "ellery-times.txt", on.year(1968), "The bridge opens", "The bridge was…1968.", "in 1968"),
        _one(
            "d2d3d4f",
            "ellery-times.txt",
            on.month(2023, 2),
            "The council votes to replace the bridge",
            "The council voted…replace it.",
            "in February 2023",
        ),
        _one(
            "f2f3f4g",
            "ellery-times.txt",
            on.span(on.year(2021), on.year(2022)),
            "Engineers warn of rust",
            "From 2021…rust.",
            "From 2021 to 2022",
        ),
        _one("g2g3g4h", "ellery-times.txt", on.since(on.year(2014)), "Ferries carry commuters", "Ferries have…2014.", "since 2014"),
        _one("h2h3h4j", "ellery-times.txt", on.week(date(2024, 3, 18)), "Repairs begin", "Repairs began…March.", "in the week of 18 March"),
        _one(
            "j2j3j4k",
            "ellery-times.txt",
            on.season(2025, 23),
            "A new bridge is to open",
            "A new bridge…2025.",
            "in the autumn of 2025",
            status=Status.PLANNED,
        ),
        _one(
            "k2k3k4m",
            "ellery-times.txt",
            parse("2024-05-15~"),
            "The first cable arrives",
            "Around…Norby.",
            "Around the middle of May 2024",
        ),
        _one(
            "m2m3m4n",
            "radio/coast.html",
            on.day(2024, 3, 20),
            "Brandt denies having known",
            "Mayor Brandt…cracks.",
            "on 20 March 2024",
            status=Status.DENIED,
        ),
        _one(
            "n2n3n4p",
            "radio/coast.html",
            on.day(2024, 4, 2),
            "The union alleges hidden reports",
            "On 2 April…hidden.",
            "On 2 April 2024",
            status=Status.ALLEGED,
        ),
        _one(
            "v2v3v4w",
            "hostile<b>.txt",
            on.day(2024, 3, 4),
            HOSTILE_TITLE,
            "</blockquote>…March 2024",
            "on 4 March 2024",
            actors=("<i>Mallory</i>", "..", "index"),
            places=("Зеленый",),
        ),
        _one(
            "w2w3w4x",
            "radio/coast.html",
            on.day(2024, 3, 21),
            "An entry that the editor hid",
            "Mayor Brandt…cracks.",
            hidden=True,
            history=(Change("2024-05-20", "hidden", "Taken out by the editor: told twice."),),
        ),
        _one("p2p3p4q", "council.txt", Partial(9, 9), "The council meets behind closed doors", "On 9 September…doors.", "On 9 September"),
        _one("q2q3q4r", "council.txt", None, "The council sacks its chief engineer", "On Friday…Maas.", "On Friday"),
        _one("r2r3r4s", "council.txt", None, "Protesters gather outside the hall", "Protesters…hall."),
    ]
    gone = (
        Gone(
            "t9q4w2n",
            "merged",
            "Bridge shut, ferries full",
            ("k7m2q9f",),
            "Two articles tell the same closure.",
            (Change("2024-05-20", "merged", "Joined to k7m2q9f."),),
        ),
        Gone("s2s3s4t", "split", "Bridge closed and ferries full", ("k7m2q9f", "b4d6f8h"), "It told two occurrences."),
        Gone("x2x3x4z", "withdrawn", "The bridge <b>falls</b>", (), "The article that told it was taken out."),
        Gone("z2z3z4b", "erased", "", (), ""),
    )
    articles = tuple((ARTICLES[file], WRITTEN[file]) for file in sorted(ARTICLES))
    return Timeline(articles, tuple(sorted(events, key=lambda made: made.id)), gone, "2024-05-20")


def large(years: int = 3, per_year: int = 400) -> Timeline:
    """A timeline too long for one page: every day of some years, from one article."""
    text = "A long year\n\n" + " ".join(f"Thing {number} happened." for number in range(per_year))
    told = article("long.txt", text, outlet="Almanac")
    letters = "bcdfghjkmnpqrstvwxz"
    events = []
    for year in range(2020, 2020 + years):
        for number in range(per_year):
            when = on.on(on.add_days(date(year, 1, 1), number % 360))
            said = passage(told, f"Thing {number} ", "happened.")
            made = Report("long.txt", f"Thing {number} of {year} happens", when, None, (), "Its own day.", (said,))
            id = f"b{letters[year - 2020]}{letters[number // 361]}{letters[number % 361 // 19]}{letters[number % 19]}22"
            events.append(Event(made.title, when, None, (), made.because, Status.HAPPENED, number / per_year, (made,), id=id))
    return Timeline(((told, Written(on.year(2024), "it says so.")),), tuple(events), (), "2024-05-20")
