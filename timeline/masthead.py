"""Who published an article and who wrote it, as its page says so: lines of a page in, a name and the words it was read from out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from timeline.furniture import Kind, Line
from timeline.model import Article, Span

Found = tuple[str, str]  # a name, and where it was read; two empty strings where there is none

# Where a page names the outlet that wrote the story; the first that matches is taken.
_NAMED = (
    re.compile(
        r"(?:originally|first) (?:appeared|published) (?:on|in|at|by) ([^\n]+?)(?: read the| here\b|[.,]?\s*$)",
        re.IGNORECASE | re.MULTILINE,
    ),
    re.compile(r"read the (?:original|full) (?:article|story) (?:on|at|in) ([^\n.]+?)[.]?\s*$", re.IGNORECASE | re.MULTILINE),
    re.compile(r"^\s*(?:source|quelle|źródło|источник|джерело) ?: ?([^\n]{2,60}?)\s*$", re.IGNORECASE | re.MULTILINE),
)
_AGENCY = re.compile(r"/([\w .-]{2,20})/|\(([A-Z][\w .-]{1,30})\)")
_CITING = re.compile(r"\b([A-Z][\w.]*(?: [A-Z][\w.]*){0,3}) reports?,? (?:citing|with reference to)\b")
_RIGHTS = re.compile(r"(?:©|\(c\)|copyright)[\s©\d–-]*,?\s*([A-Z][^\n|.,\d]{2,40})", re.IGNORECASE)


_BYLINE = re.compile(
    r"(?:[Bb]y|BY|[Vv]on|[Pp]ar|[Pp]or|[Dd]i)\s+(?P<name>[A-Z][\w.’'-]+(?:\s+[A-Z][\w.’'-]+){1,3})(?=\s*(?:$|[|,•·–—-]|and\b|\d))"
)


def outlet_of(article: Article, page: Sequence[Line], story: Sequence[Line], dateline: Span | None, headline: Line | None) -> Found:
    """The outlet that the page names, else the host of its address."""
    around = "\n".join(line.words for line in page if line.kind is not Kind.PROSE)
    for pattern in _NAMED:
        if found := pattern.search(around):
            return found[1].strip(" ."), _quoted(found[0])
    if dateline and (found := _AGENCY.search(article.text, dateline.start, dateline.end)):
        return (found[1] or found[2]).strip(), "the dateline"
    if found := _CITING.search(" ".join(line.words for line in story[:4])):
        return found[1], _quoted(found[0])
    if found := _RIGHTS.search("\n".join(line.words for line in page[-12:])):
        return found[1].strip(), _quoted(found[0])
    behind = re.split(r"\s[|–—-]\s", headline.words)[-1].strip() if headline else ""
    if headline and behind != headline.words and any(line.words == behind for line in page):
        return behind, "the end of the headline"
    host = (urlsplit(article.url).hostname or "").removeprefix("www.")
    return (host, "the address") if host else ("", "")


def author_of(page: Sequence[Line], story: Sequence[Line]) -> Found:
    """The name in a byline, which stands above the story."""
    for line in page:
        if story and line.start >= story[0].start:
            break
        if found := _BYLINE.match(line.words):
            return found["name"], _quoted(found[0])
    return "", ""


def _quoted(words: str) -> str:
    return f"“{' '.join(words.split())[:80]}”"
