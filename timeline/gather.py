"""Put together what one article tells of one occurrence: a `Report` in, the article's reports with it or its passage among them out."""

from __future__ import annotations

import re
from itertools import pairwise

from msgspec.structs import replace

from timeline.clauses import subject_words
from timeline.content import content_words
from timeline.grammar import REPORTING, finite_verbs, tokens
from timeline.model import Article, Passage, Report, Sentence
from timeline.noun import Noun
from timeline.wordlists import word_list

ALIKE = 0.68  # so much of the shorter telling's words must stand in the other for the two to be one occurrence
RETOLD = 0.5  # and so much of a telling in the article's headline and first sentence for it to tell the article's news again

# "The secretary general said" beside news of a general: an office is nobody's name.
_OFFICES = content_words(" ".join(word_list("offices", "names.txt")))
_SAYS = "|".join(sorted(REPORTING))
_SAID = re.compile(rf"\b(?:{_SAYS})\b", re.IGNORECASE)
# What is told beside the news: "Also on Friday, ...", "she also said".
_SEPARATE = re.compile(r"^(?:separately|meanwhile|later|in another|another|elsewhere|in a separate)\b|\balso\b", re.IGNORECASE)
_OWNED = re.compile(r"^[’']s?\s+[a-z]")


class Telling(Noun, frozen=True):
    """A report with the sentence that makes it; `thing` is what that only goes back to, if so: "quake" in "since Tuesday's quake"."""

    report: Report
    sentence: Sentence
    thing: str = ""


def add(reports: list[Report], on_day: list[int], telling: Telling, article: Article) -> None:
    """Put a report with those before it, or its passage with the one of its day that tells the same occurrence."""
    told = telling.report
    for at in on_day if told.when or told.partial else ():
        other = reports[at]
        again = _retells(told, article, telling.sentence) if other.is_main else _alike(told, other)
        if again or (telling.thing and _names(other, telling.thing)):
            reports[at] = replace(other, passages=(*other.passages, *told.passages))
            return
    on_day.append(len(reports))
    reports.append(told)


def _names(told: Report, thing: str) -> bool:
    """Whether a telling names a thing, in full or in short: "quake" for "earthquake"."""
    words = content_words(f"{told.title} {told.passages[0].quote}")
    return any(word.endswith(noun) or noun.endswith(word) for noun in content_words(thing) for word in words if len(word) > 3)


def _retells(told: Report, article: Article, sentence: Sentence) -> bool:
    """Whether a sentence about the day of the article's news tells that news again: "Friday's announcements", "he said on Friday"."""
    text = article.text[sentence.start : sentence.end]
    if _SEPARATE.search(text):
        return False
    span = told.passages[0].date_words
    if span and _OWNED.match(article.text[span[0].end : span[0].end + 5]):
        return True
    news = content_words(f"{article.text[article.story[0].start : article.story[0].end]} {article.title}")
    words = content_words(told.title)
    if len(news & words) >= RETOLD * max(1, len(words)):
        return True
    return bool(span) and _is_said_at(text, span[0].start - sentence.start, span[0].end - sentence.start) and _comments(text, news)


def _is_said_at(text: str, start: int, end: int) -> bool:
    """Whether a time is that of the saying, not of what is said: "On Friday he said", "he told reporters on Friday that"."""
    words = tokens(text)
    verbs = list(finite_verbs(words))
    if not verbs:
        return False
    before = [at for at in verbs if words[at].end <= start]
    verb = words[before[-1] if before else verbs[0]]
    if _SAID.fullmatch(verb.text) is None:
        return False
    between = text[verb.end : start] if verb.end <= start else text[end : verb.start]
    return re.search(r"\bthat\b|[:“\"]", between) is None


def _comments(text: str, news: frozenset[str]) -> bool:
    """Whether what is said goes with the news: its own actors say it, or somebody unnamed, or it is mostly quoted."""
    quoted = sum(len(found) for found in re.findall(r"“[^”]*|\"[^\"]*", text))
    who = subject_words(text) - _OFFICES
    return not who or bool(who & news) or quoted >= len(text) / 3


def _alike(one: Report, other: Report) -> bool:
    """Whether two tellings of one day share their words."""
    a, b = content_words(one.title), content_words(other.title)
    return bool(a and b) and len(a & b) >= ALIKE * min(len(a), len(b))


def go_on(article: Article, sentence: Sentence, reports: list[Report]) -> None:
    """Put a quotation right behind what somebody said with it: “We cooperated with allies”, he told reporters."""
    before = next((two for one, two in pairwise(reversed(article.story)) if one is sentence), None)
    if before is None or article.text[sentence.start] not in '“"':
        return
    behind = re.split(r"[”\"]", article.text[sentence.start + 1 : sentence.end])[-1]
    said = _SAID.search(article.text[before.start : before.end]) or article.text[before.start] in '“"'
    if not said or not re.fullmatch(r"\W*(?:(?:he|she|they|it)\b.*)?", behind):
        return  # somebody else speaks
    quotation = Passage(sentence.start, sentence.end, article.text[sentence.start : sentence.end])
    for at, told in enumerate(reports):
        if told.passages[-1].end == before.end:
            reports[at] = replace(told, passages=(*told.passages, quotation))
            return
