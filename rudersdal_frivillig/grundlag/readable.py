"""Fields and their values as people read them, and what differs between two texts."""

import difflib
import re
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format

from rudersdal_frivillig.grundlag.amounts import format_oere

type Field = models.Field[Any, Any]
# Of these the two are compared as wholes: word by word would take too long.
MANY_WORDS = 3000
# This much is shown of what is alike on each side of a difference.
AROUND = 60

_WORDS = re.compile(r"\w+|\s+|[^\w\s]")


def field_of(model: type[models.Model], name: str) -> Field | None:
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    return field if isinstance(field, models.Field) else None


def as_read(field: Field | None, text: str) -> str:
    """A value as the log keeps it, in words: choices by label, dates in Danish, kr."""
    if field is None or not text:
        return text
    if isinstance(field, ArrayField):
        parts = text.split(", ")
        return ", ".join(as_read(field.base_field, part) for part in parts)
    if field.choices:
        labels = {str(value): str(label) for value, label in field.flatchoices}
        return labels.get(text, text)
    if field.name.endswith("_oere") and text.isdecimal():
        return f"{format_oere(int(text))} kr."
    return _date(field, text)


def _date(field: Field, text: str) -> str:
    try:
        if isinstance(field, models.DateTimeField):
            if moment := parse_datetime(text):
                return date_format(timezone.localtime(moment), r"j. F Y \k\l. H.i")
        elif isinstance(field, models.DateField) and (day := parse_date(text)):
            return date_format(day, "j. F Y")
    except ValueError:
        pass  # No such day, or no time zone: shown as it is.
    return text


def difference(before: str, after: str) -> list[tuple[str, str]]:
    """Pieces of the two as (what, text), by words; what is alike, slettet or tilføjet.

    Of long pieces that are alike only the ends are there.
    """
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) > MANY_WORDS or len(new) > MANY_WORDS:
        return _pieces(("slettet", before), ("tilføjet", after))
    pieces: list[tuple[str, str]] = []
    matcher = difflib.SequenceMatcher(a=old, b=new, autojunk=False)
    for what, a, b, c, d in matcher.get_opcodes():
        if what == "equal":
            pieces += [("", _shortened("".join(old[a:b]), a == 0, b == len(old)))]
        else:
            gone, come = "".join(old[a:b]), "".join(new[c:d])
            pieces += _pieces(("slettet", gone), ("tilføjet", come))
    return pieces


def _pieces(*pieces: tuple[str, str]) -> list[tuple[str, str]]:
    return [piece for piece in pieces if piece[1]]


def _shortened(text: str, is_first: bool, is_last: bool) -> str:
    if len(text) <= 3 * AROUND:
        return text
    start = "" if is_first else text[:AROUND]
    end = "" if is_last else text[-AROUND:]
    return f"{start} … {end}"
