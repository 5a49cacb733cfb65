"""Uncertain dates, as EDTF (ISO 8601-2) writes them: read, compared, put into words.

`parse` gives a value; a value knows the days on which it may start and end.
docs/edtf.md says what may be written.
"""

from __future__ import annotations

from geotimeline.edtf.canonical import text_of
from geotimeline.edtf.days import EVERY_DAY, NO_DAYS, DaySet, DaySpan
from geotimeline.edtf.intervals import End, Interval
from geotimeline.edtf.ordering import Relation, relation, sort_key
from geotimeline.edtf.parsing import parse
from geotimeline.edtf.qualifiers import Qualifiers
from geotimeline.edtf.sets import EachOf, OneOf, Range
from geotimeline.edtf.values import Date, EdtfValue, Instant, Precision, Season
from geotimeline.edtf.window_words import words_of
from geotimeline.edtf.words import words

__all__ = [
    "EVERY_DAY",
    "NO_DAYS",
    "Date",
    "DaySet",
    "DaySpan",
    "EachOf",
    "EdtfValue",
    "End",
    "Instant",
    "Interval",
    "OneOf",
    "Precision",
    "Qualifiers",
    "Range",
    "Relation",
    "Season",
    "parse",
    "relation",
    "sort_key",
    "text_of",
    "words",
    "words_of",
]
