"""What strangers call their files is made safe before it is kept."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rudersdal_frivillig.grundlag.filenames import LONGEST, clean
from rudersdal_frivillig.grundlag.models import Fil

NAMES = {
    "Budget 2027.pdf": "Budget 2027.pdf",
    "Ansøgning nr. 5": "Ansøgning nr. 5.pdf",
    "Referat 12.3.2027.docx": "Referat 12.3.2027.pdf",
    "../../etc/passwd": "passwd.pdf",
    "C:\\Brugere\\mig\\bilag.pdf": "bilag.pdf",
    "bilag.pdf.exe": "bilag.pdf",
    "bilag.exe.pdf": "bilag.pdf",
    "bilag.PDF .JS": "bilag.pdf",
    "bilag.exe.": "bilag.pdf",
    "bilag.js . .pdf..": "bilag.pdf",
    "x" * 192 + ".exe" + "y": "x" * 192 + ".pdf",
    "bilag" + ".exe" * 5000: "bilag.pdf",
    "bilag.php5": "bilag.pdf",
    "bi\0lag.pdf\0.exe": "bilag.pdf",
    "bi\r\nSet-Cookie: a=b.pdf": "bi Set-Cookie- a=b.pdf",
    "bi\u2028lag.pdf": "bi lag.pdf",
    "bilag\u202efdp.exe": "bilagfdp.pdf",
    "\u200b\u2066bilag\u2069.pdf": "bilag.pdf",
    "a\u030arhus.pdf": "århus.pdf",
    ".htaccess": "htaccess.pdf",
    "bilag...": "bilag.pdf",
    'a<b>"c|d?e*.pdf': "a-b--c-d-e-.pdf",
    "\ud800bilag.pdf": "bilag.pdf",
    "": "dokument.pdf",
    " . ": "dokument.pdf",
    ".pdf": "dokument.pdf",
    "/": "dokument.pdf",
    "x" * 300 + ".pdf": "x" * 196 + ".pdf",
    "x" * 190 + " " * 50 + "y.pdf": "x" * 190 + " y.pdf",
    "x" * 195 + " y.pdf": "x" * 195 + ".pdf",
}


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_a_name_is_made_plain(name):
    assert clean(name, ".pdf") == NAMES[name]


# What names are made of that mean harm, among letters.
PIECES = st.one_of(
    st.text(),
    st.sampled_from(
        ["/", "\\", "..", "\0", "\r\n", "\u202e", "\u2067", ".pdf", ".exe", ".js"]
    ),
)


@given(st.lists(PIECES).map("".join), st.sampled_from([".pdf", ".docx", ".jpg"]))
def test_any_name_becomes_one_short_line_with_the_ending_of_its_content(name, ending):
    cleaned = clean(name, ending)

    stem = cleaned.removesuffix(ending)
    assert cleaned == stem + ending
    assert stem == stem.strip(" .")
    assert stem
    assert len(cleaned) <= LONGEST
    assert not {*cleaned} & {*'/\\:<>"|?*'}
    kinds = {unicodedata.category(letter)[0] for letter in cleaned}
    assert "C" not in kinds
    assert {"Zl", "Zp"}.isdisjoint(unicodedata.category(letter) for letter in cleaned)
    assert not stem.lower().endswith((".pdf", ".exe", ".js"))
    assert clean(cleaned, ending) == cleaned


def test_the_longest_name_has_room():
    assert Fil._meta.get_field("navn").max_length == LONGEST
