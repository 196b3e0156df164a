"""The nouns that pass from stage to stage; all are frozen, and every stage returns the next thing."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from msgspec import field

from timeline.noun import Noun
from timeline.when import Partial, When


class Problem(Noun, frozen=True):
    """Something that needs the editor: what is wrong and where, and what to do about it, ready to paste."""

    file: str
    line: int | None
    what: str
    fix: str = ""
    is_error: bool = True  # False: a question that only the editor can answer; it never fails a build


class Signed(Noun, frozen=True):
    """The editor's reason for a correction, and who signed it."""

    why: str = ""
    by: str = ""

    def __str__(self) -> str:
        return f"{self.why} ({self.by})" if self.by else self.why

    @property
    def by_editor(self) -> str:
        """ "by the editor (J. Doe): the minutes say so"."""
        return f"by the editor{f' ({self.by})' if self.by else ''}: {self.why}"


class Span(Noun, frozen=True):
    """A run of characters in an article's text, by code points; `end` is the first one that is outside."""

    start: int
    end: int

    def overlap(self, other: Span) -> int:
        """How many characters the two share."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))


class Sentence(Span, frozen=True):
    """A sentence of the story, in the paragraph that it stands in (the first is 0; the headline is -1)."""

    paragraph: int


class Article(Noun, frozen=True):
    """One file of the collection."""

    file: str  # its path below the articles' folder, with forward slashes
    text: str  # what follows the front matter, verbatim; for a page of HTML, the text extracted from it
    title: str = ""
    outlet: str = ""
    url: str = ""
    archived: str = ""  # the address of an archived copy
    language: str = ""  # two-letter code (ISO 639-1); the stage clean finds it where nobody states it
    author: str = ""
    stated: When | None = None  # a date stated outside the text: by the editor, the front matter or the page's metadata
    stated_by: str = ""  # who states it, in words for the page: "its front matter", "the page's metadata"
    story: tuple[Sentence, ...] = ()  # the sentences that are the story, in order of the text; the headline is not among them
    headline: Span | None = None  # where the title stands in the text, if it does
    dateline: Span | None = None  # "NORBY, May 3. /NNA/.", set before the story's first words
    found: tuple[tuple[str, str], ...] = ()  # what was read from the page itself (outlet, author, ...), and from which words
    first_line: int | None = 1  # the line of the file that the text begins on; None where it has none, as in a page of HTML
    is_one_line: bool = False  # whether all of it lies on that line, as in a collection
    hidden: str = ""  # why the editor took it out, if so: the article then makes no events
    hidden_by: str = ""  # who signed that
    outside: bool = False  # of an outlet or in a language that the site does not show: its page stays, no list has it
    by_hand: bool = False  # the editor wrote it, for an event that no article tells; its address does not hold these words

    @property
    def is_listed(self) -> bool:
        """Whether lists of articles have it."""
        return not self.hidden and not self.outside

    def line_of(self, offset: int) -> int | None:
        """The line of the file on which a place in the text lies."""
        if self.first_line is None or self.is_one_line:
            return self.first_line
        return self.first_line + self.text.count("\n", 0, offset)


class Mention(Noun, frozen=True):
    """Words that name a place on the calendar, before a day of writing is known."""

    start: int
    end: int
    words: str
    rule: str  # the name of the rule that knew them
    meaning: Callable[..., object]
    when: When | None = None  # what they mean whenever they were written
    partial: Partial | None = None  # a month and day, or a month, that lacks its year
    weekday: int | None = None  # a weekday that they name, 0 for Monday
    bound: str = ""  # "since", "until", "by", "from", "around": said before the date, not part of it
    part: str = ""  # "early", "mid", "late": said of the unit
    joins: int | None = None  # the `start` of the mention that is the other end of the same range
    asks: tuple[str, ...] = ()  # what must be known to place it: "written" (the day of writing), "anchor" (what was told before it), ...
    assumed: tuple[str, ...] = ()  # what finding it took for granted, in words that go on the page


class Reading(Noun, frozen=True):
    """A mention placed on the calendar."""

    start: int
    end: int
    words: str
    rule: str
    when: When | None  # None where the text does not tell enough to place it
    partial: Partial | None = None  # what is known where only the year is missing
    assumed: tuple[str, ...] = ()  # what was taken for granted, in words that go on the page
    joins: int | None = None  # the `start` of the reading that is the other end of the same range
    bound: str = ""  # "since", "until", "by", "from", "around": said beside the date, not part of it
    part: str = ""  # "early", "mid", "late": said of the unit, which is kept whole


class Written(Noun, frozen=True):
    """When an article was written, how sure that is, and the sentence that says why."""

    when: When | None  # None where it cannot be known; `when.doubtful` where it was inferred from neighbours
    because: str
    partial: Partial | None = None  # what is known where the year is missing
    clue: Span | None = None  # the words in the text that gave it away, or that an editor should look up
    is_copy: bool = False  # whether the page's own stamp is that of a later copy, so that the story's day was taken


class Status(StrEnum):
    """What the source says of an occurrence."""

    HAPPENED = "happened"
    PLANNED = "planned"
    ALLEGED = "alleged"
    DENIED = "denied"
    CANCELLED = "cancelled"


class Kind(StrEnum):
    """What a name is the name of."""

    PERSON = "person"
    ORGANISATION = "organisation"
    COUNTRY = "country"
    PLACE = "place"
    OTHER = "other"  # the text does not tell


class Passage(Span, frozen=True):
    """A verbatim piece of an article that tells an occurrence, with the words in it that give the date."""

    quote: str
    date_words: tuple[Span, ...] = ()  # offsets in the article's text


class LeftOut(Span, frozen=True):
    """Time words in a story that made no event."""

    article: str  # the article's `file`
    words: str
    reason: str
    sentence: Span  # that they stand in
    when: When | None = None  # what they mean; None where that is not known


class Report(Noun, frozen=True):
    """One article's telling of one occurrence."""

    article: str  # the article's `file`
    title: str
    when: When | None
    partial: Partial | None
    words: tuple[str, ...]  # the time words as the article has them, for an occurrence that could not be dated
    because: str  # why this date, in one sentence for the page
    passages: tuple[Passage, ...]
    is_main: bool = False  # whether it is the article's own news
    status: Status = Status.HAPPENED
    actors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    kinds: tuple[tuple[str, Kind], ...] = ()  # what each of these names is the name of, as its article shows it
    by_default: bool = False  # whether it is dated by the article's own day for want of a time of its own
    written: When | None = None  # when its article was written
    compared: str = ""  # the stems by which it is compared with other reports, with spaces between; "" where nobody has looked yet

    @property
    def days_ago(self) -> int:
        """How many days lie between what it tells and the day of its article; 0 where that is not known."""
        if not self.when or not self.when.last or not self.written or not self.written.first:
            return 0
        return max(0, (self.written.first - self.when.last).days)


class Change(Noun, frozen=True):
    """One line of an event's history, as its page shows it."""

    released: str  # ISO day of the release that made it
    fact: str  # minted, evidence, redated, retitled, changed, merged, split, withdrawn, restored, erased, corrected
    text: str  # what changed, in words
    seq: int = 0  # of the ledger's fact: a higher one is newer
    before: str | None = None  # the value that it changed, where it changed one: a date (EDTF), a title, ...
    after: str | None = None


class Event(Noun, frozen=True):
    """An occurrence: one entry of the timeline, however many articles tell it."""

    title: str
    when: When | None
    partial: Partial | None
    words: tuple[str, ...]
    because: str
    status: Status
    importance: float  # 0 to 1
    reports: tuple[Report, ...]  # every telling, the one that gives the title first
    actors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    copies: tuple[Copy, ...] = ()  # those of its articles that carry the text of another
    id: str = ""  # its permalink, once the ledger has been asked
    formerly: tuple[str, ...] = ()  # ids of events that were merged into it; their links forward here
    history: tuple[Change, ...] = ()
    hidden: bool = False  # the editor took it out: its page says so, and no list shows it
    outside: bool = False  # the publisher shows another period, other outlets, ...: its page stays, and no list shows it

    @property
    def date(self) -> str | None:
        """EDTF, or None where nothing is known."""
        return str(self.when or self.partial) if self.when or self.partial else None


class Disagreement(Noun, frozen=True):
    """One of several values that sources give for the same thing."""

    value: str  # of a date EDTF, of a number the words of its first source
    sources: tuple[str, ...]  # the articles' files
    kind: str = "date"  # "date" or "number"
    what: str = ""  # what is numbered: "killed", "dollar", or the stem of a noun; values are compared with those of the same


class Copy(Noun, frozen=True):
    """An article that carries the same text of an event as another, as what an agency wrote: the two are one source."""

    article: str  # its `file`
    of: str  # that of the one that counts
    agency: str = ""  # the agency that both name


class PerhapsSame(Noun, frozen=True):
    """Two events that may be one occurrence: for the editor, who can tell."""

    one: str  # ids
    other: str
    because: str  # what speaks for and against it, in a sentence


class Gone(Noun, frozen=True):
    """An id that no longer names an event of its own; its page stays."""

    id: str
    fact: str  # merged, split, withdrawn, erased
    title: str  # what it was called
    into: tuple[str, ...]  # the ids that it forwards to or that are its parts
    because: str
    history: tuple[Change, ...] = ()


class Timeline(Noun, frozen=True):
    """Everything that the published site shows."""

    articles: tuple[tuple[Article, Written], ...]  # by file
    events: tuple[Event, ...]  # in the order of the calendar (merge.in_order); undated ones last
    gone: tuple[Gone, ...]
    released: str  # ISO day of this release, "" when nothing tells one
    readings: dict[str, tuple[Reading, ...]] = field(default_factory=dict)  # by file, in text order
    perhaps: tuple[PerhapsSame, ...] = ()  # the likeliest first
    kinds: dict[str, Kind] = field(default_factory=dict)  # what each actor and place is
    left_out: tuple[LeftOut, ...] = ()  # by file, in text order


class Page(Noun, frozen=True):
    """A file of the site's source."""

    path: str  # below docs/
    content: bytes
