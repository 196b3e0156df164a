"""The little English grammar that telling events needs: which words are finite verbs, which report, which speak of plans or doubts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from timeline.noun import Noun
from timeline.wordlists import word_list

AUXILIARIES = word_list("auxiliaries")
REPORTING = word_list("reporting")
_IRREGULAR = word_list("past forms that do not end in -ed")
_PRESENT = word_list("present forms of what somebody does")
# "dockers plan", beside "the docker plans"
_PLURAL = frozenset(re.sub(r"ies$", "y", re.sub(r"(?<=sh|ch|ss)es$|(?<!s)s$(?<!ies)", "", form)) for form in _PRESENT)
_NO_VERB = word_list("in -ed but no past form")
_DESCRIBING = word_list("describing participles")
_BEFORE_NOUN = word_list("before a noun")
_BEHIND_PARTICIPLE = frozenset(("", "by", "in", "on", "to", "at", "as", "for", "with", "from", "between", "of", ","))

FUTURE = re.compile(
    r"\b(?:will|shall|'ll|to be|(?:is|are) due|due to|set to|plans? to|planning to|planned|scheduled|expected (?:to|in|on|by)|"
    r"(?:is|are) expected|intends? to|going to|upcoming|forthcoming|would be held|prepar(?:es|ing) to|slated)\b",
    re.IGNORECASE,
)
ALLEGED = re.compile(
    r"\b(?:allegedly|reportedly|alleged to|purportedly|is accused of|are accused of|was accused of|were accused of|suspected of)\b",
    re.IGNORECASE,
)
# What stands behind these is said of somebody, or said not to be.
ACCUSED = re.compile(r"\b(?:accus(?:e|es|ed|ing)|suspect(?:s|ed)?)\b.{2,80}\bof\b", re.IGNORECASE)
DENIED = re.compile(r"\bden(?:y|ies|ied|ying)\b\s+(?:that|having|\w+ing)\b", re.IGNORECASE)
CANCELLED = re.compile(r"\b(?:cancel(?:s|led|ed)|call(?:s|ed) off|postpone[sd]|scrap(?:s|ped))\b", re.IGNORECASE)
COMPARED = re.compile(
    r"\b(?:as \w+ as|compared (?:with|to)|than(?: (?:it|they|he|she|there) (?:was|were|did|had(?: been)?))?|"
    r"(?:up|down) from(?:[^,;.]{0,40} in)?|versus|vs\.?|"
    r"same (?:period|time|month|quarter|day|week)(?: of| in)?|"
    r"(?:\w+est|worst|best|first|second|third|(?:four|fif|six|seven|eigh|nin|ten|\d+)th|most|least|record|level|low|high|seen|recorded|"
    r"documented|time|only|consecutive|streak)\b(?!, )[^.;]{0,60}"
    r"\bsince(?: at least)?(?: the| records?\b[^.,;]{0,30}| the \w+ (?:of|after|before)\b[^.,;]{0,25})?)\W*$",
    re.IGNORECASE,
)

_TOKEN = re.compile(r"[^\W_]+(?:[-'’.&][^\W_]+)*['’]?|[^\w\s]")


class Token(Noun, frozen=True):
    """A word or a mark, with its offsets in the text it was taken from."""

    start: int
    end: int
    text: str

    @property
    def lower(self) -> str:
        """The word without regard to capitals, with a plain apostrophe."""
        return self.text.lower().replace("’", "'")


def tokens(text: str) -> list[Token]:
    """The words and marks of a text."""
    return [Token(match.start(), match.end(), match[0]) for match in _TOKEN.finditer(text)]


def finite_verbs(words: list[Token]) -> Iterator[int]:
    """The places of the finite verbs, as far as forms and neighbours tell them."""
    for at, word in enumerate(words):
        lower = word.lower
        before = words[at - 1].lower if at else ""
        if lower in AUXILIARIES or lower.endswith(("n't", "'ll", "'ve")):
            yield at
        elif before in AUXILIARIES or (before.endswith("ly") and at > 1 and words[at - 2].lower in AUXILIARIES):
            continue  # the main verb of an auxiliary that was counted
        elif word.text[0].isupper() and at and before not in ("”", '"', "“"):
            continue  # a name
        elif before in _BEFORE_NOUN:
            continue
        elif (
            (lower in _PRESENT and at)
            or (lower in _PLURAL and before.endswith("s") and len(before) > 3)
            or (at and _is_past(lower) and not _describes(words, at))
        ):
            yield at


def _is_past(lower: str) -> bool:
    return lower in _IRREGULAR or (lower.endswith("ed") and len(lower) > 3 and lower not in _NO_VERB)


def _describes(words: list[Token], at: int) -> bool:
    """Whether a form in -ed describes the noun before it: "companies based in Cyprus", "the painting, purchased by the museum"."""
    after = words[at + 1].lower if at + 1 < len(words) else ""
    if at and words[at - 1].lower == ",":
        return after == "by"
    return words[at].lower in _DESCRIBING and after in _BEHIND_PARTICIPLE


def has_finite_verb(text: str) -> bool:
    """Whether a text says that somebody does something."""
    return next(finite_verbs(tokens(text)), None) is not None


def timeless(text: str) -> bool:
    """Whether a text only says how things are: "Russia is a large country, and its neighbours are small"."""
    words = tokens(text)
    verbs = {words[at].lower for at in finite_verbs(words)}
    return bool(verbs) and verbs <= {"is", "are"}


def past_verb(text: str) -> bool:
    """Whether a text tells something that happened."""
    words = tokens(text)
    past = ("was", "were", "had", "did", "has", "have")
    return any(words[at].lower not in AUXILIARIES or (words[at].lower in past and not _must(words, at)) for at in finite_verbs(words))


def _must(words: list[Token], at: int) -> bool:
    """Whether "has" or "have" says what must be done: "the price we have to pay"."""
    return words[at].lower in ("has", "have") and at + 1 < len(words) and words[at + 1].lower == "to"


def is_caption(text: str) -> bool:
    """Whether a text only says what a picture shows: "In this 3 May photo, dockers ...", "The mayor waves to dockers, Norby, May 3, 2024."

    What a picture shows is told in the present, and behind it stand a place and the full day, without "on".
    """
    head = _SUBORDINATE.split(text)[0]
    dated = _PLACE_AND_DAY.search(text) is not None and not past_verb(head) and not FUTURE.search(text) and not _TIMETABLE.search(text)
    return dated or _PICTURE.search(text) is not None


_KIND = r"(?:photo(?:graph)?|image|picture|frame grab|video still)"
_PICTURE = re.compile(
    rf"\b[Ii]n (?:this|an?) (?:[\w.,]+ ){{0,5}}?{_KIND}(?:,| (?:taken|provided|released|made|supplied)\b)"
    rf"|\b(?:is|are) (?:seen|shown|pictured) in (?:this|an?) (?:[\w.,]+ ){{0,5}}?{_KIND}\b"
    rf"|^(?:This|An?|The) (?:[\w.,]+ ){{0,5}}?{_KIND} (?:(?:taken|provided|released|made|supplied)\b.{{0,60}} )?shows\b"
)
_PLACE_AND_DAY = re.compile(
    r"(?:[,\])]|\b[A-Z][\w.’'-]+) (?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?"
    r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]{2,8},? \d{4})\.?$"
)
_SUBORDINATE = re.compile(r"[,(]|\b(?:after|as|during|following|for|from|that|when|where|which|while|who)\b")
# "The new pier opens in Norby, Saturday, May 4, 2024."
_TIMETABLE = re.compile(r"\b(?:begins?|starts?|opens?|closes?|ends?|runs?|expires?|takes? (?:place|effect)|leaves?|returns?|is|are)\b")
