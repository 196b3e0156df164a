"""Find the sentences near the beginning of a story that tell its news: an `Article` in, its lead and further news out."""

from __future__ import annotations

import re

from timeline.content import content_words
from timeline.grammar import finite_verbs, is_caption, past_verb, timeless, tokens
from timeline.model import Article, Sentence
from timeline.titles import LONGEST, stands_alone

LEADS = 3  # the lead is looked for among so many first sentences
OTHER_NEWS = 8  # and news beside it, which has no time of its own, among so many


def lead_of(article: Article) -> Sentence | None:
    """The sentence that tells the article's own news: of the first ones, that which says most of the headline."""
    first = [s for s in article.story[:LEADS] if _tells(article.text[s.start : s.end])]
    # A comment opens in the timeless present; its news, if any, comes after, or stands in its headline.
    going_on = first[:1] if first and _GOING_ON.search(article.text[first[0].start : first[0].end]) else []
    news = [s for s in first if s in going_on or not timeless(article.text[s.start : s.end])]
    first = news or (first if article.title or article.language not in ("", "en") else [])
    if not first:
        return None
    headline = content_words(article.title)
    # "The year before, it had lost 3 million": a sentence that looks back does not tell the news, whatever it shares with it.
    looks_back = [s is not first[0] and _LOOKS_BACK.search(article.text[s.start : s.end]) is not None for s in first]
    shared = [
        0 if back else len(headline & content_words(article.text[s.start : s.end])) for s, back in zip(first, looks_back, strict=True)
    ]
    # The first sentence is the lead unless another plainly tells the headline better, or only another stands by itself.
    if max(shared) >= shared[0] + 2:
        return first[shared.index(max(shared))]
    return next((s for s in first if stands_alone(article.text[s.start : s.end])), first[0])


# "The army is sending 200 men": what is going on is news, what only is, is none.
_GOING_ON = re.compile(r"\b(?:is|are)\s+(?:\w+ly\s+|now\s+|still\s+|also\s+)?(?!\w*thing\b)\w{3,}ing\b")
_LOOKS_BACK = re.compile(r"\bhad(?:n[’']t| not)? (?:\w+ly )?\w+(?:ed|en|[dt])\b")


def _tells(text: str) -> bool:
    words = tokens(text)
    closed = text.rstrip()[-1:] in ".!…:;\"”»’')" and not text.rstrip('"”’ ').endswith("?")
    return closed and len(words) >= 6 and next(finite_verbs(words), None) is not None and not is_caption(text)


def other_news(article: Article, lead: Sentence) -> list[Sentence]:
    """The sentences near the beginning that tell news beside the article's: "Meanwhile, ...", and what another in its headline does."""
    found = []
    told = article.text[lead.start : lead.end]
    others = {name for pair in _TWO_ACTORS.findall(article.title) for name in pair if name not in told}
    for sentence in article.story[:OTHER_NEWS]:
        text = article.text[sentence.start : sentence.end]
        if sentence is lead or not _tells(text) or timeless(text) or not past_verb(text):
            continue
        words = tokens(text)
        subject = text[: words[next(finite_verbs(words))].start]
        acting = {name for name in others if re.search(rf"\b{re.escape(name)}\b", subject)}
        if acting or (_MEANWHILE.search(text) and stands_alone(text)):
            found.append(sentence)
        others -= acting
    return found


_MEANWHILE = re.compile(
    r"^(?:Meanwhile|Separately|In a separate \w+|In (?:an)?other (?:news|developments?))\b|^[^,.;]{3,80} (?:has|have) meanwhile\b"
)
_TWO_ACTORS = re.compile(r"\b([A-Z][\w’'.&-]+) and ([A-Z][\w’'.&-]+)\b")


def tells_the_news(headline: str, lead: str) -> bool:
    """Whether a headline is one clause that tells what the lead tells; an editor's own words are then the better title."""
    words = content_words(headline)
    one_clause = re.search(r"[.!?:;|]\s|\s[-–—]\s|[?…]$|[“\"][^”\"]*$", headline) is None
    long_enough = len(headline.split()) >= 4 and len(headline) <= LONGEST
    return one_clause and long_enough and stands_alone(headline) and len(words & content_words(lead)) >= max(2, 0.5 * len(words))
