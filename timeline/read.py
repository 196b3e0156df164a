"""Read a folder of articles: files in, `Article`s with their text verbatim out, and a `Problem` for each that cannot be read."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import frontmatter
import trafilatura
import yaml
from charset_normalizer import from_bytes
from htmldate import find_date

from timeline.model import Article, Problem
from timeline.stated import Ambiguous, stated
from timeline.when import NoSuchDay

LARGEST = 50_000_000  # bytes; a longer file is no article
PLAIN, HTML = (".txt", ".md"), (".html", ".htm")
KEYS = {"date", "title", "source", "outlet", "url", "language", "author", "archived"}
# htmldate refuses dates after "now"; it gets an end that no clock moves, so that a build gives the same on any day.
_NEVER = "2100-01-01"


def read(folder: Path) -> tuple[list[Article], list[Problem]]:
    """Every article below a folder, in order of file name; raises NotADirectoryError for a folder that does not exist."""
    if not folder.is_dir():
        raise NotADirectoryError(folder)
    articles, problems = [], []
    for path in _files(folder):
        article, found = read_file(path, _printable(path.relative_to(folder)))
        articles += [article] if article else []
        problems += found
    return articles, problems


def read_file(path: Path, file: str) -> tuple[Article | None, list[Problem]]:
    """One article, called `file` in every message, or None and the problem that stood in the way."""
    if path.suffix.lower() not in PLAIN + HTML:
        return None, [
            Problem(
                file, None, f"not read: a {path.suffix or 'nameless'} file is no article", "save it as .txt, .md or .html", is_error=False
            )
        ]
    try:
        if path.stat().st_size > LARGEST:
            return None, [
                Problem(file, None, f"larger than {LARGEST // 1_000_000} MB, so it is no single article", "split it, one article a file")
            ]
        data = path.read_bytes()
    except OSError as error:
        return None, [Problem(file, None, f"cannot be read: {error.strerror}", "check the file's permissions")]
    text, problems = decode(data, file)
    if path.suffix.lower() in HTML:
        return _read_page(text, file, problems)
    return _read_plain(text, file, problems)


def decode(data: bytes, file: str) -> tuple[str, list[Problem]]:
    """A file's text without its byte-order mark; whatever is not UTF-8 is said."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, errors="replace")
            return text, _lost(text, encoding, file)
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError as error:
        text = data.decode("utf-8", errors="replace")
        # Letters of an old code page hardly ever make whole characters of UTF-8 by chance.
        broken = text.count("\ufffd")
        if broken <= sum(ord(letter) > 127 for letter in text) - broken:
            return text, _lost(text, "utf-8", file)
        guess = from_bytes(data).best()
        if guess is None:
            return text, _lost(text, "utf-8", file)
        line = data[: error.start].count(b"\n") + 1
        what = f"not UTF-8; read as {guess.encoding}, which was guessed from the letters"
        return str(guess), [Problem(file, line, what, "if letters look wrong, save the file as UTF-8", is_error=False)]


def _lost(text: str, encoding: str, file: str) -> list[Problem]:
    if "\ufffd" not in text:
        return []
    line = text[: text.index("\ufffd")].count("\n") + 1
    return [
        Problem(file, line, f"{text.count(chr(0xFFFD))} characters are not {encoding}; they are shown as \ufffd", "save the file as UTF-8")
    ]


def _read_plain(text: str, file: str, problems: list[Problem]) -> tuple[Article | None, list[Problem]]:
    head, body = split_front_matter(text)
    article = Article(file, body, first_line=text[: len(text) - len(body)].count("\n") + 1)
    if head is not None:
        article, found = _with_front_matter(article, head)
        problems = problems + found
    elif re.match(rf"-{{3,}}\s*\n\s*(?:{'|'.join(sorted(KEYS))})[ \t]*:", text):
        problems = [*problems, Problem(file, 1, "the front matter is never closed", "put a line --- under it")]
    if not article.text.strip():
        return None, [*problems, Problem(file, None, "is empty", "put the article's text into it, or delete it")]
    return article, problems


_FENCE = re.compile(r"-{3,}[^\S\n]*(?:\r?\n|\Z)")


def split_front_matter(text: str) -> tuple[str | None, str]:
    """The YAML between two lines of dashes at the top, or None, and everything after the newline that closes it."""
    boundary = frontmatter.YAMLHandler.FM_BOUNDARY
    assert boundary is not None
    opening = _FENCE.match(text)
    closing = boundary.search(text, opening.end()) if opening else None
    # The boundary's pattern swallows blank lines; the text begins right after its own line.
    fence = _FENCE.match(text, closing.start()) if closing else None
    if not opening or not closing or not fence:
        return None, text
    head = text[opening.end() : closing.start()]
    if not re.search(r"(?m)^[\w-]+[ \t]*:", head):
        return None, text  # two rules with prose between them
    return head, text[fence.end() :]


def _with_front_matter(article: Article, head: str) -> tuple[Article, list[Problem]]:
    file = article.file
    try:
        # BaseLoader keeps every value as it was written: YAML's own dates would crash on 2024-09-31 and lose "2024-05".
        said = frontmatter.YAMLHandler().load(head, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 1
        what = f"the front matter is not YAML: {getattr(error, 'problem', None) or 'it cannot be read'}"
        return article, [Problem(file, line, what, 'put quotes around a value that holds ": ", as in\n    title: "Kyiv: a city waits"')]
    except ValueError as error:
        return article, [Problem(file, 1, f"the front matter is not YAML: {error}", "take the character out")]
    if not isinstance(said, dict):
        return article, [Problem(file, 1, "the front matter has no keys", "write lines such as\n    date: 2024-05-24")]
    problems = list(_unknown_keys(said, file, head))
    value = {key: str(said[key]).strip() for key in KEYS if isinstance(said.get(key), str)}
    article = replace(
        article,
        title=value.get("title", ""),
        outlet=value.get("source") or value.get("outlet", ""),
        url=value.get("url", ""),
        archived=value.get("archived", ""),
        language=value.get("language", "")[:2].lower(),
        author=value.get("author", ""),
    )
    if words := value.get("date"):
        line = _line_of("date", head)
        try:
            when = stated(words)
        except (Ambiguous, NoSuchDay) as error:
            return article, [*problems, Problem(file, line, f"date: {error}", "write it as year-month-day:\n    date: 2024-05-24")]
        if when is None:
            return article, [
                *problems,
                Problem(file, line, f"date: {words!r} is no date", "write it as year-month-day:\n    date: 2024-05-24"),
            ]
        article = replace(article, stated=when, stated_by="the file's front matter")
    return article, problems


def _unknown_keys(said: dict[Any, Any], file: str, head: str) -> Iterator[Problem]:
    for key in said:
        if key not in KEYS:
            near = difflib.get_close_matches(str(key), sorted(KEYS), n=1)
            fix = f"did you mean {near[0]}?" if near else f"known are {', '.join(sorted(KEYS))}"
            yield Problem(file, _line_of(str(key), head), f"front matter: {key!r} is not known and was left out", fix, is_error=False)


def _line_of(key: str, head: str) -> int:
    found = re.search(rf"(?m)^{re.escape(key)}[ \t]*:", head)
    return head[: found.start()].count("\n") + 2 if found else 1


def _read_page(html: str, file: str, problems: list[Problem]) -> tuple[Article | None, list[Problem]]:
    page = trafilatura.bare_extraction(html, with_metadata=True, include_comments=False) if html.strip() else None
    text = getattr(page, "text", None) or ""
    if not text.strip():
        return None, [*problems, Problem(file, None, "no article was found in this page", "save the article's text as .txt")]
    date = find_date(html, original_date=True, extensive_search=False, max_date=_NEVER)
    article = Article(
        file,
        text,
        title=getattr(page, "title", None) or "",
        outlet=getattr(page, "sitename", None) or "",
        url=getattr(page, "url", None) or "",
        author=getattr(page, "author", None) or "",
        language=(getattr(page, "language", None) or "")[:2],
        stated=stated(date) if date else None,
        stated_by="the page's metadata" if date else "",
    )
    return article, problems


def _files(folder: Path) -> list[Path]:
    """Every visible file below a folder, in an order that no file system changes."""
    found = (path for path in folder.rglob("*") if path.is_file())
    visible = [path for path in found if not any(part.startswith(".") for part in path.relative_to(folder).parts)]
    return sorted(visible, key=lambda path: os.fsencode(path.relative_to(folder).as_posix()))


def _printable(path: Path) -> str:
    """A path that can stand in JSON and on a page, whatever bytes the file system holds."""
    return os.fsencode(path.as_posix()).decode("utf-8", errors="backslashreplace")
