"""English: its books, and the words that join, bound and divide dates."""

from __future__ import annotations

from timeline.expressions.absolute import absolute
from timeline.expressions.english_verbs import OVER, TO_COME
from timeline.expressions.language import Language
from timeline.expressions.nothing import nothing
from timeline.expressions.ranges import ranges
from timeline.expressions.relative import relative
from timeline.expressions.vocabulary import CLOCK

ENGLISH = Language(
    books=(absolute, relative, ranges, nothing),
    of=r",?\s(?:of\s|in\s|on\s)?(?:the\s)?|,\s?",
    possessive=r"['’]s?\s",
    through=r"\s?[-–—]\s?|\s(?:to|through|thru|until|till)\s(?:the\s|about\s)?",
    between=r"\bbetween\s(?:the\s)?$",
    both=r",?\s(?:and|or|and/or)\s(?:in\s)?|,\s",
    parts=(
        r"(?:(?P<early>\b(?:early|the\searly\spart\sof|the\s(?:beginning|start|onset)\sof|beginning\sof|(?:the\s)?first\s(?:days|weeks|months)\sof)"
        r"(?:\s(?:in|on))?(?:\sthe)?)|(?P<mid>\b(?:mid|middle|the\smiddle\sof|halfway\sthrough))(?:\sthe)?"
        r"|(?P<late>\b(?:late|latter|the\s(?:end|close)\sof|end\sof|the\s(?:last|final)\s(?:days|weeks|months)\sof)(?:\s(?:in|on))?(?:\sthe)?)|\b(?:earlier|later(?:\son)?)(?:\s(?:in|on))?)[\s-]$"
    ),
    bounds=(
        r"\b(?:(?P<since>since|ever\ssince)|(?P<until>until|till|up\sto|through)|(?P<by>by|no\slater\sthan|not\slater\sthan|before\sthe\send\sof)"
        r"|(?P<before>before|prior\sto|ahead\sof)|(?P<after>after|following)|(?P<from>from|as\sof|starting|beginning|effective)"
        r"|(?P<around>around|about|circa|ca\.|c\.|approximately|roughly))(?:\s(?:in|on|from))?(?:\sthe)?\s$"
    ),
    before_day=rf"(?:\b(?:{CLOCK}),?\s(?:on\s)?|\b(?:the\s)?(?:early\s|late\s)?(?:morning|afternoon|evening|night|dawn|eve)(?:\shours)?\s(?:of|on)\s(?:the\s)?)$",
    after_day=rf"(?:\s(?:early\s|late\s|mid-?)?(?:morning|afternoon|evening|night|dawn|noon|midday|midnight)s?\b|,?\s(?:at\s)?{CLOCK})",
    owning=r"['’]s\s",
    beside=r"\s(?:the\s)?",
    clause=r"[,;:]|--|—|\b(?:that|which|who|when|while|because|although|though|but|and|after)\b",
    verbs=rf"\b(?:(?P<future>{TO_COME})|(?P<past>{OVER}))\b",
)
