"""Who and where: the people, organisations, countries and places that a text names, and the words that carry its meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from babel import Locale

from timeline.model import Article
from timeline.wordlists import phrases, word_list

STOPWORDS = word_list("empty words")
OFFICES = word_list("offices")
_ORGANISATION = word_list("organisations")
_NO_NAME = word_list("capitalised but no name")
_NO_DEMONYM = word_list("ends like a people's name but is none")
_IN_FULL = {"US": "United States", "U.S": "United States", "U.S.": "United States", "UK": "United Kingdom", "UN": "United Nations"}
_DIRECTIONS = ("North", "South", "East", "West", "Central", "Latin", "Northern", "Southern", "Eastern", "Western")
_DEMONYM = re.compile(r"^[A-Z][a-z]+(?:ian|ean|ish|ese|can|ch|ri|li|qi|ani|eli|ern|an)s?$")
_NAME = re.compile(
    r"(?:[A-Z][\w’'&.-]*[\w]|[A-Z])"
    r"(?:\s+(?:(?:of|de|la|del|van|von|bin|al|el)\s+(?=[A-Z]))?(?:[A-Z][\w’'&.-]*[\w]|[A-Z](?=\s)|\d+(?:st|nd|rd|th)(?=\s[A-Z])))*"
)
_NEAR = 80  # characters before a name that can tell what it is
_LOCATIVE = re.compile(
    r"\b(?:in|at|near|outside|across|inside|around|visited|visits|visit to|to|from|via|through|towards?|into)\s+"
    r"(?:the\s+)?(?:\w+\s+city\s+of\s+|city\s+of\s+)?$",
    re.IGNORECASE,
)


def actors_and_places(text: str, article: Article) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names in a text, each once, in order: those who act and those where it happens; a country may be both."""
    actors: dict[str, None] = {}
    places: dict[str, None] = {}
    for name, before in _names(text, article):
        where = _LOCATIVE.search(before) is not None
        country = name in countries()
        if where and not is_organisation(name) and (country or len(name.split()) <= 2) and not is_person(name, article):
            places[name] = None
        else:
            actors[name] = None
        if country and not where:
            actors[name] = None
    return tuple(actors), tuple(places)


def _names(text: str, article: Article) -> Iterator[tuple[str, str]]:
    """Each name with what stands before it; short forms are given in full where the article says it in full."""
    for found in _NAME.finditer(text):
        near = max(0, found.start() - _NEAR)
        begins = found.start() == 0 or text[near : found.start()].rstrip()[-1:] in '.!?:“"”'
        for number, piece in enumerate(_pieces(found[0])):
            first = number == 0 and begins
            name = " ".join(_bare(piece, first))
            if _is_name(name, first, article):
                yield _IN_FULL.get(name) or _in_full(name, article), text[near : found.start() + max(0, found[0].find(name))]


def _pieces(found: str) -> list[list[str]]:
    """A run of capitalised words cut where one belongs to the other: "Norby’s Haldane glass works"."""
    pieces: list[list[str]] = [[]]
    for word in found.split():
        pieces[-1].append(re.sub(r"[’']s?$", "", word))
        if re.search(r"[’']s?$", word):
            pieces.append([])
    return [piece for piece in pieces if piece]


def _bare(piece: list[str], begins_sentence: bool) -> list[str]:
    """The words of a name without the office, the people's name and the small words around it; organisations keep theirs."""
    start, end = 0, len(piece)
    if begins_sentence and piece[0].lower() in _NO_NAME | STOPWORDS:
        start = 1
    if not any(word.lower() in _ORGANISATION for word in piece):
        if end - start > 1 and piece[start] in _DIRECTIONS and _is_demonym(piece[start + 1]):
            start += 2
        while start < end and (piece[start].lower().rstrip(".") in OFFICES or (end - start > 1 and _is_demonym(piece[start]))):
            start += 1
    while end > start and piece[end - 1].lower() in ("of", "de"):
        end -= 1
    return piece[start:end]


def _is_name(name: str, begins_sentence: bool, article: Article) -> bool:
    """Whether capitalised words name somebody or something: not an adjective, nor a word that only begins a sentence."""
    words = name.split()
    if len(name) < 2 or all(word.lower().rstrip(".") in _NO_NAME | OFFICES for word in words):
        return False
    if len(words) > 1:
        return True
    people = _is_demonym(name) or name in ("Soviet", "Arab", "Jewish")
    joined = "-" in name and any(part in countries() for part in name.split("-"))
    return not (people or joined or name.isdigit() or (begins_sentence and name not in _amid(article.text)))


@lru_cache(maxsize=64)
def _amid(text: str) -> frozenset[str]:
    """The capitalised words that a text has inside a sentence."""
    return frozenset(re.findall(r"(?<=[\w,;] )[A-Z][\w’-]*", text))


def _is_demonym(word: str) -> bool:
    return word not in countries() and word.lower() not in _NO_DEMONYM and _DEMONYM.match(word) is not None


def is_organisation(name: str) -> bool:
    """Whether a name says that it is an organisation's: "Treasury Department", "UN"."""
    return any(word.lower() in _ORGANISATION or (word.isupper() and len(word) > 1) for word in name.split())


def is_person(name: str, article: Article) -> bool:
    """Whether a name is a person's: it is no country or organisation, and the text calls it by an office or lets it speak."""
    if name in countries() or is_organisation(name):
        return False
    return _acts(name.rsplit(maxsplit=1)[-1], article.text)


@lru_cache(maxsize=4096)
def _acts(surname: str, text: str) -> bool:
    last = re.escape(surname)
    office = rf"\b(?:Mr|Mrs|Ms|Dr|President|Minister|Secretary|General)\.? {last}\b"
    return re.search(rf"(?:{office}|\b{last} (?:said|told|added|says|stressed)\b)", text) is not None


@lru_cache(maxsize=64)
def _before(text: str) -> dict[str, tuple[str, ...]]:
    """For each capitalised word of a text, what capitalised words stand before it: "Halm" goes with "Ida"."""
    found: dict[str, tuple[str, ...]] = {}
    for run in re.finditer(r"[A-Z][\w’-]+(?: [A-Z][\w’-]+)+", text):
        words = run[0].split(" ")
        for at in range(1, len(words)):
            found[words[at]] = (*found.get(words[at], ()), " ".join(words[max(0, at - 2) : at]))[:8]
    return found


def _in_full(name: str, article: Article) -> str:
    """A surname as the full name that the article gives before: "Halm" is "Ida Halm"."""
    if " " in name or name in countries() or name.isupper():
        return name
    for first in _before(article.text).get(name, ()):
        words = [word for word in first.split() if word.lower() not in OFFICES | _NO_NAME and not _is_demonym(word)]
        if words and not re.search(r"[’']s?$", words[-1]):
            return f"{words[-1]} {name}"
    return name


@lru_cache(maxsize=1)
def countries() -> frozenset[str]:
    """The names of countries in English, and the short ones that news uses."""
    names = {str(name) for code, name in Locale("en").territories.items() if len(code) == 2}
    return frozenset(names | set(phrases("countries by other names")))


_WORD = re.compile(r"[^\W_]+(?:[’'][^\W\d_]+)?")


@lru_cache(maxsize=100_000)
def content_words(text: str) -> frozenset[str]:
    """The words that carry a text's meaning, each cut to its stem, so that "sanctions" and "sanctioned" meet."""
    return frozenset(
        _stem(word)
        for word in (found[0].lower().replace("’", "'") for found in _WORD.finditer(text))
        if word not in STOPWORDS and len(word) > 1
    )


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    word = re.sub(r"'s?$", "", word)
    if word.endswith("ans") or word.endswith("an"):  # Korean and Koreans are of Korea
        word = word.removesuffix("s").removesuffix("n")
    for ending in (
        "ations",
        "ation",
        "ments",
        "ment",
        "ings",
        "ing",
        "ies",
        "ied",
        "ian",
        "ians",
        "ese",
        "ed",
        "es",
        "ly",
        "er",
        "ers",
        "s",
        "e",
        "y",
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
