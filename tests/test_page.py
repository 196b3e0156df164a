"""A page of HTML goes in; its story comes out with what its metadata says, and nothing that the page does not say."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as some

from timeline.model import Article
from timeline.page import extract
from timeline.read import declared_in, decode, read_file

STORY = "".join(f"<p>The ferry Sea Holly ran aground outside the harbour of Ellery for the {n}th time this year.</p>" for n in range(4, 9))


def page(head: str = "", body: str = "", lang: str = "en") -> Article:
    """The article of a page with this in its head and, above the story, this in its body."""
    article = extract(
        f'<!doctype html><html lang="{lang}"><head>{head}</head><body>{body}<article>{STORY}</article></body></html>', "a.html"
    )
    assert article is not None
    return article


def ld(json: str) -> str:
    return f'<script type="application/ld+json">{json}</script>'


META = '<meta property="article:published_time" content="2024-03-14T23:30:00+01:00">'


@pytest.mark.parametrize(
    "head",
    [
        META,
        '<meta name="date" content="2024-03-14">',
        '<meta name="DC.date.issued" content="14 March 2024">',
        '<meta itemprop="datePublished" content="2024-03-14">',
        '<meta name="parsely-pub-date" content="2024-03-14T18:05:00Z">',
        '<meta name="pubdate" content="Thu, 14 Mar 2024 18:05:00 +0100">',
        ld('{"@type": "NewsArticle", "datePublished": "2024-03-14T18:05:00Z", "dateModified": "2024-05-01"}'),
        ld('[{"@type": "BreadcrumbList"}, {"@type": ["NewsArticle"], "datePublished": "2024-03-14"}]'),
        ld('{"@graph": [{"@type": "WebPage", "datePublished": "2019-01-01"}, {"@type": "Article", "datePublished": "2024-03-14"}]}'),
        # The page of the metadata says most, then what can mean nothing but the publication.
        '<meta name="date" content="2025-01-01">' + META,
        '<meta property="article:modified_time" content="2025-01-01"><meta name="copyright" content="2025">' + META,
        '<meta property="article:published_time" content="1970-01-01T00:00:00Z"><meta name="date" content="2024-03-14">',
        ld("{not json}") + META,
        ld('{"@type": "NewsArticle", "datePublished": "0001-01-01T00:00:00"}') + META,
    ],
)
def test_day_is_what_the_metadata_says_was_published(head: str) -> None:
    article = page(head)
    assert (str(article.stated), article.stated_by) == ("2024-03-14", "the page's metadata")


@pytest.mark.parametrize(
    "body",
    [
        '<time datetime="2024-03-14T18:05">Thursday</time>',
        '<span itemprop="datePublished" content="2024-03-14">Thursday</span>',
        '<div itemprop="datePublished">14 March 2024</div><time datetime="2024-03-14">14 March</time>',
        '<time datetime="2024-03-14">Thursday</time> <time class="updated" datetime="2024-03-15">changed on Friday</time>',
        # Of several, the one that stands nearest to the headline.
        '<aside><time datetime="2024-02-01">old</time></aside><header><h1>Ferry</h1><time datetime="2024-03-14">now</time></header>',
    ],
)
def test_day_that_a_page_marks_as_one_counts_as_metadata(body: str) -> None:
    article = page(body=body)
    assert (str(article.stated), article.stated_by) == ("2024-03-14", "the page's metadata")


def test_day_that_is_merely_shown_is_doubtful_and_told_apart() -> None:
    article = page(body='<div class="date">14 March 2024</div>')
    assert (str(article.stated), article.stated_by) == ("2024-03-14?", "the page's layout")


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("", ""),
        ('<meta property="article:published_time" content="08/11/2023">', ""),
        ('<meta property="article:published_time" content="2024">', ""),
        ('<meta itemprop="copyrightYear" content="2024">', ""),
        ("", '<div class="date">08/11/2023</div>'),
        # Teasers of other stories.
        (
            "",
            '<p>Bridge <time datetime="2024-02-01">1 February</time></p><p>Tug <time datetime="2024-02-02">2 February</time></p>',
        ),
        # Where the address has a day, what the layout shows is not asked.
        ('<link rel="canonical" href="https://ellery.example/2024/03/14/ferry">', '<div class="date">1 May 2019</div>'),
    ],
)
def test_day_that_no_page_states_is_left_open(head: str, body: str) -> None:
    assert page(head, body).stated is None


def test_day_is_the_same_on_any_day(monkeypatch: pytest.MonkeyPatch) -> None:
    class Later(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:
            return datetime(2001, 1, 1)

    monkeypatch.setattr("htmldate.validators.datetime", Later)
    assert str(page(body='<div class="date">14 March 2024</div>').stated) == "2024-03-14?"


def test_title_stands_without_its_outlet_and_both_on_one_line() -> None:
    article = page('<title>Ferry runs\n aground | Ellery  Post</title><meta property="og:site_name" content="Ellery Post">')
    assert (article.title, article.outlet) == ("Ferry runs aground", "Ellery Post")


def test_host_is_not_taken_for_an_outlet() -> None:
    named = page('<meta property="og:site_name" content="BBC"><link rel="canonical" href="https://www.bbc.example/ferry">')
    assert named.outlet == "BBC"
    article = page('<link rel="canonical" href="https://www.ellery.example/ferry">')
    assert (article.outlet, article.url) == ("", "https://www.ellery.example/ferry")


def test_address_that_a_browser_notes_when_it_saves_a_page_is_taken() -> None:
    saved = f"<!-- saved from url=(0028)https://ellery.example/ferry -->\n<html><body>{STORY}</body></html>"
    article = extract(saved, "a.html")
    assert article is not None
    assert article.url == "https://ellery.example/ferry"


def test_language_is_taken_where_the_text_is_in_it() -> None:
    assert (page(lang="en-GB").language, page(lang="de").language, page(lang="").language) == ("en", "", "")


def test_paragraphs_are_lines_and_menus_comments_and_scripts_are_none() -> None:
    article = page(body="<nav><a href=/>Home</a></nav><script>let story = 'no';</script><div id=comments><p>First!</p></div>")
    assert article.text.splitlines() == [
        f"The ferry Sea Holly ran aground outside the harbour of Ellery for the {n}th time this year." for n in range(4, 9)
    ]


@pytest.mark.parametrize(
    "html", ["", " ", "<html></html>", "<html><body><nav>Home</nav></body></html>", "no page at all", "<?xml version='1.0'?>"]
)
def test_page_without_a_story_is_none(html: str) -> None:
    assert extract(html, "a.html") is None


def test_file_of_html_that_is_an_address_is_not_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.socket.connect", lambda *_: pytest.fail("asked the network"))
    (tmp_path / "a.html").write_text("http://ellery.example/ferry")
    article, (problem,) = read_file(tmp_path / "a.html", "a.html")
    assert (article, problem.what, bool(problem.fix)) == (None, "no article was found in this page", True)


PIECES = [
    *("<html lang=''>", "<head>", "<title>", "</title>", "<meta charset='", "<meta itemprop=datePublished content=''>", "<base href='x'>"),
    *("<link rel=canonical href='http://[::1'>", "<meta property=og:url content='http://['>", "<script type='application/ld+json'>"),
    *(
        '{"@type": "NewsArticle", "datePublished": {}, "author": [1], "publisher": [{"name": 1}]}',
        '[1, {"@graph": 5}]',
        "null",
        "</script>",
    ),
    *("<h1>", "</h1>", "<time datetime=''>", "<time datetime='2024-03-14'>", "<abbr data-utime=99999999999999999999>", "<img src=x alt=y>"),
    *("<div>", "</div>", "<table>", "<tr>", "<ul><li>", "<svg>", "<iframe>", "<template>", "<textarea>", "<frameset>", "<pre>", "<br>"),
    *("<!--", "-->", "<![CDATA[", "&#0;", "&#xd800;", "\ufeff", "\0", "\x85", "<p>", STORY),
]


@given(some.lists(some.sampled_from(PIECES), max_size=40))
@example(["<svg>", STORY])
@settings(deadline=None, max_examples=60)
def test_no_page_stops_the_reading(pieces: list[str]) -> None:
    article = extract("".join(pieces), "a.html")
    for words in (article.text, article.title, article.outlet, article.url, article.author) if article else ():
        assert words.encode().decode() == words


RUSSIAN = "Новый мост через реку открыли во вторник"


@pytest.mark.parametrize(
    ("declared", "encoding", "text"),
    [
        ('<meta charset="windows-1251">', "cp1251", RUSSIAN),
        ("<meta charset=koi8-r>", "koi8-r", RUSSIAN),
        ('<META http-equiv="Content-Type" content="text/html; charset=ISO-8859-5">', "iso8859-5", RUSSIAN),
        ('<?xml version="1.0" encoding="windows-1251"?>', "cp1251", RUSSIAN),
        ('<meta charset="ISO-8859-1">', "cp1252", "“Über” – naïve €"),  # what browsers take it for
        ('<meta charset="gb2312">', "gb18030", "朱镕基"),
        ('<meta charset="iso-2022-jp">', "iso-2022-jp", "橋が開通した"),
        ('<meta charset="windows-1251">', "utf-8", RUSSIAN),  # saved anew as UTF-8
        ('<meta charset="utf-8">', "utf-8-sig", RUSSIAN),
    ],
)
def test_page_is_read_in_the_letters_it_declares(declared: str, encoding: str, text: str) -> None:
    data = f"{declared}<p>{text}".encode(encoding)
    assert decode(data, "a.html", declared_in(data)) == (f"{declared}<p>{text}", [])


@pytest.mark.parametrize("declared", ["x-unknown", "hex", "utf-8", "big5", "idna"])
def test_declaration_that_does_not_hold_is_passed_over(declared: str) -> None:
    data = f'<meta charset="{declared}"><p>{"Новый мост через реку открыли во вторник, сообщили в администрации. " * 3}'.encode("cp1251")
    text, (problem,) = decode(data, "a.html", declared_in(data))
    assert "Новый мост" in text
    assert not problem.is_error


def test_declared_letters_reach_the_story(tmp_path: Path) -> None:
    story = "".join(f"<p>{RUSSIAN}, сообщили в городской администрации, это уже {n}-й мост.</p>" for n in range(3, 9))
    for encoding in ("windows-1251", "koi8-r"):
        html = f'<?xml version="1.0" encoding="{encoding}"?><html><head><title>Мост</title></head><body>{story}</body></html>'
        (tmp_path / "a.html").write_bytes(html.encode(encoding))
        article, problems = read_file(tmp_path / "a.html", "a.html")
        assert (article.text.startswith(RUSSIAN), article.title, problems) == (True, "Мост", [])


def test_what_reads_pages_is_loaded_for_pages_only() -> None:
    told = "import sys, timeline.pipeline; sys.exit(any(m in sys.modules for m in ('trafilatura', 'htmldate', 'urllib3')))"
    assert subprocess.run([sys.executable, "-c", told], check=False).returncode == 0
