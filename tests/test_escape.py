"""Foreign text goes through the site's Markdown, with more extensions than it uses, and comes out letter for letter."""

from __future__ import annotations

import re

import markdown
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from publish import PROJECT, Text

from timeline.compose import escape


@pytest.fixture(scope="module")
def converter() -> markdown.Markdown:
    config = yaml.safe_load((PROJECT / "mkdocs.yml").read_text(encoding="utf-8"))
    more = "abbr def_list footnotes pymdownx.emoji pymdownx.magiclink pymdownx.tilde pymdownx.snippets pymdownx.caret"
    return markdown.Markdown(extensions=[*config["markdown_extensions"], *more.split()])


TRAPS = r"""
    <script> </div> <!-- ]]> &amp; &#60; &lt {{x}} {%y%} [[z]] {:.c} [a](javascript:b) ![i](u) [^1] *[a]: --8<-- --- :smile: (c)
    https://a.example/ www.a.example a-b U.S. ` `` # 1. * _ ** ~~ ^^ \* + - > | “ ... ' "
"""
SPACES = ["\t", "\n\n", "\r\n", "\x85", "\u2028", "  ", "\n# ", "\n1. ", "\x02", "\x03wzxhzdk:0\x03"]
NASTY = st.lists(st.one_of(st.text(max_size=8), st.sampled_from(TRAPS.split()), st.sampled_from(SPACES)), max_size=8).map("".join)


def _allowed(text: str) -> str:
    return escape._FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text.replace("\x85", "\n"))


@given(NASTY)
def test_foreign_text_comes_out_of_html_as_it_went_in(converter: markdown.Markdown, foreign: str) -> None:
    """In a block of HTML and in its attributes no text makes an element, and none is changed."""
    converter.reset()
    page = Text(
        converter.convert(f'before\n\n<div class="a">\n<p title="{escape.text(foreign)}">{escape.text(foreign)}</p>\n</div>\n\nafter')
    )
    assert [tag for tag, _ in page.tags] == ["p", "div", "p", "p"]
    assert page.tags[2][1] == {"title": _allowed(foreign)}
    assert page.text == f"before\n\n{_allowed(foreign)}\n\n\nafter"


@given(NASTY)
def test_foreign_text_comes_out_of_a_heading_as_it_went_in(converter: markdown.Markdown, foreign: str) -> None:
    """A title makes one heading with its own words, whatever they are."""
    converter.reset()
    page = Text(converter.convert(f"# {escape.line('a ' + foreign)}\n\nafter"))
    assert [tag for tag, _ in page.tags] == ["h1", "p"]
    assert page.text == f"{_allowed(escape.one_line('a ' + foreign))}\nafter"


@given(NASTY)
def test_the_head_of_a_page_holds_any_title(foreign: str) -> None:
    """The head of a page is YAML that MkDocs reads back, and its texts are safe where the theme prints them."""
    head = escape.front_matter({"title": foreign, "hide": ["toc"]})
    body = head.removeprefix("---\n").removesuffix("---\n")
    assert "\n---" not in f"\n{body}"
    title = yaml.safe_load(body)["title"]
    assert not re.search(r'[<>"]', title)
    assert Text(title).text == escape.one_line(_allowed(escape.one_line(foreign)))


def test_only_web_addresses_are_linked() -> None:
    """No other scheme becomes a link."""
    for address in (
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//a.example",
        "a.example",
        "https://",
        "https://[",
        " JaVaScript:x",
        "",
    ):
        assert escape.web_address(address) == ""
    assert escape.web_address(' https://a.example/b c"<d>?e=f&g#h ') == "https://a.example/b%20c%22%3Cd%3E?e=f&g#h"
