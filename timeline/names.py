"""Who and where: the people, organisations, countries and places that a text names, and the words that carry its meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from babel import Locale

from timeline.model import Article

# Words that carry no meaning of their own when two tellings are compared.
STOPWORDS = frozenset(
    "a an the and or but nor so yet if then than that this these those there here of in on at by to from with without within into onto over under about above after "
    "before during since until between among against through for as per via is are was were be been being am has have had having do does did will would shall should "
    "can could may might must not no its it he she they them his her hers their theirs we us our you your i my me who whom whose which what when where why how also "
    "said says say told according more most less least very much many some any all both each other another such own same only just even still again once first last "
    "new one two three up down out off s t".split()
)
# Offices and styles that stand before a name and are no part of it.
OFFICES = frozenset(
    "president vice prime deputy foreign defense defence interior finance minister secretary general chief executive cabinet leader ambassador chancellor premier king queen prince princess pope "
    "senator sen rep representative congressman governor mayor judge justice attorney spokesman spokeswoman spokesperson director chairman chairwoman chair commissioner "
    "mr mrs ms miss dr prof professor sir lord lady gen col lt maj capt captain colonel lieutenant major sgt sergeant admiral state security adviser advisor envoy dictator ex former "
    "head acting senior top first lady ceo cfo founder economist analyst officer member lawmaker".split()
)
_ORGANISATION = frozenset(
    "ministry department council bank group agency union party parliament congress senate committee commission court company corporation corp inc ltd plc airlines airways "
    "university institute foundation association federation organization organisation army navy force forces police office bureau board assembly house fund treasury "
    "motors times post news journal tribune government kremlin pentagon nato un eu division guard service services shipping unit range".split()
)
_DEMONYM = re.compile(r"^[A-Z][a-z]+(?:ian|ean|ish|ese|can|ch|ri|li|qi|ani|eli|ern|an)s?$")
_DIRECTIONS = ("North", "South", "East", "West", "Central", "Latin", "Northern", "Southern", "Eastern", "Western")
_NO_NAME = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december jan feb mar apr aug sept sep "
    "oct nov dec the a an i we he she it they but and in on at as if when while after before since for from by with this that these those there here his her its their our my "
    "also however meanwhile although though despite according speaking asked image photo read yes no not now then so what who why how where some many most all both one two three "
    "four five six seven eight nine ten mr mrs ms dr last next each another other".split()
)
_NAME = re.compile(
    r"(?:[A-Z][\w’'&.-]*[\w]|[A-Z])(?:\s+(?:(?:of|de|la|del|van|von|bin|al|el)\s+(?=[A-Z]))?(?:[A-Z][\w’'&.-]*[\w]|[A-Z](?=\s)|\d+(?:st|nd|rd|th)(?=\s[A-Z])))*"
)
_LOCATIVE = re.compile(
    r"\b(?:in|at|near|outside|across|inside|around|visited|visits|visit to|to|from|via|through|towards?|into)\s+(?:the\s+)?(?:\w+\s+city\s+of\s+|city\s+of\s+)?$",
    re.IGNORECASE,
)


def actors_and_places(text: str, article: Article) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names in a text, each once, in order: those who act and those where it happens; a country may be both."""
    actors: dict[str, None] = {}
    places: dict[str, None] = {}
    for name, before in _names(text, article):
        where = _LOCATIVE.search(before) is not None
        country = name in countries()
        organisation = name.split()[-1].lower() in _ORGANISATION or name.isupper()
        if where and not organisation and (country or len(name.split()) <= 2) and not is_person(name, article):
            places[name] = None
        else:
            actors[name] = None
        if country and not where:
            actors[name] = None
    return tuple(actors), tuple(places)


def _names(text: str, article: Article) -> Iterator[tuple[str, str]]:
    """Each name with what stands before it; short forms are given in full where the article says it in full."""
    for found in _NAME.finditer(text):
        begins_sentence = found.start() == 0 or text[: found.start()].rstrip()[-1:] in '.!?:“"”'
        for name in _split(found[0], begins_sentence, text[found.end() : found.end() + 2], article):
            yield _in_full(name, article), text[: found.start() + max(0, found[0].find(name))]


def _split(found: str, begins_sentence: bool, after: str, article: Article) -> Iterator[str]:
    words = [re.sub(r"[’']s?$", "", word) for word in found.split()]
    # What belongs to somebody is two names: "Russia’s Ashuluk testing range".
    cuts = [at + 1 for at, word in enumerate(found.split()) if re.search(r"[’']s?$", word)]
    pieces, start = [], 0
    for cut in [*cuts, len(words)]:
        pieces.append(words[start:cut])
        start = cut
    for number, piece in enumerate(piece for piece in pieces if piece):
        if number == 0 and begins_sentence and piece and piece[0].lower() in _NO_NAME | STOPWORDS:
            piece = piece[1:]
        organisation = any(word.lower() in _ORGANISATION for word in piece)
        if len(piece) > 1 and piece[0] in _DIRECTIONS and _is_demonym(piece[1]):
            piece = piece[2:] if not organisation else piece
        while piece and not organisation and (piece[0].lower().rstrip(".") in OFFICES or (len(piece) > 1 and _is_demonym(piece[0]))):
            piece = piece[1:]
        while piece and piece[-1].lower() in ("of", "the", "and", "for", "de"):
            piece = piece[:-1]
        name = " ".join(piece)
        if not piece or len(name) < 2 or all(word.lower().rstrip(".") in _NO_NAME | OFFICES for word in piece):
            continue
        if len(piece) == 1:
            adjective = (
                _is_demonym(name)
                or name in ("Soviet", "Arab", "Jewish")
                or ("-" in name and any(part in countries() for part in name.split("-")))
            )
            alone = begins_sentence and number == 0 and not re.search(rf"(?<![.!?“\"] )(?<!^)(?<!\n)\b{re.escape(name)}\b", article.text)
            if adjective or alone or name.isdigit():
                continue
        yield name


def _is_demonym(word: str) -> bool:
    return (
        word not in countries()
        and bool(_DEMONYM.match(word))
        and word not in ("Iran", "Japan", "Sudan", "Oman", "Bhutan", "Milan", "Jordan", "Sean", "Ian", "Alan", "Brian", "Ryan")
    )


def is_person(name: str, article: Article) -> bool:
    """Whether a text calls it by an office or lets it speak."""
    last = re.escape(name.split()[-1])
    return (
        re.search(
            rf"(?:\b(?:Mr|Mrs|Ms|Dr|President|Minister|Secretary|General)\.? {last}\b|\b{last} (?:said|told|added|says|stressed)\b)",
            article.text,
        )
        is not None
    )


def _in_full(name: str, article: Article) -> str:
    """A surname as the full name that the article gives before: "Zakharova" is "Maria Zakharova"."""
    if " " in name or name in countries() or name.isupper():
        return name
    fuller = re.findall(rf"\b([A-Z][\w’-]+(?: [A-Z][\w’-]+)?) {re.escape(name)}\b", article.text)
    for first in fuller:
        words = [word for word in first.split() if word.lower() not in OFFICES | _NO_NAME and not _is_demonym(word)]
        if words and not re.search(r"[’']s?$", words[-1]):
            return f"{words[-1]} {name}"
    return name


@lru_cache(maxsize=1)
def countries() -> frozenset[str]:
    """The names of countries in English, and the short ones that news uses."""
    names = {str(name) for code, name in Locale("en").territories.items() if len(code) == 2}
    return frozenset(
        names
        | {
            "US",
            "U.S",
            "U.S.",
            "UK",
            "Britain",
            "England",
            "Scotland",
            "Wales",
            "America",
            "Burma",
            "Turkey",
            "Czech Republic",
            "Ivory Coast",
            "Palestine",
            "UAE",
            "DPRK",
            "ROK",
        }
    )


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
