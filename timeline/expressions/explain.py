"""Show how a phrase is read: text and day of writing in, lines for a person out."""

from __future__ import annotations

from datetime import date

from timeline import when
from timeline.expressions import find
from timeline.expressions.tongue import language_of
from timeline.model import Mention, Reading
from timeline.resolve import place

# What a phrase can ask for, in words.
_ASKED = {
    "written": "the day of writing",
    "anchor": "the date told before it",
    "near": "the date told before it in the sentence",
    "told": "whether a date was told before",
    "tense": "the tense of the clause",
    "quarter": "the quarter that the story speaks of",
}


def explain(text: str, written: date | None = None) -> list[str]:
    """The rule, slots, anchor, value and assumptions of every date in a text, a line each."""
    language = language_of(text)
    mentions = find(text, language)
    readings = place(text, mentions, when.on(written) if written else None, language)
    if not mentions:
        return ["nothing in it names a place on the calendar"]
    return [line for mention, reading in zip(mentions, readings, strict=True) for line in _lines(mention, reading)]


def _lines(mention: Mention, reading: Reading) -> list[str]:
    lines = [f"“{mention.words}”", f"  rule     {mention.rule}"]
    if slots := getattr(mention.meaning, "slots", ()):
        lines.append("  slots    " + ", ".join(f"{name} = {getattr(value, 'name', value)}" for name, value in slots))
    if anchors := [_ASKED[name] for name in mention.asks]:
        lines.append("  asks     " + ", ".join(anchors))
    lines.extend(f"  {name:8} {value}" for name, value in (("bound", reading.bound), ("part", reading.part)) if value)
    if reading.joins is not None:
        lines.append(f"  joins    the date at {reading.joins}")
    lines.append(f"  value    {reading.when or reading.partial or 'open'}")
    if reading.assumed:
        lines.append("  assumed  " + ", ".join(reading.assumed))
    return lines
