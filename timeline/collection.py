"""Read a collection in one file, a line of JSON for each article: the file's text in, its `Article`s and a `Problem` for each bad line out.

An article is called by its file and what names it there, `news.jsonl#bridge-opens-in-lindow`: its `id`, else its title, else
its first words. Never by the number of its line, which changes with every line that is put above it: a correction that
the editor wrote for one article would then silently hold for another.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from hashlib import sha256

from msgspec.structs import replace

from timeline.model import Article, Problem
from timeline.stated import KEYS, describe, unknown

KNOWN = (*KEYS, "id", "text")
EXAMPLE = '{"text": "...", "title": "...", "date": "2024-05-24", "url": "https://..."}'


def read_collection(text: str, file: str) -> tuple[list[Article], list[Problem]]:
    """Every article of a collection, in the order of its lines."""
    if text.lstrip().startswith("["):
        return [], [Problem(file, 1, "is one list, not a line of JSON for each article", f"write each article on a line:\n    {EXAMPLE}")]
    told: list[tuple[str, Article]] = []  # with the word that names it
    problems: list[Problem] = []
    strange: dict[str, list[int]] = defaultdict(list)
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            said = _object(line)
            article, wrong = _article(said, file, number)
        except _BadLine as bad:
            problems.append(Problem(file, number, str(bad), f"write it as in\n    {EXAMPLE}"))
            continue
        told.append((_word(said, article), article))
        problems += wrong
        for key in said.keys() - set(KNOWN):
            strange[key].append(number)
    articles, copies = _named(told)
    problems += copies
    for key, lines in sorted(strange.items()):
        what, fix = unknown(key, KNOWN)
        problems.append(Problem(file, lines[0], what + (f", in {len(lines)} lines" if len(lines) > 1 else ""), fix, is_error=False))
    return articles, sorted(problems, key=lambda problem: problem.line or 0)


class _BadLine(ValueError):
    """A line that holds no article, in words for the editor."""


def _object(line: str) -> dict[str, object]:
    """What a line holds."""
    try:
        said = json.loads(line)
        json.dumps(said, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        raise _BadLine(f"is not JSON: {error.msg} at character {error.colno}") from None
    except UnicodeEncodeError:
        raise _BadLine("holds half a character, \\ud800 to \\udfff without its other half") from None
    except (ValueError, RecursionError):  # a number of a million digits, a hundred thousand brackets
        raise _BadLine("holds more than a line of JSON can") from None
    if not isinstance(said, dict):
        raise _BadLine("is no article: it has no keys")
    return said


def _article(said: Mapping[str, object], file: str, number: int) -> tuple[Article, list[Problem]]:
    text = said.get("text")
    if not isinstance(text, str) or not text.strip():
        raise _BadLine("has no text")
    return describe(Article(file, text, first_line=number, is_one_line=True), said, f"its line in {file}", lambda _: number)


def _word(said: Mapping[str, object], article: Article) -> str:
    """What names an article in its file, as one word that can be typed; nothing where it has neither letters nor digits."""
    id_ = str(said["id"]) if isinstance(said.get("id"), str | int) else ""
    first_words = " ".join(article.text.split()[:8])
    words = (re.sub(r"[^\w.]+", "-", words)[:60].strip("-.") for words in (id_, article.title.lower(), first_words.lower()))
    return next(filter(None, words), "")


def _named(told: list[tuple[str, Article]]) -> tuple[list[Article], list[Problem]]:
    """The articles with their names; where several would have the same, each ends in a few letters that its own text gives."""
    often = Counter(word.casefold() for word, _ in told)
    articles: dict[str, Article] = {}
    problems = []
    for word, article in told:
        name = f"{article.file}#{word}"
        if not word or often[word.casefold()] > 1:
            own = sha256(f"{article.url}\0{article.title}\0{article.text}".encode()).hexdigest()[:6]
            name += f"-{own}" if word else own
        if name in articles:
            what = f"is the article of line {articles[name].first_line} once more and was left out"
            problems.append(Problem(article.file, article.first_line, what, "take the line out", is_error=False))
        else:
            articles[name] = replace(article, file=name)
    return list(articles.values()), problems
