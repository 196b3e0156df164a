"""The little English grammar that telling events needs: which words are finite verbs, which report, which speak of plans or doubts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

AUXILIARIES = frozenset(
    "is are was were be been being am has have had having will would shall should can could may might must do does did won't "
    "isn't aren't wasn't weren't hasn't haven't hadn't wouldn't couldn't can't cannot don't doesn't didn't".split()
)
# Past forms that do not end in -ed.
_IRREGULAR = frozenset(
    "ate became began beat bent bet bid blew bled bore bought bound broke brought built burnt came caught chose clung cost crept cut dealt did drew "
    "drank drove dug fell felt fed fled flew flung forbade forgot forgave fought found froze gave got grew ground had heard held hid hit hung hurt kept knelt "
    "knew laid lay led left lent let lit lost made meant met paid pled put quit ran rang read rode rose said sang sank sat saw sent set shed shook shone "
    "shot showed shrank shut slept slid sold sought spent split spoke spread sprang stole stood struck stuck stung strode strove swam swept swore swung "
    "taught thought threw told took tore understood underwent upheld went withdrew withheld withstood woke won wore wound wrote overthrew overtook".split()
)
# Forms of the present tense that news uses for what somebody does.
_PRESENT = frozenset(
    "says tells warns announces plans denies accuses calls claims urges wants vows pledges imposes launches agrees approves bans signs kills strikes wins "
    "loses visits meets arrives leaves opens closes begins starts ends faces seeks expects hopes intends come comes remains continues includes makes takes "
    "gives sends sells buys backs rejects accepts reports shows finds holds votes joins orders demands threatens confirms offers raises cuts falls rises "
    "becomes gets goes moves names appoints resigns dies reaches hits marks follows cites adds insists believes describes condemns".split()
)
# Words in -ed that are no past tense.
_NO_VERB = frozenset(
    "hundred united red bed need ted ned led speed indeed exceed proceed succeed feed seed weed deed breed greed shed sacred naked wicked rugged beloved so-called "
    "unprecedented unnamed armed alleged".split()
)
# Participles that describe the noun before them far more often than they say what it did.
_DESCRIBING = frozenset(
    "based called named known aimed related linked involved used needed located designed compared owned entitled dubbed headed titled backed "
    "associated concerned required based born dated sized titled held made led given taken seen written shown built set driven caused".split()
)
_BEFORE_NOUN = frozenset(
    "the a an its his her their our your my this that these those of in on at by with from for to as than newly recently".split()
)

REPORTING = frozenset(
    "said say says told tell tells added adds noted notes stated states reported reports reporting explained explains claimed claims stressed stresses "
    "wrote writes commented comments recalled recalls emphasized emphasised remarked insisted insists according".split()
)
FUTURE = re.compile(
    r"\b(?:will|shall|'ll|to be|is due|are due|due to|is set to|are set to|set to|plans? to|planning to|planned|scheduled|expected (?:to|in|on|by)|is expected|are expected|"
    r"intends? to|going to|upcoming|forthcoming|would be held|prepar(?:es|ing) to|slated)\b",
    re.IGNORECASE,
)
ALLEGED = re.compile(
    r"\b(?:allegedly|reportedly|alleged to|purportedly|is accused of|are accused of|was accused of|were accused of|suspected of)\b",
    re.IGNORECASE,
)
CANCELLED = re.compile(r"\b(?:cancel(?:s|led|ed)|call(?:s|ed) off|postpone[sd]|scrap(?:s|ped))\b", re.IGNORECASE)
COMPARED = re.compile(
    r"\b(?:as \w+ as|compared (?:with|to)|than|up from|down from|same (?:period|time|month|quarter|day|week)(?: of| in)?|versus|vs\.?|"
    r"(?:\w+est|worst|best|first|most|least|record|level|low|high|seen|recorded|documented|time|only|consecutive|streak)\b[^.;]{0,60}\bsince(?: the)?)\W*$",
    re.IGNORECASE,
)

_TOKEN = re.compile(r"[^\W_]+(?:[-'’.&][^\W_]+)*['’]?|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Token:
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
        elif lower in _PRESENT and before not in _BEFORE_NOUN and at:
            yield at
        elif (lower in _IRREGULAR or (lower.endswith("ed") and len(lower) > 3 and lower not in _NO_VERB)) and before not in _BEFORE_NOUN:
            describes = lower in _DESCRIBING and (
                at + 1 == len(words)
                or words[at + 1].lower in ("by", "in", "on", "to", "at", "as", "for", "with", "from", "between", "of", ",")
            )
            if not describes and before != ",":
                yield at
            elif before == "," and at and not (at + 1 < len(words) and words[at + 1].lower == "by"):
                yield at


def has_finite_verb(text: str) -> bool:
    """Whether a text says that somebody does something."""
    return next(finite_verbs(tokens(text)), None) is not None


def past_verb(text: str) -> bool:
    """Whether a text tells something that happened."""
    words = tokens(text)
    return any(
        words[at].lower not in AUXILIARIES or words[at].lower in ("was", "were", "had", "did", "has", "have") for at in finite_verbs(words)
    )
