"""Make a headline of a sentence: the clause that a time belongs to, in the article's own words, at most 100 characters.

A title is made by taking away only: the time, what stands before the clause, who reports it, what hangs behind it.
The one thing put in is the subject of a clause that shares it with the clause before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from timeline.clauses import strip_leading, without_times
from timeline.grammar import AUXILIARIES, REPORTING, finite_verbs, has_finite_verb, tokens
from timeline.model import Span
from timeline.wordlists import one_of, word_list

LONGEST = 100
SHORTEST = 20

_SAY = "|".join(sorted(REPORTING - {"according", "reporting"}))
# ..., Patel said. / ..., according to a ministry statement. / ..., Yonhap reported.
_ATTRIBUTION_BEHIND = re.compile(
    rf"(?:,[\"”’']?|[\"”])\s+(?:(?:the |a |an )?[\w.’' -]{{2,70}}\s(?:{_SAY})\b[^,]*|(?:{_SAY})\s[^,]{{2,70}}|according to [^,]*)"
    r"(?:,\s*(?:citing|adding|noting|saying)\b.*)?[.\s\"”]*$",
    re.IGNORECASE,
)
# The minister said at a press conference that ... / He added: ...
_ATTRIBUTION_BEFORE = re.compile(
    rf"^(?P<who>[^,;:\"“]{{2,80}}?)\s(?P<verb>{_SAY})\b(?P<aside>[^,;:\"“]{{0,60}}?)\s*(?P<that>\bthat\b|:)\s+", re.IGNORECASE
)
# After these a sentence can end: the rest hangs on what stands before. Stronger cuts come first.
_CUTS = (
    re.compile(r"\s*[;–—]\s|\s-\s|:\s"),
    re.compile(rf",\s+(?=(?:{one_of('goes on behind a comma')})\b)", re.IGNORECASE),
    re.compile(rf",?\s+(?=(?:{one_of('goes on without a comma')})\b)", re.IGNORECASE),
    re.compile(r",?\s+(?=as\s+(?:the|a|an|his|her|its|their|[A-Z])[^,.]{3,80}$)"),
    re.compile(r",?\s+(?=as\s+[a-z]+s\s+[a-z]+ed\s)"),
    re.compile(r",\s+(?=and\b|or\b)", re.IGNORECASE),
    re.compile(r"\s+(?=and\s+[a-z]+(?:ed|s)\b)"),
    re.compile(r",\s+"),
    re.compile(rf"\s+(?=(?:{one_of('prepositions to cut at')})\s)"),
    re.compile(r"(?<!\bto \w\w\w\w)(?<!\bto \w\w\w)\s+(?=[a-z]{3,}ing\s(?:the|an?|its|his|her|their|[A-Z\d$]))"),
    re.compile(r"\s+(?=that\s)"),
    re.compile(r"\s+(?=to\s)"),
)
_PRONOUN = re.compile(rf"^(?:{one_of('points back')})\b", re.IGNORECASE)
_DANGLING = re.compile(rf"\s+(?:{one_of('dangles')})$", re.IGNORECASE)


def title(sentence: str, times: Sequence[Span], focus: Span | None = None) -> str:
    """A headline for what a sentence tells at `focus`, one of its `times` (offsets in it); for the whole sentence without one."""
    text = without_times(sentence, times, focus)
    said = _ATTRIBUTION_BEFORE.match(sentence)
    # Where the time stands in what is reported, the news is what was said, not that it was.
    reported = said is not None and focus is not None and focus.start >= said.end()
    if not re.search(r"[^\W\d_]{3,}.*[^\W\d_]{3,}", text):  # one of a row of times: "in 1931, in 2023 and last month"
        text = without_times(sentence, times, None)
    made = _first_telling(text, reported)
    # Where the cut took away the clause that the time stands in, that clause is what happened then.
    if focus and len(text) > LONGEST and (start := _other_clause(sentence, focus, made)):
        inside = [Span(span.start - start, span.end - start) for span in times if span.start >= start]
        own = _first_telling(without_times(sentence[start:], inside, Span(focus.start - start, focus.end - start)), False)
        if own and _tells(own) and not own.endswith("…") and stands_alone(own):
            made = own
    return _with_speaker(sentence, made)


# “We have seen a rise,” Sturgeon told parliament. / ..., said Nicola Sturgeon.
_NAME = r"[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,3}"
_SPEAKER = re.compile(rf"[\"”],?\s+(?:(?P<one>{_NAME})(?:, [^,]{{3,80}},)? (?:{_SAY})\b|(?:{_SAY}) (?P<other>{_NAME})\b)")


def _with_speaker(sentence: str, made: str) -> str:
    """A title that says "we" or "I", with the name of who does: "Sturgeon: We have seen a rise"."""
    found = _SPEAKER.search(sentence)
    if not found or not re.match(r"(?:We|I|Our|My)\b", made) or made.endswith("…") or sentence[:1] not in '"“':
        return made
    told = f"{found['one'] or found['other']}: {made}"
    named = not _PRONOUN.match(told) and " said" not in made
    return told if named and len(told) <= LONGEST else made


def _first_telling(text: str, reported: bool) -> str:
    best, text = "", strip_leading(text)
    for candidate in map(_tidy, _candidates(text, reported)):
        if SHORTEST <= len(candidate) <= LONGEST and _tells(candidate) and not _PRONOUN.match(candidate):
            return candidate
        if SHORTEST <= len(candidate) <= LONGEST and not best and _tells(candidate):
            best = candidate
    return best or _cut(_tidy(text))


# With a subject of its own behind it, not the second half of "companies and the state" or of "sank and burned".
_CONNECTIVE = re.compile(
    r"(?:;\s|\s(?:--|[–—])\s|,\s(?:and|as)\s|,?\s(?:but|while|although|though)\s|\s(?:after|before|when|because)\s)"
    r"(?=(?:the|an?|some|many|two|three|four|five|[A-Z\d]\w*)\s)(?!I\s)"
)


def _other_clause(sentence: str, focus: Span, made: str) -> int:
    """Where the clause that holds the time begins, if it has a verb and a title ends before it; else 0."""
    end = sentence.find(" ".join(made.rstrip("…").split()[-3:]))
    if end < 0 or end > focus.start:
        return 0
    for found in reversed(list(_CONNECTIVE.finditer(sentence, end, focus.start))):
        if has_finite_verb("they" + sentence[found.end() - 1 : focus.start]):
            return found.end() if _is_open(sentence, found.start()) else 0
    return 0


def _tells(text: str) -> bool:
    """Whether a text has a finite verb of its own, or says what somebody is to do: "Halm to meet Maas"."""
    if hung := _HUNG.match(text):  # "Since the outbreak began, the governments of": the verb is that of the clause in front
        text = text[hung.end() :]
    words = tokens(text)
    verbs = list(finite_verbs(words))
    if verbs and (behind := _RELATIVE_BEFORE.search(text[: words[verbs[0]].start])):
        # "the crew member, who flew out": the verb is the relative clause's
        verbs = [at for at in verbs[1:] if not re.fullmatch(r"\W*and \w*\W*", text[words[verbs[0]].end : words[at].start])]
        return bool(verbs) and behind.start() > 0
    return bool(verbs) or _IS_TO_DO.match(text) is not None


_HUNG = re.compile(r"(?:Since|After|When|While|As|Although|Though|If|Once|Before|Until|Because|Whereas|Unless)\s[^,]+,\s")
_RELATIVE_BEFORE = re.compile(r",? (?:who|which|that|whom|whose \w+|where)(?: \w+ly)? $")
_IS_TO_DO = re.compile(r"(?!(?:The|An?|Even|\w+ing) )(?:[\w’'&.-]+ ){1,6}to (?!(?:the|an?|its|his|her|their)\b)[a-z]+ \S")


def stands_alone(text: str) -> bool:
    """Whether a title names who acts: it opens with no pronoun and no "the company"."""
    return not _PRONOUN.match(text)


def _candidates(text: str, reported: bool) -> Iterator[str]:
    """Ever shorter tellings of a clause, the fullest first."""
    text = re.sub(r"(?<=\w) also(?= [a-z])|, (?:however|meanwhile|therefore|though|too),", "", strip_leading(text))
    bare = _ATTRIBUTION_BEHIND.sub("", text)
    if bare[:1] in '“"' and bare != text:  # what is quoted, its closing mark gone with who said it
        bare = bare[1:]
    if has_finite_verb(bare) and len(bare) >= SHORTEST and bare.count("“") == bare.count("”") and bare.count('"') % 2 == 0:
        text = bare
    for told in dict.fromkeys((text, _OPENING.sub("", text))):
        yield from _tellings(told, reported)


# "At a press conference, ...": where and how, set before the clause.
_OPENING = re.compile(
    r"^(?:(?:At|In|On|During|Under|With|For|By|As|Amid|Despite|After|[A-Z][a-z]+ing|[A-Z][a-z]+ed (?:by|with|in|at|from))\s[^,]{3,90}"
    r"|Speaking),[\"”]?\s+"
)


def _tellings(text: str, reported: bool) -> Iterator[str]:
    said = _ATTRIBUTION_BEFORE.match(text)
    if said and reported:
        yield from _shorter(strip_leading(text[said.end() :]))
    yield from _shorter(text)
    if said:
        yield from _shorter(f"{said['who']} {said['verb']} {text[said.end() :]}")
        yield from _shorter(strip_leading(text[said.end() :]))


# "Norby's Deputy Mayor Ida Halm": the name alone will do.
_OFFICE = re.compile(
    r"\b(?:[Tt]he )?(?:[A-Z][\w’'.-]* |of |and |for ){0,8}(?:President|Minister|Secretary|[Ss]pokes\w+|Chancellor|Ambassador|Governor|"
    r"Mayor|Senator|General|Director|Chairman|Chief|leader|adviser|Representative|Commissioner|Premier|Chairwoman|Judge|Attorney|"
    r"analyst|official) (?=[A-Z][\w’-]+ [A-Z])"
)


def _shorter(text: str) -> Iterator[str]:
    yield text
    plain = _without_apposition(re.sub(r"\s*\([^()]*\)", "", text))
    yield plain
    yield shorten(plain)
    brief = _OFFICE.sub("", plain)
    if brief != plain:
        yield brief
        yield shorten(brief)


def _without_apposition(text: str) -> str:
    """ "Halm, the top spokeswoman, said" told as "Halm said"; so are examples and what stands between two dashes."""
    for found in _APPOSITION.finditer(text):
        rest = tokens("they" + re.sub(r"^ (?:also|then|[a-z]+ly)(?= )", "", text[found.end() : found.end() + 40]))
        if next(finite_verbs(rest), None) == 1:
            return text[: found.start()] + text[found.end() :]
    return text


_APPOSITION = re.compile(
    r"(?<=\w)(?:, (?:a|an|the|who|whose|which|one of) [^,]{3,80},|, including [^,]{3,80}(?:, [^,]{2,40}){0,3},"
    r"|, [a-z][\w-]+ (?:[a-z-]+ ){0,3}(?:of|at|for|from|with|in|the) [^,]{3,80},| (?:--|[–—]) [^–—]{3,120}? (?:--|[–—]))(?= )"
)


def shorten(text: str) -> str:
    """A text cut behind a complete clause, so that it fits, never inside a quotation; empty where there is no such place."""
    if len(text) <= LONGEST:
        return text
    for pattern in _CUTS:
        places = [m.start() for m in pattern.finditer(text) if SHORTEST <= m.start() <= LONGEST and _is_open(text, m.start())]
        for place in reversed(places):
            if _is_complete(text[:place]):
                return text[:place]
    return ""


def _cut(text: str) -> str:
    """As many whole words as fit: the last resort."""
    if len(text) <= LONGEST:
        return text
    head = text[: LONGEST - 1].rsplit(" ", 1)[0]
    while _DANGLING.search(head):
        head = head.rsplit(" ", 1)[0]
    return head + "…"


_NEEDS_NO_OBJECT = word_list("needs no object")
_TO_DO = re.compile(r"\w to (?!(?:the|a|an|its|his|her|their|this|that)\b)[a-z]+ \w")


def _is_complete(head: str) -> bool:
    """Whether a cut clause still has its verb and something behind it, and what is said to be said a verb of its own."""
    words = tokens(head)
    verbs = list(finite_verbs(words))
    if _DANGLING.search(head):
        return False
    if not verbs:
        return _tells(head)
    # "wrote him to ask": what is asked needs no verb of its own.
    reports = words[verbs[0]].lower in REPORTING and not _TO_DO.search(head)
    if verbs[-1] == len(words) - 1 and words[-1].lower in _NEEDS_NO_OBJECT:
        return len(verbs) >= 2 or len(words) >= 4
    if reports or " that " in head:
        return len(verbs) >= 2 and len(words) - verbs[-1] >= 2
    passive = words[verbs[0]].lower in AUXILIARIES and words[-1].lower.endswith(("ed", "en", "ne", "wn"))
    return len(words) - verbs[0] >= (2 if passive else 3)


def _is_open(text: str, place: int) -> bool:
    """Whether a place stands outside quotation marks and brackets."""
    before = text[:place]
    return before.count("“") <= before.count("”") and before.count('"') % 2 == 0 and before.count("(") <= before.count(")")


def _tidy(text: str) -> str:
    """Loose marks and spaces off both ends, a capital in front."""
    text = re.sub(r"\s*\(\W*\)", "", text)  # the time alone stood in the brackets
    text = re.sub(r"\s+([,.;:!?])", r"\1", text)
    text = re.sub(r",\s*,", ",", text)
    text = text.strip(" ,;:.–—-\t")
    for opening, closing in (("“", "”"), ("(", ")"), ("«", "»")):
        if text.count(opening) != text.count(closing):
            text = text.replace(opening, "").replace(closing, "")
    if text.count('"') % 2:
        text = text.replace('"', "")
    text = plain(text).strip(" ,;:.–—-\t")
    return text[:1].upper() + text[1:]


def plain(text: str) -> str:
    """A line of Markdown without its marks: "# Ferry *sinks*", "[a ferry](https://example.org)"."""
    text = re.sub(r"!?\[([^\[\]]*)\]\([^()\s]*\)", r"\1", text)
    text = re.sub(r"^\s*(?:#{1,6}|>)\s+", "", text)
    return re.sub(r"(?<!\w)([*_]{1,3})(?=\S)([^*_]+?)\1(?!\w)", r"\2", text)
