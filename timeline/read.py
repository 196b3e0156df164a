"""Read a folder of articles: files in, `Article`s with their text verbatim out, and a `Problem` for each that cannot be read."""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

import yaml
from frontmatter.default_handlers import YAMLHandler

from timeline.cache import Cache
from timeline.collection import read_collection
from timeline.model import Article, Problem
from timeline.noun import Noun
from timeline.stated import KEYS, describe, unknown

LARGEST = 50_000_000  # bytes; a longer file is no article
PLAIN, HTML, COLLECTION = (".txt", ".md"), (".html", ".htm"), (".jsonl",)


class Source(Noun, frozen=True, dict=True):
    """A file as it lies on the disk."""

    file: str  # what it is called in every message
    kind: str  # its suffix, in small letters
    data: bytes

    @cached_property
    def digest(self) -> bytes:
        """A number for what it is called and holds."""
        return blake2b(b"\0".join((self.file.encode(), self.kind.encode(), self.data)), digest_size=16).digest()


def load(folder: Path) -> list[Source | Problem]:
    """Every file below a folder, in order of its name, or why it is no article; raises NotADirectoryError for no folder."""
    if not folder.is_dir():
        raise NotADirectoryError(folder)
    return [_load(folder / path, _printable(path)) for path in _files(folder)]


def read(loaded: Sequence[Source | Problem], cache: Cache | None = None) -> tuple[list[Article], list[Problem]]:
    """Every article of what was loaded from a folder, in its order."""
    cache = cache or Cache()
    sources = [source for source in loaded if isinstance(source, Source)]
    understood = iter(cache.each("reading", _understand, sources, [source.digest for source in sources]))
    told = [next(understood) if isinstance(source, Source) else ((), (source,)) for source in loaded]
    return [article for articles, _ in told for article in articles], [problem for _, problems in told for problem in problems]


def read_file(path: Path, file: str) -> tuple[Article | None, list[Problem]]:
    """The article of a file that holds one, called `file` in every message, or None and the problem that stood in the way."""
    source = _load(path, file)
    articles, problems = _understand(source) if isinstance(source, Source) else ((), (source,))
    return (articles[0] if articles else None), list(problems)


def _load(path: Path, file: str) -> Source | Problem:
    """What a file holds, or why it is not read."""
    kind = path.suffix.lower()
    if path.is_dir():
        return Problem(file, None, "cannot be read", "check the folder's permissions")
    if kind not in PLAIN + HTML + COLLECTION:
        what = f"not read: a {path.suffix or 'nameless'} file is no article"
        return Problem(file, None, what, "save it as .txt, .md, .html or .jsonl", is_error=False)
    try:
        if path.stat().st_size > LARGEST and kind not in COLLECTION:
            what = f"larger than {LARGEST // 1_000_000} MB, so it is no single article"
            return Problem(file, None, what, "split it, one article a file")
        return Source(file, kind, path.read_bytes())
    except OSError as error:
        return Problem(file, None, f"cannot be read: {error.strerror}", "check the file's permissions")


def _understand(source: Source) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    """The articles that a file holds; a function of its bytes alone."""
    articles, problems = _told(source.file, source.kind, source.data)
    return tuple(articles), tuple(problems)


def _told(file: str, kind: str, data: bytes) -> tuple[list[Article], list[Problem]]:
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")) and data.count(b"\0") > len(data) / 100:
        return [], [Problem(file, None, "is no text: it is full of bytes that no letter has", "save the article's text as .txt")]
    text, problems = decode(data, file, declared_in(data) if kind in HTML else "")
    if text.count("\ufffd") > len(text) / 10:
        return [], [Problem(file, None, "is no text: a tenth of it is no letter", "save the article's text as .txt")]
    if kind in COLLECTION:
        articles, found = read_collection(text, file)
    else:
        article, found = read_page(text, file) if kind in HTML else read_plain(text, file)
        articles = [article] if article else []
    return articles, problems + found


def decode(data: bytes, file: str, declared: str = "") -> tuple[str, list[Problem]]:
    """A file's text without its byte-order mark; whatever is neither UTF-8 nor in the encoding that it declares is said."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, errors="replace")
            return text, _lost(text, encoding, file)
    try:
        # Pages that were saved anew as UTF-8 go on declaring what they were; ISO-2022 alone hides its letters in ASCII.
        if b"\x1b" not in data or not declared:
            return data.decode("utf-8"), []
    except UnicodeDecodeError:
        pass
    text = data.decode("utf-8", errors="replace")
    # Letters of an old code page hardly ever make whole characters of UTF-8 by chance.
    broken = text.count("\ufffd")
    if broken and broken <= sum(ord(letter) > 127 for letter in text) - broken:
        return text, _lost(text, "utf-8", file)
    if declared:
        try:
            return data.decode(_CONTAINS.get(codecs.lookup(declared).name, declared)), []
        except (LookupError, ValueError):
            pass  # no encoding of that name, or its letters are not in it
    from charset_normalizer import from_bytes  # noqa: PLC0415  (few collections have a file that needs it)

    guess = from_bytes(data).best()
    if guess is None:
        return text, _lost(text, "utf-8", file)
    line = text[: text.find("\ufffd")].count("\n") + 1
    what = f"not UTF-8; read as {guess.encoding}, which was guessed from the letters"
    return str(guess), [Problem(file, line, what, "if letters look wrong, save the file as UTF-8", is_error=False)]


# Pages name an old standard and use the larger code page that browsers read for it.
_CONTAINS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
}
_DECLARED = re.compile(rb"""<(?:meta\b[^>]*?\bcharset|\?xml\b[^>]*?\bencoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)


def declared_in(data: bytes) -> str:
    """The encoding that a page of HTML names in its head, or nothing."""
    found = _DECLARED.search(data[:4096])
    return found[1].decode("ascii", errors="replace") if found else ""


def _lost(text: str, encoding: str, file: str) -> list[Problem]:
    if "\ufffd" not in text:
        return []
    line = text[: text.index("\ufffd")].count("\n") + 1
    return [
        Problem(file, line, f"{text.count(chr(0xFFFD))} characters are not {encoding}; they are shown as \ufffd", "save the file as UTF-8")
    ]


def read_plain(text: str, file: str) -> tuple[Article | None, list[Problem]]:
    """The article that a plain text with or without front matter is."""
    head, body = split_front_matter(text)
    article = Article(file, body, first_line=text[: len(text) - len(body)].count("\n") + 1)
    problems: list[Problem] = []
    if head is not None:
        article, problems = _with_front_matter(article, head)
    elif re.match(rf"-{{3,}}\s*\n\s*(?:{'|'.join(KEYS)})[ \t]*:", text):
        problems = [Problem(file, 1, "the front matter is never closed", "put a line --- under it")]
    if not article.text.strip():
        return None, [*problems, Problem(file, None, "is empty", "put the article's text into it, or delete it")]
    return article, problems


def read_page(html: str, file: str, url: str = "") -> tuple[Article | None, list[Problem]]:
    """The article that a page of HTML tells; `url` is where it came from, if it does not say itself."""
    # What takes pages of HTML apart takes a third of a second to load: only a collection that holds one waits for it.
    from timeline.page import extract  # noqa: PLC0415

    article = extract(html, file, url)
    if article is None:
        return None, [Problem(file, None, "no article was found in this page", "save the article's text as .txt")]
    return article, []


_FENCE = re.compile(r"-{3,}[^\S\n]*(?:\r?\n|\Z)")


def split_front_matter(text: str) -> tuple[str | None, str]:
    """The YAML between two lines of dashes at the top, or None, and everything after the newline that closes it."""
    boundary = YAMLHandler.FM_BOUNDARY
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
        said = YAMLHandler().load(head, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 1
        what = f"the front matter is not YAML: {getattr(error, 'problem', None) or 'it cannot be read'}"
        return article, [Problem(file, line, what, 'put quotes around a value that holds ": ", as in\n    title: "Kyiv: a city waits"')]
    except ValueError as error:
        return article, [Problem(file, 1, f"the front matter is not YAML: {error}", "take the character out")]
    except RecursionError:
        return article, [Problem(file, 1, "the front matter is not YAML: too many brackets", "take them out")]
    if not isinstance(said, dict):
        return article, [Problem(file, 1, "the front matter has no keys", "write lines such as\n    date: 2024-05-24")]
    strange = [Problem(file, _line_of(str(key), head), *unknown(str(key), KEYS), is_error=False) for key in said if key not in KEYS]
    article, problems = describe(article, said, "the file's front matter", lambda key: _line_of(key, head))
    return article, [*strange, *problems]


def _line_of(key: str, head: str) -> int:
    found = re.search(rf"(?m)^{re.escape(key)}[ \t]*:", head)
    return head[: found.start()].count("\n") + 2 if found else 1


def _files(folder: Path) -> list[str]:
    """Every visible file below a folder, by its path there, in an order that no file system changes."""
    return sorted(_visible(folder, ""), key=os.fsencode)


def _visible(folder: Path, below: str) -> Iterator[str]:
    try:
        found = list(os.scandir(folder / below))
    except PermissionError:
        yield below  # which is then told as a problem
        return
    for entry in found:
        if entry.name.startswith("."):
            continue
        path = f"{below}{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from _visible(folder, f"{path}/")
        elif Path(entry.path).is_file():  # nothing is read of a link that leads nowhere, or in a circle
            yield path


def _printable(path: str) -> str:
    """A path that can stand in JSON and on a page, whatever bytes the file system holds."""
    return os.fsencode(path).decode("utf-8", errors="backslashreplace")
