"""Documents as they go out, and what a worker holds of a large one."""

import random
import tracemalloc
from urllib.parse import quote

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import TemporaryUploadedFile

from rudersdal_frivillig.grundlag import documents
from rudersdal_frivillig.grundlag.models import Fil, Scanning
from tests import documents as made
from tests.factories import FilFactory
from tests.grundlag.test_documents import kept, taken

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.urls("tests.grundlag.document_urls"),
]

MB = 1024 * 1024


def download(client, fil):
    return client.get(f"/dokument/{fil.pk}/")


@pytest.mark.parametrize(
    "scanning", [Scanning.IKKE_SCANNET, Scanning.REN, Scanning.TEGNET_OM]
)
def test_a_document_is_handed_out_to_be_saved_and_never_shown(client, scanning):
    fil = taken(client, made.pdf(), "Budget på æblefest.pdf")
    Fil.objects.update(scanning=scanning)

    response = download(client, fil)

    assert response.getvalue() == made.pdf()
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Length"] == str(len(made.pdf()))
    name = quote("Budget på æblefest.pdf")
    disposition = response.headers["Content-Disposition"]
    assert disposition == f"attachment; filename*=utf-8''{name}"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"].startswith("sandbox")
    assert response.headers["Cache-Control"] == "private, no-store"


def test_a_text_says_how_its_letters_are_written(client):
    fil = taken(client, "Kære forening".encode(), "brev.txt")

    response = download(client, fil)

    assert response.getvalue().decode() == "Kære forening"
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"


def test_an_infected_document_is_handed_out_to_no_one(client):
    fil = taken(client, made.pdf())
    Fil.objects.update(scanning=Scanning.SMITTET)

    response = download(client, fil)

    assert response.status_code == 403
    assert "virus" in response.text
    assert made.pdf() not in response.content
    assert not documents.may_be_read(Fil.objects.get())


def test_a_document_whose_content_is_lost_is_a_404(client):
    fil = FilFactory()
    fil.fil.storage.delete(fil.fil.name)

    assert download(client, fil).status_code == 404


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("bilag.pdf.exe", "bilag.pdf"),
        ("\u202efdp.exe", "fdp.pdf"),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
    ],
)
def test_the_name_of_an_upload_decides_nothing(client, name, expected):
    fil = taken(client, made.pdf(), name)

    assert fil.navn == expected
    assert fil.fil.name == f"{fil.noegle.hex[:2]}/{fil.noegle.hex}"
    response = download(client, fil)
    assert response.getvalue() == made.pdf()
    assert quote(expected) in response.headers["Content-Disposition"]


def peak(work):
    """The most memory that `work` held at once, in bytes, and what it returned."""
    tracemalloc.start()
    try:
        result = work()
        return tracemalloc.get_traced_memory()[1], result
    finally:
        tracemalloc.stop()


def uploaded(data):
    upload = TemporaryUploadedFile("bilag", "application/pdf", len(data), None)
    upload.write(data)
    upload.seek(0)
    return upload


def refused(upload):
    with pytest.raises(ValidationError):
        documents.store_document(upload, by=None)


LARGE = {
    "pdf": lambda: made.large_pdf(20 * MB),
    "text": lambda: b"Kommunen. " * (2 * MB),
    "docx": lambda: made.office(
        **{
            "word/media/a.png": random.Random(1).randbytes(15 * MB),
            "word/embeddings/a.xlsx": made.office(
                "xlsx", **{"xl/media/a.png": random.Random(2).randbytes(4 * MB)}
            ),
        }
    ),
}


@pytest.mark.parametrize("kind", LARGE)
def test_a_large_document_is_never_held_whole(kind):
    data = LARGE[kind]()
    with uploaded(data) as upload:
        del data

        most, fil = peak(lambda: documents.store_document(upload, by=None))

    assert most < 5 * MB
    assert fil.fil.size == fil.stoerrelse > 0


def test_a_bomb_is_refused_before_it_takes_any_room():
    for bomb in (made.many_parts(50_000), made.lying_zip(size=190 * MB)):
        with uploaded(bomb) as upload:
            assert peak(lambda upload=upload: refused(upload))[0] < 5 * MB


def test_a_large_document_is_handed_out_in_pieces(client):
    fil = taken(client, made.large_pdf(20 * MB))

    most, size = peak(
        lambda: sum(len(piece) for piece in download(client, fil).streaming_content)
    )

    assert size == fil.stoerrelse == len(kept(fil))
    assert most < 5 * MB
