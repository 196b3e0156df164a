"""Save the story of a page among the articles: an address or a file in, a new file with front matter out.

What the page does not say is left out of the front matter, and nothing is ever overwritten.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import count
from pathlib import Path
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from frontmatter.default_handlers import YAMLHandler
from msgspec.structs import replace

from timeline.fetch import NotFetched, fetch
from timeline.model import Article, Problem
from timeline.noun import Noun
from timeline.read import HTML, PLAIN, declared_in, decode, load, read, read_file, read_page, read_plain
from timeline.stated import is_address
from timeline.versions import address


class Added(Noun, frozen=True):
    """What was saved."""

    path: Path
    article: Article  # as a build will read it
    problems: tuple[Problem, ...]  # what the editor should look at


class NotAdded(Exception):
    """Nothing was saved, for this reason."""

    def __init__(self, problem: Problem, is_misuse: bool = False):
        super().__init__(problem.what)
        self.problem = problem
        self.is_misuse = is_misuse  # what was given can name no page


def add(source: str, folder: Path, allow_local: bool = False) -> Added:
    """Save the story at an address or in a file below a folder; raises NotAdded, and NotADirectoryError without a folder."""
    articles, _ = read(load(folder))
    if not re.match(r"[a-z][a-z0-9+.-]*://", source, re.IGNORECASE):
        article, problems = _from_file(source, Path(source))
    elif source.lower().startswith("file:"):
        article, problems = _from_file(source, _path(source, allow_local))
    elif is_address(source):
        _refuse_twice(source, articles, url=source)
        article, problems = _from_web(source, allow_local)
    else:
        raise NotAdded(Problem(source, None, "is no address of a web page", "it begins with https://"), is_misuse=True)
    _refuse_twice(source, articles, url=article.url, text=article.text)
    shown = article.stated if article.stated and article.stated.doubtful else None
    if shown:
        article = replace(article, stated=None)  # somewhere on the page stands a day; it need not be the story's
    path = _save(article, folder, source)
    if article.stated is None:
        fix = f"if it was on this day, put it into the front matter:\n    date: {(shown and shown.first) or '2024-05-24'}"
        problems = [*problems, Problem(str(path), None, "is not said to be written on any day", fix, is_error=False)]
    return Added(path, article, tuple(problems))


def _from_web(url: str, allow_local: bool) -> tuple[Article, list[Problem]]:
    try:
        page = fetch(url, allow_local)
    except NotFetched as error:
        raise NotAdded(Problem(url, None, str(error), error.fix)) from None
    text, problems = decode(page.data, url, page.encoding or declared_in(page.data))
    article, found = read_page(text, url, page.url) if page.is_html else read_plain(text, url)
    if article is None:
        raise NotAdded(found[-1])
    if copy := re.fullmatch(r"https?://web\.archive\.org/web/\d+[a-z_]*/(https?://.+)", page.url):
        return replace(article, url=copy[1], archived=page.url), problems + found
    # A page may name its lasting address; that of another site is not where this text was found.
    same_site = _site(article.url) == _site(page.url)
    return replace(article, url=article.url if same_site else page.url), problems + found


def _from_file(source: str, path: Path) -> tuple[Article, list[Problem]]:
    try:
        is_there = path.is_file()
    except (OSError, ValueError):  # a name no file can have: somebody's whole text
        is_there = False
    if not is_there:
        raise NotAdded(Problem(source[:80], None, "there is no such file", "an address begins with https://"), is_misuse=True)
    if path.suffix.lower() not in HTML + PLAIN:
        raise NotAdded(Problem(source, None, "is no page", f"save it as {' or '.join(HTML + PLAIN)}"), is_misuse=True)
    article, problems = read_file(path, source)
    if article is None:
        raise NotAdded(problems[-1])
    return article, problems


def _path(url: str, allow_local: bool) -> Path:
    """The file that a file:// address names."""
    path = Path(url2pathname(urlsplit(url).path))
    if not allow_local:
        what = "is the address of a file on this machine"
        raise NotAdded(Problem(url, None, what, f"if that is what you mean, name the file, {path}, or add --allow-local"))
    return path


def _refuse_twice(source: str, articles: Iterable[Article], url: str, text: str = "") -> None:
    """Nothing is added whose address or text an article has already."""
    here = address(url)
    for article in articles:
        if (here and address(article.url) == here) or article.text.strip() == text.strip():
            fix = "to take the page anew, move that file out of the folder first"
            raise NotAdded(Problem(source, None, f"is there already, in {article.file}", fix))


def _site(url: str) -> str:
    return urlsplit(url).netloc.lower().removeprefix("www.")


def _save(article: Article, folder: Path, source: str) -> Path:
    """Write a file that reads back as this article, under a name that no file has yet."""
    stem, content, known = _stem(article), article.text, _front_matter(article)
    if known:
        content = f"---\n{YAMLHandler().export(known, sort_keys=False, width=100_000)}\n---\n{content}"
    for number in count(1):
        path = folder / f"{stem}{f'-{number}' if number > 1 else ''}.txt"
        try:
            with path.open("xb") as file:
                file.write(content.encode())
            break
        except FileExistsError:
            continue
        except OSError as error:
            path.unlink(missing_ok=True)
            fix = "check the folder's permissions and the room on the disk"
            raise NotAdded(Problem(source, None, f"{path} cannot be written: {error.strerror}", fix)) from None
    return path


def _front_matter(article: Article) -> dict[str, object]:
    """What is known of an article, in the order in which people look for it."""
    when = article.stated
    known = {
        "title": article.title,
        "outlet": article.outlet,
        "date": when.first if when and when.is_day else str(when or ""),
        "url": article.url,
        "archived": article.archived,
        "language": article.language,
        "author": article.author,
    }
    return {key: value for key, value in known.items() if value}


# Names that Windows keeps for its devices, whatever their ending.
_DEVICES = re.compile(r"con|prn|aux|nul|(?:com|lpt)\d")


def _stem(article: Article) -> str:
    """The day and the title in plain letters: a name that every file system takes."""
    when = article.stated
    day = f"{when}-" if when and when.is_day else ""
    web = urlsplit(article.url)
    last = re.sub(r"\.\w+$", "", unquote(web.path.rstrip("/").rpartition("/")[2]))
    words = next(filter(None, map(_plain, (article.title, " ".join(article.text.split()[:8]), last, web.hostname or ""))), "article")
    return f"{day}{words}{'-' * bool(_DEVICES.fullmatch(day + words))}"


def _plain(words: str) -> str:
    """Words in the letters of English with hyphens between, as many as fit; nothing where they are in another script."""
    ascii_ = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower().replace("'", "")
    if sum(letter.isalnum() for letter in ascii_) * 2 < sum(letter.isalnum() for letter in words):
        return ""
    plain = re.sub(r"[^a-z0-9]+", "-", ascii_).strip("-")
    return plain if len(plain) <= 60 else plain[:61].rpartition("-")[0] or plain[:60]
