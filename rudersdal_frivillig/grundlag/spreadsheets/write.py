"""Writing a table row by row, so that a long one needs no more memory than a short."""

import csv
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

from xlsxwriter import Workbook

from rudersdal_frivillig.grundlag.spreadsheets import Cell, Row
from rudersdal_frivillig.grundlag.spreadsheets.guard import guard

# What one cell of XLSX holds, and how early its calendar begins.
LONGEST_CELL = 32_767
FIRST_YEAR = 1900


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def as_csv(rows: Iterable[Row]) -> Iterator[bytes]:
    """The file in pieces: UTF-8 with its mark, semicolons, decimal commas."""
    writer: Any = csv.writer(_Echo(), delimiter=";", lineterminator="\r\n")
    yield b"\xef\xbb\xbf"
    for row in rows:
        yield writer.writerow([_as_text(cell) for cell in row]).encode()


def _as_text(cell: Cell) -> str:
    match cell:
        case str():
            return guard(cell)
        case datetime():
            return cell.isoformat(" ", "minutes")
        case date():
            return cell.isoformat()
        case _:
            return str(cell).replace(".", ",")


def as_xlsx(rows: Iterable[Row], title: str) -> IO[bytes]:
    """A file, open at its beginning, that is gone once it is closed."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 (the response closes it)
    book = Workbook(file, {"constant_memory": True})
    sheet = book.add_worksheet(title[:31])
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, 50, 20)
    formats = {
        "heading": book.add_format({"bold": True}),
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
        "time": book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
    }
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            _write_cell(sheet, number, column, cell, formats)
    book.close()
    file.seek(0)
    return file


def _write_cell(
    sheet: Any, row: int, column: int, cell: Cell, formats: dict[str, Any]
) -> None:
    # Each by its own method: the general one takes "=1" for a formula.
    match cell:
        case int() | float() | Decimal():
            sheet.write_number(row, column, cell)
        case date() if cell.year >= FIRST_YEAR:
            style = formats["time" if isinstance(cell, datetime) else "date"]
            sheet.write_datetime(row, column, cell, style)
        case _:
            text = str(cell)
            if len(text) > LONGEST_CELL:
                text = f"{text[: LONGEST_CELL - 1]}…"
            sheet.write_string(row, column, text, None if row else formats["heading"])
