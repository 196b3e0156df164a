"""English: its books, and the words that join, bound and divide dates."""

from __future__ import annotations

from timeline.expressions.absolute import absolute
from timeline.expressions.language import Language
from timeline.expressions.nothing import nothing
from timeline.expressions.ranges import ranges
from timeline.expressions.relative import relative
from timeline.expressions.vocabulary import CLOCK

# What makes a clause speak of the time to come, participles such as "scheduled" among them.
_TO_COME = (
    r"(?:will|won['’]t|['’]ll|shall|would|could|should|(?-i:may)|might|can|must|(?:is|are|was|were)\sto|to|ought\sto)\s(?:[a-z]+\s)?"
    r"(?:have\s)?be(?:\s[a-z]+)?|will|won['’]t|['’]ll|shall|would|could|should|(?-i:may)|might|can|must|(?:is|are|was|were)\sto|be|scheduled|"
    r"set\s(?:to|for)|due|plans|plan\s(?:to|on|for)|planned|planning|supposed\sto|expects?|expected|expecting|intends?|intended|aims?|hopes?|hoping|upcoming|going\sto|about\sto|looks?\sto|likely|"
    r"expires?|begins|starts|opens|arrives|leaves|takes\s(?:place|effect|over)|payable|effective|deadline|proposed|promised\sto|threatened\sto|of\srecord|"
    r"record\sdate|matures?|maturing|extended\sto|seeks\sto|ready\sto|prepar(?:es|ing)\sto|as\s(?:soon|early)\sas|ahead\sof|"
    r"(?<=\w\s)(?<!not\s)(?<!n't\s)(?<!up\s)until|(?:extended|postponed|delayed|adjourned|deferred|suspended)(?=\b[^.]{0,40}\b(?:until|till|to)\b)"
)
_OVER = (
    r"(?:would|could|should|(?-i:may)|might|must)\shave|had\s(?:[a-z]+ly\s)?been\s[a-z]+(?:\sto\s[a-z]+)?|(?:previously|originally|had)\s(?:planned|scheduled)|"
    r"saying|adding|telling|was|were|had|did|has|have|said|says|ago|since|began|begun|held|met|took|made|came|went|left|fell|rose|told|won|"
    r"lost|found|gave|got|sent|broke|brought|built|bought|caught|chose|drew|drove|fought|flew|grew|heard|kept|knew|led|paid|ran|sat|saw|sold|shot|spent|spoke|"
    r"stood|struck|swept|thought|threw|wrote|hit|set|put|became|done|seen|died|"
    r"sought|felt|meant|lay|laid|beat|bore|burst|cast|clung|dealt|dug|drank|ate|fed|fled|flung|forbade|forgot|froze|hung|hid|hurt|lent|lit|overcame|"
    r"overthrew|quit|rang|rode|sank|sang|shook|slid|slept|spun|split|sprang|stole|stuck|swore|swam|swung|taught|tore|wept|withdrew|woke|undertook|"
    r"understood|upheld|"
    r"(?!indeed\b|need|proceed|succeed|exceed|speed|feed|seed|bleed|breed|agreed\sto|united\b|limited\b|armed\b)[a-z]{2,}ed"
)

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
    verbs=rf"\b(?:(?P<future>{_TO_COME})|(?P<past>{_OVER}))\b",
)
