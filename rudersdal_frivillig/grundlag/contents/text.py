"""Plain text: UTF-8 in which everything is a letter."""

import codecs
import re
from typing import IO

from django.core.exceptions import ValidationError

from rudersdal_frivillig.grundlag.contents import CHUNK, Kind, refusals

TEXT = Kind(".txt", "text/plain; charset=utf-8")
TABLE = Kind(".csv", "text/csv; charset=utf-8")

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
# All but tabulator, line breaks and form feed. In UTF-8 these bytes mean nothing else.
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def checked(file: IO[bytes], name: str) -> Kind:
    """The kind of the text in `file`: a table if `name` says so."""
    file.seek(0)
    if file.read(2) in _UTF_16:
        raise ValidationError(refusals.LETTERS)
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while chunk := file.read(CHUNK):
            if _CONTROL.search(chunk):
                raise ValidationError(refusals.UNKNOWN)
            decoder.decode(chunk)
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        raise ValidationError(refusals.LETTERS) from None
    return TABLE if name.lower().endswith(".csv") else TEXT
