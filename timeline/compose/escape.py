"""Foreign text made safe for a page: what an article says comes out as the same characters, and makes nothing else.

One form is safe in Markdown headings, in blocks of HTML and in attributes, also under extensions that a publisher may
add (emoji, snippets, bare links, macros): every mark that could mean something is written as a numbered reference.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import quote, urlsplit

import yaml

from timeline.noun import Noun

# A hyphen between letters and a full stop that ends a word mean nothing anywhere; kept, so that the source can be read.
_MEANS_SOMETHING = re.compile(
    r"""(?<!\w)-|-(?!\w)|(?<![^\W\d_])\.|\.(?![ ]|$)|["#$%&()*+/:<=>@\[\\\]^_`{|}~]|[^\S ]|(?<=[ ])[ ]|^[ ]|[ ]\Z"""
)

# Characters that HTML forbids; U+0002 and U+0003 are also what Markdown marks its own places with.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")

# Left open, they turn around whatever stands beside the text on its line.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")


class ForScript(Noun, frozen=True):
    """A field of a page's head that is printed as JSON into a script, which no text in it can end."""

    data: Mapping[str, object]


@lru_cache(maxsize=20_000)  # a title or a quotation stands on many pages
def text(foreign: str) -> str:
    """Foreign text for a heading of Markdown, a block of HTML, or an attribute in double quotes."""
    allowed = _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", foreign.replace("\x85", "\n"))
    return _MEANS_SOMETHING.sub(lambda found: f"&#{ord(found[0])};", allowed)


def one_line(foreign: str) -> str:
    """Foreign text without its line breaks, runs of spaces and marks that turn the direction of what follows; not yet escaped."""
    return " ".join(_TURNING.sub("", foreign).split())


def printable(foreign: str) -> str:
    """Foreign text on one line for a file that is neither Markdown nor HTML: nothing in it that XML or a terminal forbids."""
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", one_line(foreign))


def html_text(foreign: str) -> str:
    """Foreign text on one line for programs that take it for HTML."""
    return html.escape(printable(foreign))


def line(foreign: str) -> str:
    """Foreign text for a place that has one line, such as a heading."""
    return text(one_line(foreign))


def front_matter(fields: Mapping[str, object]) -> str:
    """The head of a page. Its texts are escaped, because the theme prints them as they are."""
    safe = {name: _for_theme(value) for name, value in fields.items()}
    return f"---\n{yaml.safe_dump(safe, allow_unicode=True, sort_keys=False, width=2**31)}---\n"


@lru_cache(maxsize=20_000)
def web_address(address: str) -> str:
    """The address if a browser may follow it, "" for any other: only http and https are linked."""
    address = address.strip()
    try:
        parts = urlsplit(address)
    except ValueError:  # an unclosed [ in the host
        return ""
    if parts.scheme.lower() not in ("http", "https") or not parts.netloc or any(mark in parts.netloc for mark in '\\"<> '):
        return ""
    return quote(address, safe="!#$%&'()*+,/:;=?@[]~")


def attribute(address: str) -> str:
    """A web address for an attribute of HTML."""
    return html.escape(address)


def language_attribute(code: str) -> str:
    """` lang="de"`, or nothing where the code is none."""
    return f' lang="{code}"' if _LANGUAGE.fullmatch(code) else ""


def _for_theme(value: object) -> object:
    if isinstance(value, ForScript):
        return re.sub(r"[<>&']", lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value.data, ensure_ascii=False))
    return html_text(value) if isinstance(value, str) else value
