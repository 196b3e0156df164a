"""Find the runs of capitalised words in a text, which are its names or hold them: text in, `Run`s out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from timeline.content import STOPWORDS
from timeline.noun import Noun
from timeline.wordlists import word_list

_FILE = "names.txt"
COMPANIES = word_list("companies", _FILE)
ORGANISATIONS = word_list("organisations", _FILE) | COMPANIES
PLACES = word_list("places", _FILE)
NO_NAME = word_list("capitalised but no name", _FILE) | word_list("time zones", _FILE)
# "New York", "First Solar", "Will Smith": words without meaning of their own that begin names.
_ENDS = NO_NAME | STOPWORDS - frozenset(
    ("new", "first", "last", "will", "us", "s", "t", "most", "down", "under", "over", "out", "off", "up")
)
_PARTICLES = word_list("particles", _FILE)
_FOR = word_list("bodies for something", _FILE)
_HONORIFICS = "St|Mt|Ft|Jr|Sr|Gen|Gov|Sen|Rep|Reps|Sens|Lt|Col|Sgt|Capt|Prof|Mr|Mrs|Ms|Dr|Rev|Maj|Adm|Cmdr"
_TOKEN = re.compile(
    rf"(?:[^\W\d_a-z]\.){{2,}}|\b(?:{_HONORIFICS})\.(?=\s)|\b[^\W\d_a-z]\.(?=\s)|\d+(?:st|nd|rd|th)\b|[^\W_]+(?:[-&.’'][^\W_]+)*(?:[’'](?!\w))?|\S"
)
_OWNS = re.compile(r"[’']s?$")
# What stands behind a hyphen in "BP-owned" or "Houston-based" makes it a describing word; "Ki-moon" is a name.
_DESCRIBES = re.compile(
    r"-(?:\w*(?:ed|led|like|wide|era|ing|style)|born|run|made|held|bound|long|old|free|day|year|backed|area|linked|turned|[a-z]{1,2})$"
)


_PREFIXED = re.compile(r"(?:Anti|Pro|Non|Pan|Post|Pre|Mid|Ex|Inter|Trans|Sub|Self|Multi|Co|All|Vice)-", re.IGNORECASE)
_NEVER_FIRST = re.compile(r"^\d|-[a-zß-ÿ][a-zß-ÿ’']*$")  # "20th", "President-elect"
_DAMAGED = re.compile(r"[^\s\w.,;:!?'’\"“”)(\[\]…–—/&*|-]|\?\w")  # what stands behind a name whose last letters were lost
_SPELLED_AS_WORDS = ("US", "WHO")


class Word(Noun, frozen=True):
    """A word of a name, without the "’s" of an owner, with its offsets in the text."""

    start: int
    end: int
    text: str

    @property
    def lower(self) -> str:
        """The word as the lists have it."""
        return self.text.lower().rstrip(".").replace("’", "'")

    @property
    def is_short_form(self) -> bool:
        """Whether it is made of capitals: "WHO", "G20", "U.N."."""
        return bool(_SHORT_FORM.fullmatch(self.text)) and not _ROMAN.fullmatch(self.text)


_SHORT_FORM = re.compile(r"(?:[A-ZА-ЯІЇЄ]\.){2,4}(?:[A-Z])?|[A-ZА-ЯІЇЄ][A-ZА-ЯІЇЄ&\d]{1,5}|[A-Z]{2,4}s")
_ROMAN = re.compile(r"[IVX]{2,}")


class Run(Noun, frozen=True):
    """Capitalised words that stand together."""

    words: tuple[Word, ...]
    opens: bool = False  # whether it begins a sentence, so that its first capital tells nothing

    @property
    def text(self) -> str:
        """The words with single spaces between."""
        return " ".join(word.text for word in self.words)


def runs(text: str) -> list[Run]:
    """The runs of a text in order, cut where one name ends and another begins: "Norby’s Haldane glass works"."""
    tokens = list(_TOKEN.finditer(text))
    found: list[Run] = []
    at = 0
    while at < len(tokens):
        if not _begins(tokens[at][0]) or _NEVER_FIRST.search(tokens[at][0]) or _shouts(tokens, at):
            at += 1
            continue
        words, behind = _run(text, tokens, at)
        if words:
            found.append(Run(tuple(words), _opens(text, words[0].start)))
        at = max(behind, at + 1)
    return found


def _run(text: str, tokens: Sequence[re.Match[str]], at: int) -> tuple[list[Word], int]:
    """The words of the run that begins with a token, and the place of the token behind it."""
    words: list[Word] = []
    while at < len(tokens):
        token = tokens[at]
        if words and not _touches(text, words[-1], token.start()):
            break
        if _begins(token[0]) or (words and _is_may(tokens, at)):
            if _DAMAGED.match(text, token.end()):
                return [], at + 1
            owner = _OWNS.search(token[0])
            name = token[0][: owner.start()] if owner and len(token[0]) > 2 else token[0]
            words.append(Word(token.start(), token.start() + len(name), name))
            at += 1
            if owner:
                break
        elif words and (link := _link(words, tokens, at)):
            words.extend(Word(one.start(), one.end(), one[0]) for one in tokens[at : at + link])
            at += link
        else:
            break
    return words, at


def _begins(token: str) -> bool:
    """Whether a token can be a word of a name."""
    if token[0].isdigit():
        return token[-2:] in ("st", "nd", "rd", "th") or bool(_SHORT_FORM.fullmatch(token))
    if not token[0].isupper() or _DESCRIBES.search(token) or _PREFIXED.match(token):
        return False
    lower = _OWNS.sub("", token.lower().rstrip(".")).replace("’", "'")
    return token in _SPELLED_AS_WORDS or (lower not in _ENDS and not (len(token) == 1 and token in "AI"))


def _shouts(tokens: Sequence[re.Match[str]], at: int) -> bool:
    """Whether a word in capitals stands among others: it is then no short form but a headline's or a caption's."""
    if not (len(tokens[at][0]) > 1 and tokens[at][0].isupper()):
        return False
    near = [token[0] for token in (*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2])]
    return any(len(word) > 2 and word.isupper() and word.isalpha() for word in near)


def _is_may(tokens: Sequence[re.Match[str]], at: int) -> bool:
    """Whether "May" is a surname, not the month: no day or year stands behind it."""
    return tokens[at][0] == "May" and not (at + 1 < len(tokens) and tokens[at + 1][0][0].isdigit())


def _touches(text: str, last: Word, start: int) -> bool:
    """Whether only a space, or the end of a line that goes on, stands between two words."""
    return re.fullmatch(r"[ \t\u00a0]|[ \t]*\r?\n[ \t]*", text[last.end : start]) is not None


def _link(words: Sequence[Word], tokens: Sequence[re.Match[str]], at: int) -> int:
    """How many small words from here on belong to the name: "Bank of England", "Charles de Gaulle"; 0 where it ends."""
    link = tokens[at][0]
    behind = at + 1
    the = behind < len(tokens) and tokens[behind][0] in ("the", "la", "los", "las", "der")
    behind += the
    if behind >= len(tokens) or not _begins(tokens[behind][0]):
        return 0
    last = words[-1].lower
    if link in _PARTICLES and not (the and link in ("al", "el")):
        return behind - at
    if link == "of" and (last in ORGANISATIONS or last in PLACES):
        return behind - at
    if link in ("for", "on") and last in _FOR:
        return behind - at
    if link in ("and", "&"):
        inside = words[0].lower in ORGANISATIONS and any(word.text in ("of", "for", "on") for word in words)
        return behind - at if not the and (link == "&" or inside or _closes_as_body(words, tokens, behind)) else 0
    return 0


def _closes_as_body(words: Sequence[Word], tokens: Sequence[re.Match[str]], at: int) -> bool:
    """Whether "and" stands inside a body's name: "the Energy and Commerce Committee"."""
    if len(words) > 2 or words[-1].is_short_form or words[-1].lower in ORGANISATIONS:
        return False
    last = at
    while last < len(tokens) and last < at + 3 and _begins(tokens[last][0]):
        if tokens[last][0].lower() in ORGANISATIONS:
            return last > at
        last += 1
    return False


def _opens(text: str, start: int) -> bool:
    """Whether what stands here begins a sentence, a quotation or a title."""
    before = text[max(0, start - 8) : start].rstrip(" \t")
    return not before or before[-1] in '.!?:;•|“"‘(–—\n' or before.endswith((".”", '."', "?”", "--"))


def is_headline(text: str) -> bool:
    """Whether a text has its words capitalised as titles have: then capitals tell no name."""
    if text.rstrip('"”’ )')[-1:] == ".":
        return False
    words = [word for word in re.findall(r"[^\W\d_][\w’'-]*", text)[1:] if len(word) > 3]
    return len(words) >= 4 and sum(word[0].isupper() for word in words) > 0.7 * len(words)


def short_forms(text: str) -> Iterator[tuple[str, str]]:
    """Each short form that a text sets in brackets behind what it is short for: ("WFP", "World Food Programme")."""
    for found in re.finditer(r"\(([A-Z][A-Za-z]{1,6})\)", text):
        letters = found[1]
        words = re.findall(r"[^\W\d_][\w’'-]*", text[max(0, found.start() - 90) : found.start()])
        for count in range(min(len(words), len(letters) + 3), 1, -1):
            told = words[-count:]
            if told[0][0].isupper() and _initials(told, letters):
                yield letters, " ".join(told)
                break


def _initials(words: Sequence[str], letters: str) -> bool:
    """Whether letters are the first ones of words, which may leave out the small ones and take two of one word."""
    spelled = "".join(word[0] for word in words if word[0].isupper()).upper()
    every = "".join(word[0] for word in words).upper()
    return letters.upper() in (spelled, every)
