"""Find a second sentence that no mark parts from the first, as under a picture: text in, the place where it begins out."""

from __future__ import annotations

import re

from timeline.tag import is_common, usual, words

# "kept them from their beds | False rumours of a wreck caused panic"
_CAPITAL = re.compile(
    r"(?<=[a-z]{3}) (?=(?P<word>[A-Z][a-z]{2,}) [a-z]|(?P<the>The|This|These|It|In|He|She|They|When|After|As) [A-Za-z])",
)


def second_sentence(text: str) -> int:
    """Where it begins; 0 where there is none."""
    for found in _CAPITAL.finditer(text):
        before = words(text[: found.start()])
        form = (found["word"] or found["the"]).lower()
        small = usual(form)
        ends = before[-1].tag in ("NN", "NNS", "RB", "PRP") or (small == "NNS" and before[-1].tag == "JJ")
        begins = small[:2] in ("NN", "JJ", "WR", "RB", "VB", "DT", "IN", "CD", "PR") and is_common(form)
        tells = any(word.finite for word in before) or found["the"]
        if not (ends and begins and tells) or len(before) < 4 or _is_inside(text, found.start()):
            continue
        if any(word.finite for word in words(text[found.end() :])):
            return found.end()
    return 0


def _is_inside(text: str, place: int) -> bool:
    """Whether a place stands in quotation marks or brackets."""
    before = text[:place]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1 or before.count("(") > before.count(")")
