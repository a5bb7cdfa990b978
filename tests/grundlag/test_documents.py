"""Documents as they come in: which are taken, and what the refused are told."""

import hashlib
import io
import zipfile

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from rudersdal_frivillig.grundlag.documents import MAX_BYTES, MAX_SIDE
from rudersdal_frivillig.grundlag.models import Fil, Scanning
from tests import documents as made
from tests.grundlag.test_files import with_exif

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.urls("tests.grundlag.document_urls"),
]

WORD = made.office_parts()


def send(client, data, name="bilag.pdf", declared="application/pdf"):
    upload = SimpleUploadedFile(name, data, declared)
    return client.post("/dokument/", {"fil": upload})


def taken(client, data, name="bilag.pdf", declared="application/pdf"):
    response = send(client, data, name, declared)
    assert response.status_code == 200, response.json()
    return Fil.objects.get(pk=response.json()["pk"])


def kept(fil):
    with fil.fil.open() as file:
        return file.read()


GOOD = {
    "pdf": (made.pdf(), ".pdf"),
    "pdf of a browser": (made.pdf(extra=b"<</Title (Brev)/Font<</Form 1>>>>"), ".pdf"),
    "docx": (made.office("docx"), ".docx"),
    "xlsx": (made.office("xlsx"), ".xlsx"),
    "pptx": (made.office("pptx"), ".pptx"),
    "odt": (made.open_document(), ".odt"),
    "ods": (made.open_document("spreadsheet"), ".ods"),
    "text": ("Kære forening\r\n\tæøå €".encode(), ".txt"),
    "text with its mark": ("\ufeffKære forening".encode(), ".txt"),
    "text that begins as a program does": (b"MZ Huse, 3 stk.", ".txt"),
    "text about a page": (b"Skriv <b>fed</b> og <html>.", ".txt"),
}


@pytest.mark.parametrize("name", GOOD)
def test_a_document_is_kept_as_it_is(client, name):
    data, ending = GOOD[name]

    fil = taken(client, data, "Vores budget.exe", "application/octet-stream")

    assert kept(fil) == data
    assert fil.navn == f"Vores budget{ending}"
    assert fil.stoerrelse == len(data)
    assert fil.sha256 == hashlib.sha256(data).hexdigest()
    assert fil.scanning == Scanning.IKKE_SCANNET


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_drawn_anew_and_says_nothing_of_where_it_was_taken(client, kind):
    data = with_exif(kind=kind) + made.packed({"ond.js": "alert(1)"})

    fil = taken(client, data, "Kvittering.HEIC", "image/heic")

    with Image.open(io.BytesIO(kept(fil))) as picture:
        assert (picture.format, picture.size) == (kind, (fil.bredde, fil.hoejde))
        assert not picture.getexif()
    assert b"Hemmeligt" not in kept(fil)
    assert not zipfile.is_zipfile(io.BytesIO(kept(fil)))
    assert fil.indholdstype == f"image/{kind.lower()}"
    assert fil.stoerrelse == fil.fil.size
    assert fil.scanning == Scanning.TEGNET_OM


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((2480, 3508), (1767, 2500)),
        ((4000, 3000), (2000, 1500)),
        ((5712, 4284), (2500, 1875)),
        ((6, 9), (6, 9)),
    ],
)
def test_a_photograph_keeps_what_it_takes_to_read_a_receipt(client, size, expected):
    fil = taken(client, made.picture(*size), "kvittering.jpg")

    assert (fil.bredde, fil.hoejde) == expected
    assert max(expected) <= MAX_SIDE


@pytest.mark.parametrize("mode", ["L", "P", "1", "RGBA", "CMYK"])
def test_unusual_colours_are_taken(client, mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"

    assert taken(client, made.picture(kind=kind, mode=mode)).bredde == 60


def test_a_list_is_a_table_where_its_name_says_so(client):
    fil = taken(client, b"post;kr.\nleje;100\n", "Budget.CSV", "text/plain")

    assert (fil.navn, fil.indholdstype) == ("Budget.csv", "text/csv; charset=utf-8")


def test_the_declared_type_is_not_believed(client):
    fil = taken(client, made.pdf(), "bilag.html", "text/html")

    assert (fil.navn, fil.indholdstype) == ("bilag.pdf", "application/pdf")


def test_a_chart_in_a_text_may_have_its_workbook_in_it(client):
    chart = {"word/embeddings/Regneark1.xlsx": made.office("xlsx")}

    assert taken(client, made.office(**chart)).navn == "bilag.docx"


@pytest.mark.parametrize("lock", made.OPEN_FOR_ALL)
@pytest.mark.parametrize("form", [{}, {"in_brackets": True}, {"before": 65_400}])
def test_a_pdf_that_may_only_not_be_changed_is_taken(client, lock, form):
    assert taken(client, made.encrypted_pdf(made.OPEN_FOR_ALL[lock], **form))


@pytest.mark.parametrize("lock", made.LOCKED)
@pytest.mark.parametrize("form", [{}, {"in_brackets": True}, {"before": 65_400}])
def test_a_pdf_that_no_one_here_can_open_is_refused(client, lock, form):
    response = send(client, made.encrypted_pdf(made.LOCKED[lock], **form))

    assert "adgangskode" in response.json()["messages"][0]


# What the sentence must speak of, the file, and what it calls itself.
HOSTILE = {
    "empty": ("tom", lambda: b"", "a.pdf"),
    "too large": ("20 MB", lambda: made.large_pdf(MAX_BYTES + 1), "a.pdf"),
    "60 MB": ("20 MB", lambda: made.large_pdf(60 * 1024 * 1024), "a.pdf"),
    "html as pdf": ("hjemmeside", lambda: made.PAGE, "a.pdf"),
    "html after a comment": ("hjemmeside", lambda: b"<!-- x -->" + made.PAGE, "a.txt"),
    "xml": ("hjemmeside", lambda: b"<?xml version='1.0'?><a/>", "a.xml"),
    "php": ("hjemmeside", lambda: b"\n<?php system('x');", "a.txt"),
    "html before pdf": ("hjemmeside", lambda: made.PAGE + made.pdf(), "a.pdf"),
    "pdf not at its start": ("PDF", lambda: b"\0\0" + made.pdf(), "a.pdf"),
    "pdf that is also html": ("PDF", lambda: made.pdf(extra=made.PAGE), "a.pdf"),
    "pdf that is also zip": (
        "PDF",
        lambda: made.pdf() + made.packed({"a.js": "x"}),
        "a.pdf",
    ),
    "half a pdf": ("stykker", lambda: made.pdf(end=b""), "a.pdf"),
    "svg with script": ("SVG", lambda: made.SVG, "a.svg"),
    "svg as picture": ("SVG", lambda: b"<?xml version='1.0'?>" + made.SVG, "a.png"),
    "pixel bomb": ("for stort", made.pixel_bomb, "a.png"),
    "a hundred million pixels": (
        "for stort",
        lambda: made.pixel_bomb(10_000),
        "a.png",
    ),
    "smaller pixel bomb": (
        "for stort",
        lambda: made.picture(4000, 4000, "PNG", "1"),
        "a.png",
    ),
    "heavy jpeg": (
        "for stort",
        lambda: made.picture(4500, 3500, mode="L", progressive=True),
        "a.jpg",
    ),
    "half a jpeg": ("stykker", lambda: made.picture(900, 900)[:2000], "a.jpg"),
    "a jpeg's head before html": (
        "stykker",
        lambda: b"\xff\xd8\xff\xe0" + made.PAGE,
        "a.jpg",
    ),
    "gif": ("JPG", lambda: made.picture(kind="GIF"), "a.jpg"),
    "heic": ("JPG", lambda: b"\0\0\0\x18ftypheic" + b"\0" * 99, "a.jpg"),
    "zip bomb": ("pakkes ud", lambda: made.lying_zip(2**31, 100), "a.docx"),
    "dense zip": (
        "pakkes ud",
        lambda: made.office(**{"word/big.xml": b" " * 20_000_000}),
        "a.docx",
    ),
    "zip bomb that lies": ("pakkes ud", made.lying_zip, "a.docx"),
    "zip bomb in charts": (
        "pakkes ud",
        lambda: made.charts(25, 9_900_000),
        "a.docx",
    ),
    "zip bomb in what says the kind": (
        "pakkes ud",
        lambda: made.packed(WORD | {"[Content_Types].xml": b" " * 600_000}),
        "a.docx",
    ),
    "thousands of parts": ("pakkes ud", lambda: made.many_parts(2500), "a.docx"),
    "a directory of a megabyte": (
        "pakkes ud",
        lambda: made.many_parts(20_000),
        "a.docx",
    ),
    "plain zip": ("pakket mappe", lambda: made.packed({"a.pdf": "x"}), "a.zip"),
    "zip as docx": ("pakket mappe", lambda: made.packed({"a.txt": "x"}), "a.docx"),
    "rar": ("pakket mappe", lambda: b"Rar!\x1a\x07\x00" + b"\0" * 99, "a.pdf"),
    "gzip": ("pakket mappe", lambda: b"\x1f\x8b\x08" + b"\0" * 99, "a.pdf"),
    "tar": ("pakket mappe", lambda: b"a" * 257 + b"ustar\0", "a.pdf"),
    "archive in a document": (
        "anden fil",
        lambda: made.office(**{"word/media/a.png": made.packed({"a": "x"})}),
        "a.docx",
    ),
    "archive in a chart's workbook": (
        "anden fil",
        lambda: made.office(
            **{
                "word/embeddings/a.xlsx": made.office(
                    "xlsx", **{"xl/embeddings/b.xlsx": made.office("xlsx")}
                )
            }
        ),
        "a.docx",
    ),
    "archive that calls itself a chart's workbook": (
        "pakket mappe",
        lambda: made.office(**{"word/embeddings/a.xlsx": made.packed({"a": "x"})}),
        "a.docx",
    ),
    "old document in a document": (
        "anden fil",
        lambda: made.office(**{"word/embeddings/ole.bin": made.OLE}),
        "a.docx",
    ),
    "program in a document": (
        "program",
        lambda: made.office(**{"word/a.bin": made.PROGRAMS["windows"]}),
        "a.docx",
    ),
    "macros": ("makroer", lambda: made.office("docm"), "a.docm"),
    "macros as docx": (
        "makroer",
        lambda: made.office(**{"word/vbaProject.bin": "x"}),
        "a.docx",
    ),
    "macros in odt": (
        "makroer",
        lambda: made.open_document(**{"Basic/Standard/x.xml": "x"}),
        "a.odt",
    ),
    "template": ("PDF", lambda: made.office("dotx"), "a.docx"),
    "drawing of libreoffice": ("PDF", lambda: made.open_document("graphics"), "a.odt"),
    "two kinds at once": (
        "PDF",
        lambda: made.packed(
            WORD
            | {
                "[Content_Types].xml": '<a><b ContentType="{docx}"/>'
                '<b ContentType="{xlsx}"/></a>'.format(**made.MAIN)
            }
        ),
        "a.docx",
    ),
    "odt without a text": (
        "stykker",
        lambda: made.open_document().replace(b"content.xml", b"contenx.xml"),
        "a.odt",
    ),
    "two parts of one name": ("stykker", made.twice, "a.docx"),
    "packed in another way": (
        "stykker",
        lambda: made.packed(WORD, zipfile.ZIP_BZIP2),
        "a.docx",
    ),
    "parts with a password": ("adgangskode", made.with_password, "a.docx"),
    "locked odt": ("adgangskode", lambda: made.open_document(locked=True), "a.odt"),
    "locked or old office": ("adgangskode", lambda: made.OLE, "a.docx"),
    "entities": (
        "stykker",
        lambda: made.packed(
            WORD | {"[Content_Types].xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}
        ),
        "a.docx",
    ),
    "half a docx": ("stykker", lambda: made.office()[:-30], "a.docx"),
    "damaged docx": ("stykker", made.damaged, "a.docx"),
    "utf-16": ("bogstaverne", lambda: "Kære forening".encode("utf-16"), "a.txt"),
    "old letters": ("bogstaverne", lambda: "Kære forening".encode("cp1252"), "a.csv"),
    "half a letter": ("bogstaverne", lambda: "Kæ".encode()[:-1], "a.txt"),
    "zeros": ("PDF", lambda: b"\0" * 5000, "a.txt"),
    "control characters late in a text": (
        "PDF",
        lambda: b"x" * 200_000 + b"\x1b",
        "a.txt",
    ),
} | {
    f"program as picture, {name}": ("program", lambda data=data: data, "a.jpg")
    for name, data in made.PROGRAMS.items()
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_document_is_refused_in_a_sentence_with_a_way_out(client, name):
    about, build, called = HOSTILE[name]

    response = send(client, build(), called, "application/pdf")

    assert response.status_code == 422
    (message,) = response.json()["messages"]
    assert about in message
    assert message.count(".") >= 2
    assert not Fil.objects.exists()
    assert not storages["private"].exists("")
