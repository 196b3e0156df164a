"""Take the times out of a sentence so that it stays a sentence: `Word`s and times in, the places of the words to leave out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from timeline.model import Span
from timeline.parse import Kind, Parsed
from timeline.tag import BE, Word
from timeline.wordlists import word_list

_HOLDS_ANY = word_list("holds any time")
_HOLDS_A_DATE = _HOLDS_ANY | {"on", "in", "at", "to", "and", "–", "-"}
_BESIDE = word_list("stands beside a time")
_BEHIND = word_list("parts of a day")
_TAKES_NONE = re.compile(
    r"(?:last|this|next|yesterday|today|tomorrow|tonight|earlier|later|overnight|that|every|\w+ \w+ ago\b)", re.IGNORECASE
)
_WEEKDAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day")
_CLOCK = re.compile(
    r"\b(?:at|from|by|around|about|until)\s(?:about\s)?(?:\d{3,4}|\d{1,2}(?:[:.]\d\d)?)\s?"
    r"(?:a\.m\.|p\.m\.|[ap]m|GMT|BST|local time|[CE][SD]?T)\b"
    r"(?:\s\(\d[^()]{2,20}\))?"
)
# Read on another day, they mislead.
_DEICTIC = re.compile(
    r"\b(?:today|yesterday|tomorrow|tonight|(?:last|this|next) (?:week|month|year|weekend|night|morning|evening))\b(?![’']s)",
    re.IGNORECASE,
)
_ONLY_TELLS_WHEN = word_list("participles that only lead to a time")
_PARTICLES = ("in", "out", "up", "down", "off", "over", "on")
_NEEDS_ONE = ("before", "after", "than", "due")


def left_out(parsed: Parsed, times: Sequence[Span]) -> set[int]:
    """The places of the words that tell when, and of what holds them."""
    out: set[int] = set()
    words = parsed.words
    spans = [*times, *(Span(found.start(), found.end()) for found in [*_CLOCK.finditer(parsed.text), *_deictic(parsed.text)])]
    for span in sorted(spans, key=lambda span: span.start):
        inside = [at for at, word in enumerate(words) if word.start < span.end and word.end > span.start]
        if inside and inside[0] not in out:
            out |= _of_one(parsed, span, inside[0], inside[-1] + 1, out)
    return out | _loose_marks(words, out)


def _deictic(text: str) -> list[re.Match[str]]:
    """What tells when only to those who read on the day, outside of what is quoted."""
    return [found for found in _DEICTIC.finditer(text) if text[: found.start()].count('"') % 2 == 0 and "“" not in text[: found.start()]]


def _of_one(parsed: Parsed, span: Span, start: int, end: int, out: set[int]) -> set[int]:
    """What goes with one time; nothing where a hole would be left."""
    sentence, words = parsed.text, parsed.words
    while end - start > 1 and words[end - 1].lower in ("after", "before") and end < len(words) and words[end].is_word:
        end -= 1  # "a year after | the appointment of Akerson"
    if words[end - 1].end > span.end:  # "Tuesday's earthquake"
        return set(range(start, end)) if start == 0 and words[end - 1].lower.endswith(("'s", "s'")) else set()
    if end < len(words) and words[end].lower in ("'s", "’s"):
        return set(range(end + 1)) if start == 0 else set()
    if words[start].lower in ("in", "on", "at") and end - start > 1 and start and words[start - 1].tag.startswith("VB"):
        rest = sentence[words[start + 1].start : span.end]
        if _TAKES_NONE.match(rest):  # "was sworn in last year": the verb's own
            start, span = start + 1, Span(words[start + 1].start, span.end)
    told = sentence[span.start : span.end]
    quotes = sentence[: span.start]
    if quotes[:1] not in '"“' and (quotes.count('"') % 2 or quotes.count("“") > quotes.count("”")):
        return set()  # what is quoted stays as it was said
    after = words[end] if end < len(words) else None
    if after is not None and after.finite and all(at in out for at in range(start)):
        return set()  # "1998 was a bad year", "Tuesday saw ..."
    is_noun = after is not None and after.tag in ("NN", "NNS") and after.lower not in _BEHIND
    if is_noun and start and words[start - 1].tag == "DT" and _WEEKDAY.fullmatch(told):
        return set(range(start, end))  # "at the | Monday | meeting"
    while end < len(words) and words[end].lower in _BEHIND:
        end += 1
    if end + 1 < len(words) and words[end].lower in ("or", "and") and words[end + 1].lower in ("so", "two", "three"):
        end += 2  # "in the next year or two"
    said = start
    start = _with_what_holds_it(words, start, told, out)
    is_held = start < said or told.split(" ")[0].lower() in _HOLDS_A_DATE
    place = next((at for at in range(start - 1, -1, -1) if at not in out), -1)
    before = words[place] if place >= 0 else None
    after = words[end] if end < len(words) else None
    if _is_attribute(words, start, after, told):
        return set()
    if before is None or any(clause.first == start and clause.opener < start for clause in parsed.clauses):
        return set(range(start, end))
    if before.tag == "CC" and place - 1 not in out and before.lower != "but":
        return set()  # "between seven months and two years"
    if before.lower == "of" or before.lower in _NEEDS_ONE:
        if before.lower == "of" and _TAKES_NONE.match(told):  # "the events of today"
            return set(range(start - 1, end))
        if before.lower != "due":
            return set()
    at = place
    if before.lower in _ONLY_TELLS_WHEN and not before.finite and (after is None or after.lower not in ("by", "in", "at", "with")):
        while at > 0 and words[at - 1].tag in ("RB",):
            at -= 1
        if at > 1 and words[at - 1].lower not in BE and not words[at - 1].finite:
            return set(range(at, end))
        return set()
    if before.tag == "VBN" and not before.finite and _restricts(words, place) and _closes(after):
        return set()  # "the man arrested on Monday": which man
    linked = before.lower in BE or (before.tag == "RB" and words[place - 1].lower in BE)
    if linked and (after is None or not (after.tag[:2] in ("NN", "JJ", "DT", "VB", "TO", "CD", "RB", "PR") or after.lower == "a")):
        return set()  # "the first storm was in September"
    if before.tag in ("IN", "TO") and not ((is_held or _TAKES_NONE.match(told)) and before.lower in _PARTICLES):
        return set()
    within = [clause for clause in parsed.clauses if clause.opener <= start < clause.end]
    inner = max(within, key=lambda clause: clause.opener, default=None)
    if inner and inner.kind is Kind.RELATIVE and inner.is_restriction and before.finite and _closes(after):
        return set()  # "rain that began on Wednesday"
    return set(range(start, end))


def _with_what_holds_it(words: Sequence[Word], start: int, told: str, out: set[int]) -> int:
    """Where the words that hold a time begin: "late on", "in the evening of"."""
    holds = _HOLDS_ANY if _TAKES_NONE.match(told) else _HOLDS_A_DATE
    at = start
    if at > 2 and words[at - 1].lower == "of" and words[at - 2].lower in (*_BEHIND, "end", "beginning", "start", "week", "month", "day"):
        at -= 2
        while at > 0 and words[at - 1].lower in ("the", "early", "late", "very"):
            at -= 1
        if at > 0 and words[at - 1].lower in _HOLDS_A_DATE:
            at -= 1
        return at
    while at > 0 and (words[at - 1].lower in _BESIDE or words[at - 1].lower in ("the", "a", "an")):
        at -= 1
        if words[at].lower in ("the", "a", "an") and words[at - 1].lower not in holds:
            break
    if (at > 0 and words[at - 1].lower in holds and words[at - 1].lower not in ("and", "of", "to", "-", "–")) or (
        at > 1 and words[at - 1].lower in ("and", "to", "-", "–") and at - 2 in out
    ):
        at -= 1
    while at > 0 and words[at - 1].lower in _BESIDE:
        at -= 1
    if at > 0 and words[at - 1].lower == "as" and words[at].lower in ("early", "late"):
        at -= 1
    return at


def _is_attribute(words: Sequence[Word], start: int, after: Word | None, told: str) -> bool:
    """Whether a time stands before its noun: "the 2004 tsunami", "its third-quarter profit", "2017 acquisitions"."""
    if (
        after is not None
        and after.tag in ("NN", "NNS", "JJ", "NNP")
        and re.match(r"(?:in|since|for|during|after|before|until) (?:the|a|an) (?!end|start)", told)
    ):
        return True
    if after is None or not after.tag.startswith(("NN", "JJ", "VBG")) or _TAKES_NONE.match(told) or re.match(r"(?:on|in|at|since) ", told):
        return start > 0 and words[start - 1].tag in ("PRP$", "POS") and after is not None and after.is_word
    before = words[start - 1] if start else None
    if before is None or before.tag in ("DT", "PRP$", "POS", "JJ") or before.text.endswith(("'s", "’s", "s'", "s’")):
        return not re.match(r"[A-Z][a-z]+day", told) or before is not None
    return re.fullmatch(r"\d{4}(?:[/–-]\d+)?|.*-(?:quarter|year)", told) is not None or before.tag in (
        "IN",
        "VBD",
        "VBN",
        "VB",
        "VBZ",
        "TO",
    )


def _restricts(words: Sequence[Word], at: int) -> bool:
    return at > 0 and (words[at - 1].tag.startswith("NN") or words[at - 1].text == ",")


def _closes(after: Word | None) -> bool:
    return after is None or not after.is_word or after.finite or after.tag in ("CC", "MD")


def _loose_marks(words: Sequence[Word], out: set[int]) -> set[int]:
    """The commas that stood around what is left out, and brackets that are empty now."""
    loose = set()
    for at in sorted(out):
        before, after = at - 1, at + 1
        if before in out or before < 0:
            continue
        while after in out:
            after += 1
        pair = (words[before].text, words[after].text if after < len(words) else "")
        if words[before].tag == "CC" and before - 1 in out:
            loose.add(before)  # "later this year or early in 2011"
        if words[before].tag == "CC" and pair[1] == ",":
            loose.add(after)  # "but, in May, the harbour was closed"
        if pair in ((",", ","), ("(", ")")):
            loose |= {before, after}
        elif pair[0] == "," and pair[1] in (".", ""):
            loose.add(before)
    return loose
