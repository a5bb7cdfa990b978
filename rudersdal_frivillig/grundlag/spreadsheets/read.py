"""Reading a table that someone uploads, whatever their Excel made of it.

Raises `ValidationError` in plain Danish for what is no table, is broken or too large.
"""

import csv
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO, StringIO
from itertools import islice
from typing import Any, NamedTuple

import openpyxl
from django.core.exceptions import ValidationError

from rudersdal_frivillig.grundlag.spreadsheets.guard import unguard

MAX_BYTES = 2 * 1024 * 1024
MAX_ROWS = 5_000
MAX_COLUMNS = 100
# A zip file of 2 MB may hold gigabytes.
MAX_UNPACKED = 40 * 1024 * 1024
MAX_PARTS = 500
# Each takes hundreds of bytes of memory, and four characters in the file.
MAX_TAGS = 2_000_000

_ZIP, _OLE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class Table(NamedTuple):
    headings: list[str]
    # Pairs (number of the row as Excel shows it, its cells); empty rows are left out.
    rows: list[tuple[int, list[str]]]


def read(content: bytes) -> Table:
    if len(content) > MAX_BYTES:
        raise ValidationError("Filen fylder mere end 2 MB. Del den i to.")
    if content.startswith((_OLE, _PDF)):
        raise ValidationError(
            "Filen er ikke et regneark, vi kan læse. Er den gammel (.xls) eller har "
            "den en adgangskode, så gem den som .xlsx uden adgangskode."
        )
    raw = _read_xlsx(content) if content.startswith(_ZIP) else _read_csv(content)
    rows = [
        (number, cells)
        for number, cells in enumerate(islice(raw, MAX_ROWS + 2), start=1)
        if any(cells)
    ]
    if not rows:
        raise ValidationError("Filen er tom.")
    if rows[-1][0] > MAX_ROWS + 1:
        raise ValidationError("Filen har mere end 5.000 rækker. Del den i to.")
    if max(len(cells) for _, cells in rows) > MAX_COLUMNS:
        raise ValidationError("Filen har mere end 100 kolonner.")
    return Table(rows[0][1], rows[1:])


def _read_csv(content: bytes) -> Iterator[list[str]]:
    text = _decode(content)
    first_line = text.partition("\n")[0]
    delimiter = max(";,\t", key=first_line.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            yield [unguard(cell.strip(" ")) for cell in row]
    except csv.Error as error:
        raise ValidationError(
            f"Filen er gået i stykker ved linje {reader.line_num}. Der mangler "
            "måske et anførselstegn."
        ) from error


def _decode(content: bytes) -> str:
    """UTF-8, UTF-16 with its mark, or what an older Excel writes in Denmark."""
    is_utf_16 = content.startswith(_UTF_16)
    for encoding in ["utf-16"] if is_utf_16 else ["utf-8-sig", "cp1252"]:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise ValidationError(
        "Vi kan ikke læse bogstaverne i filen. Gem den som “CSV UTF-8” eller som .xlsx."
    )


def _read_xlsx(content: bytes) -> Iterator[list[str]]:
    refused = ValidationError(
        "Filen kan ikke læses som et regneark. Gem den som .xlsx eller CSV, og prøv "
        "igen."
    )
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile as error:
        raise refused from error
    # Python reads no more of a part than it says here.
    if len(parts) > MAX_PARTS or sum(p.file_size for p in parts) > MAX_UNPACKED:
        raise ValidationError("Regnearket fylder for meget, når det pakkes ud.")
    try:
        if not (is_too_large := _tags(content) > MAX_TAGS):
            yield from _rows_of_first_sheet(content)
    # A file made to harm, or by who knows what: the library raises what it stumbles on.
    except Exception as error:
        raise refused from error
    if is_too_large:
        raise ValidationError("Regnearket fylder for meget, når det pakkes ud.")


def _tags(content: bytes) -> int:
    """Raises what a broken archive makes the library raise."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return sum(archive.read(part).count(b"<") for part in archive.infolist())


def _rows_of_first_sheet(content: bytes) -> Iterator[list[str]]:
    # openpyxl reads with defusedxml, which refuses entities, once that is installed.
    book = openpyxl.load_workbook(
        BytesIO(content), read_only=True, data_only=True, keep_links=False
    )
    rows = book.worksheets[0].iter_rows(
        max_row=MAX_ROWS + 2, max_col=MAX_COLUMNS + 1, values_only=True
    )
    for row in rows:
        cells = [_as_text(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        yield cells


def _as_text(cell: Any) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "ja" if cell else "nej"
        case datetime():
            return cell.isoformat(" ", "minutes")
        case date():
            return cell.isoformat()
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return str(cell).strip()
