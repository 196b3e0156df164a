"""Which files hold one article: what was saved twice, or updated by its outlet. Articles with what they tell in; the older files out.

The newer one counts. Two files are one article when they have one address; when they hold the same text of the same outlet, or
day; or when one outlet published nearly the same sentences twice, under no two addresses.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from urllib.parse import parse_qsl, urlencode, urlsplit

from timeline.model import Article, Problem
from timeline.noun import Noun
from timeline.said import plain
from timeline.telling import Telling

SHARED = 0.8  # of the sentences of the shorter version
LEAST = 4  # sentences; fewer may be an outlet's standing words
LONGER = 2.5  # a text so many times as long is a digest of several articles
_OF_THE_READER = re.compile(r"(?:utm_|mc_)\w*|fbclid|gclid|igshid|ref_src|smid|cmpid", re.IGNORECASE)


class Older(Noun, frozen=True):
    """A file that holds an older version of an article."""

    file: str
    newer: str  # the file that counts
    why: str


def older_versions(stated: Mapping[str, Article], tellings: Mapping[str, Telling]) -> list[Older]:
    """The files that do not count, with those that do; `stated` are the articles as they were read, by file."""
    shown = {file: telling for file, telling in tellings.items() if not telling.article.hidden}
    ranked = sorted(shown, key=lambda file: _newness(shown[file]))
    addresses = {file: address(stated[file].url) for file in shown}

    found: dict[str, Older] = {}
    for files in _alike(ranked, lambda file: addresses[file]):
        found |= {file: Older(file, files[-1], "the same address") for file in files[:-1]}
    for files in _alike(ranked, lambda file: f"{shown[file].article.outlet.casefold()}\0{shown[file].article.text.strip()}"):
        days = {shown[file].written.when for file in files} - {None}
        # An agency's text without the name of who printed it: on two days, it was printed twice.
        if shown[files[0]].article.outlet or len(days) < 2:
            found |= {file: Older(file, files[-1], "the same text") for file in files[:-1] if file not in found}
    for files in _alike(ranked, lambda file: shown[file].article.outlet.casefold()):
        sentences = {file: _sentences(shown[file].article) for file in files if file not in found}
        for file, newer in _updated(list(sentences), sentences):
            if len({addresses[file], addresses[newer]} - {""}) < 2:
                found[file] = Older(file, newer, f"{shown[file].article.outlet} published nearly the same text again")
    return [Older(file, _last(found, file), found[file].why) for file in sorted(found)]


def question(older: Older) -> Problem:
    """What the editor may say of two files that are taken for one article."""
    what = f"is taken for an older version of {older.newer}, which counts in its place: {older.why}"
    hidden = f"{{hide: true, why: {plain(f'older version of {older.newer}')}}}"
    fix = (
        f"if that is so, say it in corrections.yml, under articles:\n  {plain(older.file)}: {hidden}\n"
        f"if they are two articles, give each its own address:\n  {plain(older.file)}: {{url: , why: }}"
    )
    return Problem(older.file, None, what, fix, is_error=False)


def address(url: str) -> str:
    """An address without what differs from reader to reader; nothing for one that leads to no single page."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    path = parts.path.rstrip("/").removesuffix("/index.html")
    asked = urlencode(
        sorted((name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not _OF_THE_READER.fullmatch(name))
    )
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    return f"{host}{path}{f'?{asked}' if asked else ''}" if host and (path or asked) else ""


def _newness(telling: Telling) -> tuple[date, int, str]:
    written = telling.written.when
    return (written and written.last) or date.min, len(telling.article.text), telling.article.file


def _alike(files: Iterable[str], key: Callable[[str], str]) -> list[list[str]]:
    """Files with the same key, in their order; those without one stand alone and are left out."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for file in files:
        if value := key(file):
            groups[value].append(file)
    return [group for group in groups.values() if len(group) > 1]


def _sentences(article: Article) -> frozenset[str]:
    return frozenset(" ".join(article.text[one.start : one.end].casefold().split()) for one in article.story)


def _updated(files: list[str], sentences: Mapping[str, frozenset[str]]) -> Iterable[tuple[str, str]]:
    """Pairs of an older file and a newer one with nearly the same sentences; `files` are in order of time."""
    often = Counter(sentence for file in files for sentence in sentences[file])
    having: defaultdict[str, list[str]] = defaultdict(list)
    for newer in files:
        mine = sentences[newer]
        rare = sorted(mine, key=lambda sentence: (often[sentence], sentence))
        # The sentences that two versions share are more than a text can have beside its rarest: one of these is among them.
        telling = rare[: len(rare) - int(SHARED * len(rare) / LONGER) + 1]
        near = dict.fromkeys(file for sentence in telling for file in having[sentence])
        for file in near:
            fewer, more = sorted((len(mine), len(sentences[file])))
            if fewer >= LEAST and more <= LONGER * fewer and len(mine & sentences[file]) >= SHARED * fewer:
                yield file, newer
        for sentence in mine:
            having[sentence].append(newer)


def _last(found: Mapping[str, Older], file: str) -> str:
    """The newest version that a file leads to."""
    while file in found:
        file = found[file].newer
    return file
