"""Take the story out of a page of HTML, with what the page says of it in its metadata: the page in, an `Article` out.

Only reading a page and adding one come here, since the libraries that do it load slowly.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from htmldate import find_date
from trafilatura import bare_extraction, load_html

from timeline.expressions.tongue import language_of
from timeline.model import Article
from timeline.stated import Ambiguous, is_address, stated
from timeline.when import NoSuchDay, When

Tree = Any  # lxml.html.HtmlElement; lxml comes without types

# What htmldate may not do: search the whole text, prefer a later change, or ask the clock for the last day there can be.
STRICT: dict[str, Any] = {"extensive_search": False, "original_date": True, "max_date": "2100-01-01"}

LEAST = 50  # characters; less is a menu, or a request to switch on JavaScript


def extract(html: str, file: str, url: str = "") -> Article | None:
    """The article that a page tells, or None where it tells none; `url` is where the page came from, if it does not say itself."""
    # The libraries get the parsed page, never its text: htmldate takes a text that begins with "http" for an address and fetches it.
    tree = load_html(re.sub(r"^\s*<\?xml[^>]*>", "", html)) if html.strip() else None
    if tree is None:
        return None
    tree = tree.getroottree().getroot()  # of a piece of a page it gives the piece alone, which the libraries stumble over
    if saved := re.search(r"<!-- saved from url=\(\d+\)(\S+) -->", html[:2000]):
        url = saved[1]  # browsers note it
    page = bare_extraction(tree, url=url or None, with_metadata=True, include_comments=False, date_extraction_params={**STRICT})
    text = getattr(page, "text", None) or ""
    if len(text.strip()) < LEAST:
        return None
    address, outlet = (_line(getattr(page, name, None)) for name in ("url", "sitename"))
    address = address if is_address(address) else ""
    if outlet == urlsplit(address).netloc.removeprefix("www."):
        outlet = ""  # trafilatura's stand-in where a page names none; the text itself may name it
    title = re.sub(rf"\s+[|–—-]\s+{re.escape(outlet)}$", "", _line(getattr(page, "title", None)))
    author = _line(getattr(page, "author", None))
    when, said_by = _day_of(tree, address)
    return Article(
        file,
        text,
        title,
        outlet,
        address,
        author=author,
        language=_language(tree, text),
        stated=when,
        stated_by=said_by if when else "",
        first_line=None,
    )


def _line(words: str | None) -> str:
    return " ".join((words or "").split())


def _language(tree: Tree, text: str) -> str:
    """The language that the page declares, if its text is in it: templates declare English whatever is written in them."""
    declared = (tree.get("lang") or "")[:2].lower()
    return declared if declared == language_of(text) else ""


def _day_of(tree: Tree, address: str) -> tuple[When | None, str]:
    """The day that the page gives, if any, and what gives it: JSON-LD and meta elements, marks on what is shown, or the layout."""
    if said := next(filter(None, map(_day, [*_from_json(tree), *_from_meta(tree)])), None):
        return said, "the page's metadata"
    headlines = tree.findall(".//h1")
    around = headlines[0].iterancestors() if len(headlines) == 1 else [tree]
    marked = next(filter(None, map(_marked, around)), set())
    if len(marked) == 1:
        return marked.pop(), "the page's metadata"
    # Several are those of other stories, shown in the same way as the page's own; and the address is evidence of its own.
    if marked or re.search(r"/(?:19|20)\d\d[/-]?[01]?\d\b", urlsplit(address).path):
        return None, ""
    return _shown(tree), "the page's layout"


def _from_json(tree: Tree) -> Iterator[str]:
    """What JSON-LD says of the article itself, then what it says of the page."""
    things: list[dict[str, Any]] = []
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        try:
            said = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for thing in said if isinstance(said, list) else [said]:
            graph = thing.get("@graph", thing) if isinstance(thing, dict) else []
            things += [part for part in (graph if isinstance(graph, list) else [graph]) if isinstance(part, dict)]
    for thing in sorted(things, key=lambda thing: not re.search(r"Article|Posting|Report", str(thing.get("@type")))):
        yield str(thing.get("datePublished", ""))


_META = re.compile(
    r"(?:[\w.]+:)*(?:article[._])?(?:published(?:[_-]?(?:time|date))?|(?:original)?publication[_-]?date|publish[_-]?(?:date|time)"
    r"|(?:[\w]+-)?pub[_-]?date|date[_-]?published)"
    r"|dc(?:terms)?\.(?:date(?:\.issued|\.created)?|issued|created)|citation_(?:publication_)?date|article_date_original|sailthru\.date|date",
    re.IGNORECASE,
)


def _from_meta(tree: Tree) -> list[str]:
    """What meta elements say, those first that can mean nothing but the publication."""
    said = []
    for element in tree.iterfind(".//meta[@content]"):
        names = (element.get(attribute, "").strip() for attribute in ("property", "name", "itemprop"))
        said += [(name.lower() == "date", element.get("content")) for name in names if _META.fullmatch(name)]
    return [words for _, words in sorted(said, key=lambda one: one[0])]


def _marked(part: Tree) -> set[When]:
    """The days that a part of the page shows as such, but for those of changes."""
    said = [
        element.get("datetime") or element.get("content") or element.text_content()
        for element in part.iterfind(".//*[@itemprop='datePublished']")
    ]
    for element in part.iterfind(".//time[@datetime]"):
        if not re.search(r"modif|updat", f"{element.get('itemprop')} {element.get('class')}", re.IGNORECASE):
            said.append(element.get("datetime"))
    return {day for words in said if (day := _day(words))}


def _day(words: str) -> When | None:
    """The day that a value of metadata names."""
    try:
        when = stated(words)
    except (Ambiguous, NoSuchDay):
        return None
    # The zeros of two kinds of clock stand where no date was entered.
    return when if when and when.is_day and str(when) not in ("0001-01-01", "1970-01-01") else None


def _shown(tree: Tree) -> When | None:
    """The day that htmldate takes from what the page shows; it may be that of something else on the page, so it is doubtful."""
    # What metadata says has been asked; htmldate would also take the first of January from a copyright, and the day of a change.
    for element in tree.xpath(".//meta | .//link | .//script"):
        element.drop_tree()
    day = _day(find_date(tree, url="", **STRICT) or "")
    if day is None or day.first is None:
        return None
    one, two, year = day.first.day, day.first.month, day.first.year
    # Of 08/11/2023 it takes the 8th for the day, as half of the world does.
    in_figures = re.search(rf"(?<!\d)(?:0?{one}[/-]0?{two}|0?{two}[/-]0?{one})[/-](?:{year}|{year % 100:02})(?!\d)", tree.text_content())
    return None if in_figures and one != two and max(one, two) <= 12 else day.doubted()
