"""The English words that tell whether a clause speaks of what is to come or of what is over, as two patterns."""

from __future__ import annotations

from timeline.expressions.language import by_letter

_AUXILIARIES = by_letter(r"will won['’]t shall would could should might can must is\sto are\sto was\sto were\sto ought\sto")
# "May" with a capital is a month.
_MODAL = rf"(?:{_AUXILIARIES}|['’]ll|(?-i:may))"

_PLANS = by_letter(
    r"""
    be scheduled set\s(?:to|for) due planned planning supposed\sto expect(?:s|ed|ing)? intend(?:s|ed)? aims?
    hopes? hoping upcoming going\sto about\sto looks?\sto likely expires? begins starts opens resumes arrives leaves
    ends closes concludes reopens
    agreed\sto decided\sto pledged\sto vowed\sto
    takes\s(?:place|effect|over) payable effective deadline proposed promised\sto threatened\sto of\srecord record\sdate
    matur(?:es?|ing) extended\sto seeks\sto ready\sto prepar(?:es|ing)\sto as\s(?:soon|early)\sas ahead\sof
    """
)
# "Postponed until Tuesday" and "has given them until Tuesday" set a day to come, "it was not until Tuesday" tells one that is over.
# They speak for the day right behind them only: "postponed the vote on Tuesday until Friday".
_RIGHT_BEFORE = r"(?:\s[a-z]+){0,3}\s*\Z"
_PUT_OFF = rf"(?:extended|postponed|delayed|adjourned|deferred|suspended)(?=\b[^.]{{0,40}}\b(?:until|till|to){_RIGHT_BEFORE})"
_UNTIL = rf"(?<=\w\s)(?<!not\s)(?<!n't\s)(?<!up\s)until(?={_RIGHT_BEFORE})"
# "They plan to", but "approved the plan on Tuesday".
_PLAN = (
    "".join(rf"(?<!\b{word}\s)" for word in ("the", "a", "its", "his", "her", "their", "this", "that", "new")) + r"plans?\s(?:to|on|for)"
)

# "Will be announced" is one verb, so that "announced" is not taken for a past one.
TO_COME = rf"(?:{_MODAL}|to)\s(?:[a-z]+\s)?(?:have\s)?be(?:\s[a-z]+)?|{_MODAL}|{_PLANS}|{_PLAN}|{_PUT_OFF}|{_UNTIL}"

_PAST = by_letter(
    r"""
    had\s(?:[a-z]+ly\s)?been\s[a-z]+(?:\sto\s[a-z]+)? previously\s(?:planned|scheduled) originally\s(?:planned|scheduled)
    had\s(?:planned|scheduled) saying adding telling was were had did has have said says ago since began begun held met took made came
    went left fell rose told won lost found gave got sent broke brought built bought caught chose drew drove fought flew grew heard kept
    knew led paid ran sat saw sold shot spent spoke stood struck swept thought threw wrote hit set put became done seen died sought felt
    meant lay laid beat bore burst cast clung dealt dug drank ate fed fled flung forbade forgot froze hung hid hurt lent lit overcame
    overthrew quit rang rode sank sang shook slid slept spun split sprang stole stuck swore swam swung taught tore wept withdrew woke
    undertook understood upheld
    """
)
_NOT_PAST = r"(?!indeed\b|need|proceed|succeed|exceed|speed|feed|seed|bleed|breed|agreed\sto|united\b|limited\b|armed\b)"

# "Had to be moved" and "forced the town to be cleared" are over.
_MADE_TO = r"(?:had|(?:forced|caused|allowed|enabled)\s[^.,;:]{1,60}?)\sto\s(?:be\s)?[a-z]+"
OVER = rf"{_MADE_TO}|(?:would|could|should|(?-i:may)|might|must)\shave|{_PAST}\b|{_NOT_PAST}[a-z]{{2,}}ed"
