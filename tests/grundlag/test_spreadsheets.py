import csv
import re
import zipfile
from datetime import date, datetime
from io import BytesIO, StringIO

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from rudersdal_frivillig.grundlag.spreadsheets.guard import guard, unguard
from rudersdal_frivillig.grundlag.spreadsheets.read import MAX_BYTES, read
from rudersdal_frivillig.grundlag.spreadsheets.write import as_csv, as_xlsx

# What PostgreSQL can hold, with much of what a spreadsheet would run.
START = st.sampled_from([*"=+-@＝＋－＠\t\r\n' \xa0", ""])
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
CELL = st.builds("".join, st.tuples(START, START, TEXT))
NUMBER = re.compile(r"[+-][0-9][0-9 .,]*")
RUNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def from_csv(content):
    text = content.decode("utf-8-sig")
    return list(csv.reader(StringIO(text, newline=""), delimiter=";"))


def zipped(**parts):
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return content.getvalue()


@given(CELL)
def test_no_cell_of_a_csv_file_is_a_formula(text):
    [[cell]] = from_csv(b"".join(as_csv([[text]]))) or [[""]]

    assert unguard(cell) == text
    if not NUMBER.fullmatch(text):
        assert not cell.startswith(("\t", "\r", "\n"))
        assert not cell.lstrip().startswith(RUNS)


@given(CELL.filter(bool))
def test_every_text_of_an_xlsx_file_is_text(text):
    with as_xlsx([["Navn"], [text]], "Steder") as file:
        cell = load_workbook(file).worksheets[0]["A2"]

    assert cell.data_type in {"s", "inlineStr"}
    # XML has one kind of line end, and openpyxl leaves how others are written.
    found = re.sub("_x(0009|000A|000D)_", lambda m: chr(int(m[1], 16)), cell.value)
    assert unescape(found) == unescape(text)


@pytest.mark.parametrize("text", ["+45 46 11 00 00", "-5", "46110000", "Læs: 1+1"])
def test_numbers_and_plain_text_are_left_as_they_are(text):
    assert guard(text) == text


def test_csv_is_what_danish_excel_opens():
    rows = [["Navn", "Dag"], ["Æblehaven; syd", date(2026, 11, 24)], [55.5, 3]]

    content = b"".join(as_csv(rows))

    assert content.decode() == (
        '\ufeffNavn;Dag\r\n"Æblehaven; syd";2026-11-24\r\n55,5;3\r\n'
    )


def test_xlsx_has_real_dates_and_numbers():
    rows = [["a", "b", "c"], [date(2026, 11, 24), datetime(2026, 11, 24, 9, 30), 3]]

    with as_xlsx(rows, "Opslag") as file:
        sheet = load_workbook(file)["Opslag"]

    assert [cell.is_date for cell in sheet[2]] == [True, True, False]
    assert sheet["B2"].value == datetime(2026, 11, 24, 9, 30)
    assert sheet["C2"].value == 3


def test_xlsx_shortens_a_text_that_is_longer_than_a_cell():
    with as_xlsx([["Tekst"], ["x" * 40_000]], "Tekster") as file:
        text = load_workbook(file).worksheets[0]["A2"].value

    assert len(text) == 32_767
    assert text.endswith("x…")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_csv_of_every_excel_is_read(encoding, delimiter):
    text = f"Navn{delimiter}By\r\nSjælsø{delimiter}Birkerød\r\n"

    table = read(text.encode(encoding))

    assert table.headings == ["Navn", "By"]
    assert table.rows == [(2, ["Sjælsø", "Birkerød"])]


def test_rows_keep_their_numbers_where_some_are_empty():
    assert read(b"Navn;By\n;\n\nA;B\n").rows == [(4, ["A", "B"])]


MANY = ("Navn\n" + "A\n" * 5_001).encode()
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">&b;'
    "</Types>"
)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "er tom"),
        (b";;\n;\n", "er tom"),
        (b"x" * (MAX_BYTES + 1), "mere end 2 MB"),
        (MANY, "mere end 5.000"),
        (b";".join([b"a"] * 101), "mere end 100 kolonner"),
        (b'Navn;By\n"A;B', "anførselstegn"),
        (b"Navn;By\nA;\x81", "bogstaverne"),
        ("Navn;By".encode("utf-16-le"), "bogstaverne"),
        (b"\xff\xfeN", "bogstaverne"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "ikke et regneark"),
        (b"%PDF-1.7", "ikke et regneark"),
        (b"PK\x03\x04junk", "kan ikke læses"),
        (zipped(**{"word/document.xml": "<x/>"}), "kan ikke læses"),
        (zipped(**{"[Content_Types].xml": LAUGHS}), "kan ikke læses"),
        (zipped(big=b"0" * 41 * 1024 * 1024), "pakkes ud"),
        (zipped(**{f"part{n}": "" for n in range(501)}), "pakkes ud"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_is_no_table_is_refused_in_plain_words(content, says):
    with pytest.raises(ValidationError, match=says):
        read(content)


@given(st.binary(max_size=400), st.sampled_from([b"", b"PK\x03\x04", b"\xff\xfe"]))
def test_any_bytes_are_read_or_refused(content, start):
    try:
        table = read(start + content)
    except ValidationError:
        return

    assert table.headings
