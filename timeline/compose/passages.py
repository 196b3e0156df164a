"""What an article says of an event, as quotations: the passages complete, their neighbour sentences quieter, the date words marked."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from timeline.compose import escape
from timeline.model import Article, Report, Span

_OWN_MARK = ' class="tl-own"'

FRAGMENT = 40  # characters; less of a sentence than that is not quoted alone
ROW_QUOTE = 300  # characters of a quotation in a row of the timeline; its event's page has it whole


class Piece(Span, frozen=True):
    """A run of an article's text as a quotation shows it."""

    told: bool  # whether it is the passage itself, and not a neighbour that helps to understand it


def quotations(article: Article, report: Report) -> str:
    """The blocks of HTML that quote a report's passages, one for each run of neighbouring sentences."""
    marks = [words for passage in report.passages for words in passage.date_words]
    # The headline stands as the article's title beside its source.
    told = [passage for passage in report.passages if Span(passage.start, passage.end) != article.headline] or report.passages
    return "\n".join(_blockquote(article, run, marks) for run in _runs(article, _pieces(article, told)))


def whole_text(article: Article) -> str:
    """The story, paragraph by paragraph, as the article has it; what was set aside as furniture is not part of it."""
    starts = [sentence.start for sentence in article.story]
    told = [
        Span(start, end)
        for start, end in _paragraphs(article.text, Span(0, len(article.text)))
        if bisect_left(starts, start) < bisect_left(starts, end)
    ]
    paragraphs = "\n".join(f"<p>{_prose(article.text[part.start : part.end])}</p>" for part in told)
    return f'<div class="tl-text"{escape.language_attribute(article.language)}>\n{paragraphs}\n</div>' if told else ""


def first_sentence(article: Article, report: Report) -> str:
    """The sentence that a row quotes, cut at a word where it is long, not yet escaped."""
    if not report.passages:
        return ""
    passage = report.passages[0]
    start, end = passage.start, passage.end
    inside = [article.story[index] for index in touched(article, passage)]
    if inside:
        # A first sentence that only a word or two of is quoted says too little alone.
        end = next((sentence.end for sentence in inside if sentence.end - start > 20), inside[-1].end)
        end = min(end, passage.end)
        if end - start < FRAGMENT:
            start = min(start, inside[0].start)
    said = _paired(escape.one_line(article.text[start:end]))
    if inside and inside[0].start < start and article.text[inside[0].start : start].strip():
        said = f"… {said}"
    if len(said) > ROW_QUOTE:
        said = f"{said[:ROW_QUOTE].rpartition(' ')[0].rstrip(',;:')} …"
    return said


def touched(article: Article, passage: Span) -> range:
    """Which sentences of a story a passage has a part of; they stand in the order of the text, none in another."""
    first = bisect_right(article.story, passage.start, key=lambda sentence: sentence.end)
    return range(first, bisect_left(article.story, passage.end, lo=first, key=lambda sentence: sentence.start))


def sentence_link(article: Article, report: Report) -> tuple[str, bool]:
    """The address at which the source opens, and whether it opens at the sentence itself; "" without an address.

    A text fragment (`#:~:text=first words,last words`) marks the first place that fits, so it is made only where that is the passage.
    """
    address = escape.web_address(article.url)
    if not address or not report.passages or article.by_hand:
        return address, False
    body = " ".join(article.text.split()).casefold()
    passage = " ".join(_first_paragraph(report.passages[0].quote).split())
    words = passage.split(" ")
    for count in range(min(4, len(words)), min(12, len(words)) + 1):
        begin, end = " ".join(words[:count]), " ".join(words[max(count, len(words) - 4) :])
        if len(begin) < 12 or body.count(begin.casefold()) != 1:
            continue
        after = body.index(begin.casefold()) + len(begin)
        whole = body.index(begin.casefold()) + len(passage)
        if end and body.find(end.casefold(), after) + len(end) != whole:
            continue
        fragment = ",".join(_fragment(part) for part in (begin, end) if part)
        return f"{address}{'' if '#' in address else '#'}:~:text={fragment}", True
    return address, False


def _fragment(words: str) -> str:
    """Words for a text fragment, in which a hyphen and a comma have meanings of their own."""
    return quote(words, safe="").replace("-", "%2D")


def _first_paragraph(passage: str) -> str:
    return re.split(r"\n\s*\n", passage.strip(), maxsplit=1)[0]


def _pieces(article: Article, passages: Sequence[Span]) -> list[Piece]:
    """The passages and the sentence before and after each, in the order of the text, none twice."""
    told = sorted((Piece(passage.start, passage.end, True) for passage in passages), key=lambda piece: piece.start)
    near: set[Piece] = set()
    for passage in told:
        here = touched(article, passage)
        if not here:
            continue
        first, last = article.story[here[0]], article.story[here[-1]]
        # Where a passage is a part of a sentence, the rest of that sentence is the neighbour.
        if _has_words(article.text[first.start : passage.start]):
            near.add(Piece(first.start, passage.start, False))
        elif here[0] and article.story[here[0] - 1].paragraph == first.paragraph:
            near.add(_near(article, here[0] - 1))
        if _has_words(article.text[passage.end : last.end]):
            near.add(Piece(passage.end, last.end, False))
        elif here[-1] + 1 < len(article.story) and article.story[here[-1] + 1].paragraph <= last.paragraph + 1:
            near.add(_near(article, here[-1] + 1))
    alone = [piece for piece in near if not any(piece.overlap(passage) for passage in told)]
    return sorted({*told, *alone}, key=lambda piece: (piece.start, piece.end))


def _has_words(part: str) -> bool:
    return any(character.isalnum() for character in part)


def _near(article: Article, index: int) -> Piece:
    return Piece(article.story[index].start, article.story[index].end, False)


def _runs(article: Article, pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Pieces between which the article has nothing but space are one quotation; so are pieces that overlap."""
    run: list[Piece] = []
    for piece in pieces:
        if run and article.text[run[-1].end : piece.start].strip():
            yield run
            run = []
        start = max(piece.start, run[-1].end) if run else piece.start
        if start < piece.end:
            run.append(Piece(start, piece.end, piece.told))
    if run:
        yield run


def _blockquote(article: Article, run: Sequence[Piece], marks: Sequence[Span]) -> str:
    paragraphs = [""]
    at = run[0].start
    for piece in run:
        for start, end in _paragraphs(article.text, piece):
            between = article.text[at:start]
            if re.search(r"\n\s*\n", between):
                paragraphs.append("")
            said = _marked(article.text, start, end, marks if piece.told else ())
            space = " " if between and paragraphs[-1] else ""
            paragraphs[-1] += space + (said if piece.told else f'<span class="tl-near">{said}</span>')
            at = end
    body = "\n".join(f"<p{_OWN_MARK if _opens(said) else ''}>{said}</p>" for said in paragraphs)
    return f"<blockquote{escape.language_attribute(article.language)}>\n{body}\n</blockquote>"


def _opens(said: str) -> bool:
    """Whether a paragraph brings its opening quotation mark along."""
    return re.sub(r"<[^>]*>", "", said).startswith(("“", "&#34;"))


def _paragraphs(body: str, piece: Span) -> Iterator[tuple[int, int]]:
    """The parts of a piece that stand in paragraphs of their own."""
    start = piece.start
    for blank in re.finditer(r"\s*\n\s*\n\s*", body[piece.start : piece.end]):
        if start < piece.start + blank.start():
            yield start, piece.start + blank.start()
        start = piece.start + blank.end()
    if start < piece.end:
        yield start, piece.end


def _marked(body: str, start: int, end: int, marks: Sequence[Span]) -> str:
    """A part of the text, escaped, with the words in it that give the date marked."""
    parts = []
    at = start
    for mark in sorted(marks, key=lambda span: (span.start, -span.end)):
        begin, stop = max(mark.start, at), min(mark.end, end)
        if begin >= stop:
            continue
        parts += [_prose(body[at:begin]), f"<mark>{_prose(body[begin:stop])}</mark>"]
        at = stop
    return "".join((*parts, _prose(body[at:end])))


def _prose(part: str) -> str:
    """A part of a paragraph: its line breaks are those of the file, not of the writer."""
    return escape.text(re.sub(r"\s+", " ", part)).replace("&#32;", " ")


def _paired(said: str) -> str:
    """The words without a quotation mark at an edge whose partner lies outside."""
    if said.startswith(("“", '"')) and not any(mark in said[1:] for mark in '”"'):
        said = said[1:]
    if said.endswith(("”", '"')) and not any(mark in said[:-1] for mark in '“"'):
        said = said[:-1]
    return said
