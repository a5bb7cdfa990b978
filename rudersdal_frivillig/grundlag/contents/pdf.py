"""PDF that is nothing but PDF, is whole, and opens without a password."""

import os
import zipfile
from typing import IO

from django.core.exceptions import ValidationError

from rudersdal_frivillig.grundlag.contents import Kind, pdf_lock, refusals, signatures

PDF = Kind(".pdf", "application/pdf")
MAGIC = b"%PDF-"

# Where readers look for the end.
_TAIL = 2048


def checked(file: IO[bytes]) -> Kind:
    file.seek(0)
    head = file.read(signatures.HEAD)
    if signatures.MARKUP.search(head) or zipfile.is_zipfile(file):
        raise ValidationError(refusals.NOT_ONLY_PDF)
    size = file.seek(0, os.SEEK_END)
    file.seek(max(size - _TAIL, 0))
    if b"%%EOF" not in file.read(_TAIL):
        raise ValidationError(refusals.BROKEN)
    if pdf_lock.asks_for_password(file):
        raise ValidationError(refusals.LOCKED_PDF)
    return PDF
