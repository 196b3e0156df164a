"""Tell the parts of speech of an English text: text in, `Word`s with the Penn Treebank's tags out, finite verbs marked."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from msgspec.structs import replace

from timeline.noun import Noun
from timeline.wordlists import word_list

_WORD = re.compile(
    r"(?:US|C|A)?[$€£¥]?\d+(?:[.,:]\d+)*(?:-\d+(?:[.,]\d+)*)?(?:[-–]?[a-z]{1,3}\b|%|-[\w-]+)?"  # "$2.51", "55.88%", "18th", "7.0-magnitude"
    r"|(?:[A-Z]\.){2,}"
    r"|\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Gen|Gov|Sen|Rep|Lt|Col|Sgt|Capt|Prof|Inc|Co|Corp|Ltd|No|vs)\.(?=\s)"
    r"|[^\W\d_]+\w*(?:[-'’.&]\w+)*['’]?|\w+|--|[^\w\s]"
)
HAVE = word_list("forms of have")
BE = word_list("forms of be")
_DO = word_list("forms of do")
_MODAL = word_list("modals")
_PRONOUN = word_list("pronouns that act")
_WITH_VERB = re.compile(r"(?:he|she|it|they|we|i|you|who|that|there|what)['’](?:s|re|ve|ll|d|m)$", re.IGNORECASE)
_PAST_ONLY = word_list("past forms that are no participles")
_PARTICIPLE_ONLY = word_list("participles that are no past forms")
_IRREGULAR = word_list("past forms that do not end in -ed")
_NO_VERB = word_list("in -ed but no past form")
_DESCRIBING = word_list("describing participles")
_REPORTING = word_list("reporting")
_ALSO_PRESENT = word_list("past forms that are other words too")
_ACTS_ALONE = word_list("stands for a noun that acts")
_MANNER = word_list("between the parts of a verb")
_BREAKS = frozenset(';:,–—()“”"') | {"--"}


class Word(Noun, frozen=True):
    """A word or a mark of a text, with its offsets in it."""

    start: int
    end: int
    text: str
    tag: str
    lower: str  # without regard to capitals, with a plain apostrophe
    is_word: bool  # no mark
    finite: bool = False


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[Word, ...]:
    """The words and marks of a text with their parts of speech."""
    found = list(_WORD.finditer(text))
    if not found:
        return ()
    told = [_word(match, first=not at) for at, match in enumerate(found)]
    for at, word in enumerate(told):
        if (better := _tag(told, at)) != word.tag:
            told[at] = replace(word, tag=better)
    _decide_finite(told)
    return tuple(told)


def is_common(form: str) -> bool:
    """Whether a word in small letters is one that a dictionary has, no name: "officials"."""
    return form in _lexicon() and not _lexicon()[form].startswith("NNP")


def _word(match: re.Match[str], first: bool) -> Word:
    form = match[0]
    is_word = form[0].isalnum() or (len(form) > 1 and form != "--")
    return Word(match.start(), match.end(), form, usual(form, first), form.lower().replace("’", "'"), is_word)


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, str]:
    """The commonest tag of 94,000 words, from the file that TextBlob ships; its own tagger would load all of NLTK for as much."""
    package = find_spec("textblob")
    assert package is not None and package.submodule_search_locations
    lines = (Path(package.submodule_search_locations[0]) / "en" / "en-lexicon.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split(" ", 1) for line in lines if line[:1] not in ("", ";") and " " in line)


_ENDINGS = (
    ("ing", "VBG"),
    ("ed", "VBN"),
    ("ly", "RB"),
    ("able", "JJ"),
    ("ous", "JJ"),
    ("ful", "JJ"),
    ("ive", "JJ"),
    ("less", "JJ"),
    ("s", "NNS"),
)


def usual(form: str, first: bool = False) -> str:
    """What a word is most often, wherever it stands."""
    if known := _lexicon().get(form) or (_lexicon().get(form.lower()) if first else None):
        return known.split()[0]
    if form[0].isupper():
        return "NNP"
    return next((tag for ending, tag in _ENDINGS if form.endswith(ending) and len(form) > len(ending) + 2), "NN")


def _tag(told: list[Word], at: int) -> str:
    """What the neighbours say against the lexicon's tag."""
    word, before = told[at], told[at - 1] if at else None
    lower, tag = word.lower, word.tag
    after = told[at + 1] if at + 1 < len(told) else None
    if not word.is_word:
        return word.text
    if lower[0].isdigit() or lower[0] in "$€£¥":
        return "CD"
    if _WITH_VERB.match(lower):
        return "MD" if lower.endswith(("'ll", "'d")) else "VBZ"
    if lower in _MODAL and not (lower in ("may", "will", "might") and word.text[0].isupper() and at):
        return "NN" if before and before.tag in ("DT", "PRP$", "JJ") else "MD"
    if lower.endswith("n't"):
        return "VBD"
    if lower in ("'s", "’s"):
        return "POS"
    if word.text[0].isupper() and at and before and before.text not in ("“", '"', ":", "--", "–", "—", ".") and tag not in ("PRP", "PRP$"):
        return "NNP" if tag not in ("NNPS", "CD") else tag
    if lower in ("who", "whom", "which", "whose"):
        return "WP"
    if before and before.tag == "TO" and tag in ("VBP", "NN", "VBD", "VBZ") and lower in ("have", "do", "be", "help", "work", "end"):
        return "VB"
    if (
        before
        and (before.lower in _PRONOUN or (before.tag == "WP" and before.lower != "whose"))
        and tag in ("NN", "NNS", "VB")
        and lower not in ("else", "all")
    ):
        return {"NN": "VBP", "NNS": "VBZ", "VB": "VBP"}[tag] if lower in _verb_like() else tag
    if before and before.tag == "MD" and tag in ("NN", "JJ", "VBP", "VBD", "VBN") and lower not in BE | HAVE:
        return "VB"
    if before and before.lower in HAVE and lower in _ALSO_PRESENT and lower not in ("found", "left", "ground"):
        return "VBN"
    if tag in ("NN", "VB") and before and before.tag == "NNS" and after and after.tag == "TO":
        return "VBP"
    plural = any(other.tag == "NNS" for other in told[max(0, at - 4) : at])
    if tag == "NN" and plural and lower in _plural() and after and after.lower in ("out", "up", "down", "that"):
        return "VBP"  # "analysts, however, point out"
    if tag == "VB" and before and before.tag in ("NNS", "NNPS") and after:
        return "VBP"
    if tag.startswith("VB"):
        if (
            before
            and before.tag in ("DT", "PRP$", "POS")
            and lower not in BE | HAVE | _DO
            and before.lower not in ("that", "this", "all", "both")
        ):
            return tag if tag in ("VBG", "VBN") else "NN" if tag in ("VB", "VBP") else "NNS" if tag == "VBZ" else "VBN"
        if (
            before
            and before.tag in ("IN",)
            and tag in ("VBP", "VBZ", "VB")
            and lower not in BE | HAVE | _DO
            and before.lower not in ("that", "as", "if")
        ):
            return "NNS" if tag == "VBZ" else "NN"
        if before and before.tag == "JJ" and tag in ("VB", "VBZ", "VBP") and lower not in BE | HAVE | _DO:
            return "NNS" if tag == "VBZ" else "NN"
    if (
        tag == "NNS"
        and before
        and before.tag == "RB"
        and before.lower != "not"
        and after
        and after.tag in ("DT", "JJ", "PRP$", "NNS", "RB")
    ):
        return "VBZ"
    if tag == "NNS" and before and before.tag in ("NNP", "NN") and after and lower in _present():
        return "VBZ"
    if (
        tag in ("NN", "JJ")
        and before
        and (before.tag == "NNS" or before.lower in _PRONOUN)
        and after
        and lower in _plural()
        and after.tag in ("DT", "TO", "PRP$", "CD")
    ):
        return "VBP"
    if (
        (lower in _IRREGULAR or (lower.endswith("ed") and len(lower) > 4 and lower not in _NO_VERB))
        and tag in ("NN", "JJ", "VB", "VBP", "NNP")
        and lower == word.text
        and (lower not in _ALSO_PRESENT or _acts(before, after))
    ):
        return "JJ" if tag == "JJ" and before and before.tag in ("DT", "PRP$", "JJ", "IN", "RB") else "VBD"
    return tag


def _acts(before: Word | None, after: Word | None) -> bool:
    """Whether a word between two others can be what somebody does: "the dam let out", not "the set"."""
    return (
        before is not None
        and before.tag in ("NN", "NNS", "NNP", "PRP", ",")
        and after is not None
        and after.tag not in ("NN", "NNS", "CC", ",", ".")
    )


@lru_cache(maxsize=1)
def _present() -> frozenset[str]:
    return word_list("present forms of what somebody does")


def _verb_like() -> frozenset[str]:
    return _present() | _plural()


@lru_cache(maxsize=1)
def _plural() -> frozenset[str]:
    return frozenset(re.sub(r"ies$", "y", re.sub(r"(?<=sh|ch|ss)es$|(?<!s)s$(?<!ies)", "", form)) for form in _present())


def _decide_finite(told: list[Word]) -> None:
    """Mark the finite verbs; a form in -ed is one or a participle by what stands around it."""
    last = -1  # the latest finite verb since a mark or a connective
    waiting = 1  # clauses that have been opened and not yet been given their verb
    for at, word in enumerate(told):
        tag = word.tag
        if tag in ("WP", "WDT", "WRB") or (tag in ("IN", "DT") and word.lower in _OPENS_SURELY and at + 1 < len(told)):
            waiting += 1
        elif word.text in (";", ":", "--", "–", "—"):
            waiting = 1
        if (
            word.text in _BREAKS
            or tag in ("CC", "WP", "WRB", "WDT")
            or (tag == "IN" and word.lower in _OPENS and not (word.lower == "than" and told[min(at + 1, len(told) - 1)].tag == "CD"))
        ):
            last = -1
            continue
        if word.lower in _PRONOUN and tag == "PRP":
            last = -1
        if tag == "MD" or (word.lower in BE | HAVE | _DO and word.lower not in ("be", "been", "being", "having", "getting")):
            finite = tag == "MD" or _group_before(told, at) is None
        elif tag in ("VBZ", "VBP"):
            finite = not _group_before(told, at) and (at > 0 or tag == "VBZ")
        elif tag in ("VBD", "VBN"):
            finite = _is_past(told, at, last, waiting)
            told[at] = replace(word, tag="VBD" if finite else "VBN")
        else:
            finite = False
        if finite:
            told[at] = replace(told[at], finite=True)
            shares = at > 0 and told[at - 1].tag == "CC"  # "which began and was adjourned, resumed"
            last, waiting = at, max(0, waiting - (not shares))


_OPENS_SURELY = word_list("surely opens a clause")
_OPENS = word_list("opens a clause") | {"that"}


def _group_before(told: list[Word], at: int) -> Word | None:
    """The auxiliary or "to" that a form belongs to: "has recently been".. None for a form that stands by itself."""
    back = at - 1
    while back >= 0 and (told[back].tag == "RB" or told[back].lower in _MANNER):
        back -= 1
    if back >= 0 and (told[back].tag in ("MD", "TO") or told[back].lower in BE | HAVE | _DO):
        return told[back]
    # "has the council voted", "will now each serve"
    return None


def _is_past(told: list[Word], at: int, last: int, waiting: int) -> bool:
    lower = told[at].lower
    if _group_before(told, at):
        return False
    before = told[at - 1] if at else None
    after = told[at + 1] if at + 1 < len(told) else None
    if before is None:
        return False
    if lower in _PAST_ONLY:
        return True
    if lower in _PARTICIPLE_ONLY:
        return False
    noun_follows = after is not None and after.tag.startswith("NN")
    if before.tag in ("POS", "TO") or (before.tag in ("DT", "PRP$") and before.lower not in _ACTS_ALONE):
        return False
    if before.tag in ("JJ", "JJS", "JJR", "CD") and before.lower not in _ACTS_ALONE and (noun_follows or after is None):
        return False  # "two named men", but "the 40 voted", "the military stepped up"
    if before.tag in ("IN", "VBG") and before.lower not in ("that",):
        return False
    if before.text == ",":
        return waiting > 0 and _closes_an_aside(told, at)
    if before.tag == "CC":
        return _goes_on(told, at)
    if before.lower in _PRONOUN or before.tag in ("WP", "WDT", "PRP"):
        return True
    if _follows_one_noun_held(told, at):
        return False
    if last >= 0 and waiting and at > last + 1 and not (after and after.lower in ("by", "to")):
        return not _finite_ahead(told, at)  # "rain that began on Wednesday swept away the bridge"
    if last >= 0 and told[last].lower not in _REPORTING:
        return False
    if _is_in_an_aside(told, at) or (last < 0 and not waiting and _hangs(told, at)):
        return False  # "..., including an increase in the number of troops deployed in Europe"
    if lower in _DESCRIBING and (after is None or after.tag in ("IN", "TO", ",") or after.lower in ("by", "last", "yesterday")):
        return not _finite_ahead(told, at) and not (
            after and after.tag in ("IN",) and lower in _DESCRIBING and at >= 1 and _has_finite(told, at)
        )
    return not _finite_ahead(told, at)


def _has_finite(told: list[Word], at: int) -> bool:
    return any(word.finite for word in told[:at])


def _finite_ahead(told: list[Word], at: int) -> bool:
    """Whether, before any mark or connective, a verb follows that is surely finite: "a survey released on Tuesday showed"."""
    if told[at].lower in _REPORTING:
        return False
    seen_noun = False
    for offset, word in enumerate(told[at + 1 :], at + 1):
        if word.text in _BREAKS or word.tag in ("CC", "WP", "WRB", "WDT") or (word.lower in _OPENS and word.tag == "IN"):
            return False
        if word.tag == "PRP" and word.lower in _PRONOUN:
            return False
        if word.tag.startswith("NN") or word.tag == "CD":
            seen_noun = True
        if _group_before(told, offset):
            continue
        sure = word.tag in ("MD", "VBZ") or word.lower in _PAST_ONLY or word.lower in ("was", "were", "had", "has", "is", "are", "have")
        if sure or (word.tag == "VBD" and seen_noun and word.lower not in _DESCRIBING):
            return seen_noun
    return False


def _closes_an_aside(told: list[Word], at: int) -> bool:
    """Whether the comma before a form closes what opened behind the subject: "Halm, the mayor, opened"."""
    if not any(told[back].text == "," for back in range(at - 1)):
        return told[at].lower in _REPORTING
    return not (at + 1 < len(told) and told[at + 1].lower == "by")


def _follows_one_noun_held(told: list[Word], at: int) -> bool:
    """Whether all before a form is a noun that a preposition or a participle holds: "In an interview published on Friday, ..."."""
    start = max((back for back in range(at) if told[back].text in _BREAKS), default=-1) + 1
    tags = [word.tag for word in told[start:at]]
    if tags and tags[0] == "VBG" and any(word.text == "," for word in told[at:]):
        return True  # "Using a law once enacted against pirates, ..."
    held = len(tags) >= 3 and tags[0] == "IN" and tags[1] in ("DT", "PRP$") and tags[-1] in ("NN", "NNS")
    return held and all(tag == "JJ" for tag in tags[2:-1])


def _is_in_an_aside(told: list[Word], at: int) -> bool:
    """Whether two commas stand around a form and the verb of the sentence behind them: "the base, a camp for men sent away, was shut"."""
    closing = next((ahead for ahead in range(at + 1, len(told) - 1) if told[ahead].text == ","), -1)
    opened = any(word.text == "," for word in told[:at])
    behind = told[closing + 1] if closing > 0 else None
    return opened and behind is not None and (behind.tag == "MD" or behind.lower in BE | HAVE) and not any(w.finite for w in told[:at])


def _hangs(told: list[Word], at: int) -> bool:
    """Whether the words since the last mark hang on what stands before it."""
    start = max((back for back in range(at) if told[back].text in _BREAKS), default=-1) + 1
    return told[start].tag in ("VBG", "VBN", "IN", "TO", "RB")


def _goes_on(told: list[Word], at: int) -> bool:
    """Whether a form behind "and" is a second verb ("sank and burned") rather than a second participle ("injured and killed")."""
    for back in range(at - 2, -1, -1):
        word = told[back]
        if word.finite:
            group = [other.lower for other in told[back : at - 1] if other.tag in ("VBN", "VBD") and not other.finite]
            # "was closed and opened": either; "has met and told": participles
            return not (word.lower in BE | HAVE and group and told[at - 2].tag == "VBN")
        if word.tag == "VBN" and back == at - 2:
            return False
    return False
