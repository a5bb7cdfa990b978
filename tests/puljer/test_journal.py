"""Documents for the records system: taken home as packages, and marked as filed."""

import hashlib
import json
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from puljer import actions, journalpakke
from puljer.models import Journaldokument
from rudersdal_frivillig.grundlag.documents import store_document
from rudersdal_frivillig.grundlag.models import Logpost, Retstekst, Scanning
from tests.puljer.sager import fill_in, open_pulje, send, sent, start
from tests.puljer.sagsbehandling import JOURNAL, make_sagsbehandler
from tests.spreadsheets import export, read_csv

pytestmark = pytest.mark.django_db

HOSTILE = [
    "../../etc/passwd",
    "..\\..\\windows\\system.ini",
    "/absolut.txt",
    "CON.txt",
    "lang" * 100 + ".txt",
    "linje\nskift.txt",
    "nul\0.txt",
    "\u202etxt.exe",
    "faktura.pdf.exe",
    "   .txt",
]


@pytest.fixture
def ansoegning():
    runde = open_pulje(frist=None)
    draft = fill_in(start(runde))
    fil = store_document(SimpleUploadedFile("budget.txt", b"Spil: 4.000 kr."), by=None)
    actions.add_bilag(draft, fil, at=timezone.now())
    ansoegning = send(draft)
    bruger = make_sagsbehandler(runde.pulje)
    actions.write_to_applicant(ansoegning, "Tak for den.", by=bruger)
    return ansoegning


@pytest.fixture
def staff(client, ansoegning):
    client.bruger = make_sagsbehandler(ansoegning.pulje)
    client.force_login(client.bruger)
    return client


def document(ansoegning, slags):
    return ansoegning.dokumenter.get(slags=slags)


def do(client, action, *dokumenter, **more):
    pks = [dokument.pk for dokument in dokumenter]
    data = {"action": action, "_selected_action": pks} | more
    return client.post(JOURNAL, data)


def archive_of(response):
    return ZipFile(BytesIO(response.getvalue()))


def unpack(response):
    """Content of the files in a package, by name without its folder."""
    archive = archive_of(response)
    assert archive.testzip() is None
    return {name.rpartition("/")[2]: archive.read(name) for name in archive.namelist()}


def test_package_of_an_application_is_whole_by_itself(staff, ansoegning):
    dokument = document(ansoegning, "ansoegning")
    files = unpack(do(staff, "fetch_packages", dokument))
    said = json.loads(files["metadata.json"])
    html = files["dokument.html"].decode()

    version = ansoegning.indsendte.get()
    assert "Vi vil spille brætspil." in html
    assert "<script" not in html
    assert "src=" not in html
    assert "href=" not in html
    assert hashlib.sha256(files["indhold.json"]).hexdigest() == version.sha256
    assert said["sha256"] == version.sha256
    assert said["kle"] == "18.14.00 G01"
    assert said["sagsnummer"] == "26/1234"
    assert said["ansoegning"] == ansoegning.nummer
    assert said["afsender"] == "Brætspilsklubben ved Kontaktpersonen"
    assert said["retning"] == "indgående"
    assert said["dokumentdato"].startswith(str(timezone.localdate()))


def test_package_of_a_file_holds_the_file_and_what_its_hash_is(staff, ansoegning):
    dokument = document(ansoegning, "bilag")
    files = unpack(do(staff, "fetch_packages", dokument))
    said = json.loads(files["metadata.json"])

    assert files["bilag budget.txt"] == b"Spil: 4.000 kr."
    hashes = {row["navn"]: row["sha256"] for row in said["filer"]}
    assert hashes["bilag budget.txt"] == said["sha256"]
    assert hashes["bilag budget.txt"] == hashlib.sha256(b"Spil: 4.000 kr.").hexdigest()


def test_package_of_a_message_says_who_wrote_it(staff, ansoegning):
    files = unpack(do(staff, "fetch_packages", document(ansoegning, "besked")))
    said = json.loads(files["metadata.json"])

    assert "Tak for den." in files["dokument.html"].decode()
    assert said["retning"] == "udgående"
    assert said["afsender"] == "Sagsbehandleren"


def test_package_names_the_versions_of_the_texts_that_were_agreed_to(client):
    runde = open_pulje(frist=None)
    texts = Retstekst.objects.filter(noegle="vilkaar-proeve")
    ansoegning = send(fill_in(start(runde)), retstekster=texts)
    client.force_login(make_sagsbehandler(runde.pulje))

    files = unpack(do(client, "fetch_packages", document(ansoegning, "ansoegning")))

    [agreed] = json.loads(files["metadata.json"])["erklaeringer"]
    assert (agreed["noegle"], agreed["version"]) == ("vilkaar-proeve", 1)


def test_package_has_the_same_bytes_whenever_it_is_made(staff, ansoegning):
    chosen = list(ansoegning.dokumenter.all())
    first = do(staff, "fetch_packages", *chosen)

    with time_machine.travel(timezone.now() + timedelta(days=3)):
        staff.force_login(staff.bruger)
        second = do(staff, "fetch_packages", *reversed(chosen))

    assert first.getvalue() == second.getvalue()


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_leaves_its_folder(staff, ansoegning, name):
    dokument = document(ansoegning, "bilag")
    # The intake makes names harmless; a row may be older than what it knows.
    fil = dokument.bilag.fil
    type(fil).objects.filter(pk=fil.pk).update(navn=name.replace("\0", "")[:200])

    response = do(staff, "fetch_packages", dokument)
    archive = archive_of(response)

    [packed] = [n for n in archive.namelist() if "/bilag " in n]
    folder, file = packed.split("/")
    assert folder.startswith(ansoegning.nummer)
    assert not set('\\:*?"<>|\n\u202e') & set(file)
    assert ".." not in packed
    assert len(file) < 130


def test_infected_file_is_left_out_and_the_paper_says_so(staff, ansoegning):
    dokument = document(ansoegning, "bilag")
    dokument.bilag.fil.scanning = Scanning.SMITTET
    dokument.bilag.fil.save()

    files = unpack(do(staff, "fetch_packages", dokument))

    assert set(files) == {"dokument.html", "metadata.json"}
    assert "fundet virus" in files["dokument.html"].decode()


def test_file_that_is_gone_does_not_stop_the_others(staff, ansoegning):
    fil = document(ansoegning, "bilag").bilag.fil
    fil.fil.storage.delete(fil.fil.name)

    response = do(staff, "fetch_packages", *ansoegning.dokumenter.all())

    names = archive_of(response).namelist()
    assert len([name for name in names if name.endswith("metadata.json")]) == 3


def test_taking_a_package_home_is_written_down_once_a_case(staff, ansoegning):
    do(staff, "fetch_packages", *ansoegning.dokumenter.all()).getvalue()

    logged = Logpost.objects.about(ansoegning).filter(hvem=staff.bruger)
    assert [post.handling for post in logged] == ["hentede dokumenter til journalen"]


def test_more_than_a_package_holds_is_refused(staff, ansoegning, monkeypatch):
    monkeypatch.setattr(journalpakke, "MOST_BYTES", 10)

    response = do(staff, "fetch_packages", *ansoegning.dokumenter.all())

    assert response.status_code == 302
    assert "Vælg færre." in staff.get(JOURNAL).text


def test_documents_are_marked_as_filed_after_a_page_that_asks(staff, ansoegning):
    chosen = list(ansoegning.dokumenter.all())
    asked = do(staff, "mark_filed", *chosen)
    assert "Markér 3 dokumenter" in asked.text
    assert not Journaldokument.objects.exclude(journaliseret_den=None).exists()

    number = {f"nummer_{chosen[0].pk}": "26/1234-7"}
    do(staff, "mark_filed", *chosen, confirmed="1", **number)

    chosen[0].refresh_from_db()
    assert chosen[0].dokumentnummer == "26/1234-7"
    assert chosen[0].journaliseret_af == staff.bruger
    assert not Journaldokument.objects.waiting().exists()


def test_number_that_is_too_long_is_refused_and_nothing_marked(staff, ansoegning):
    dokument = document(ansoegning, "bilag")
    number = {f"nummer_{dokument.pk}": "9" * 41}

    response = do(staff, "mark_filed", dokument, confirmed="1", **number)

    assert response.status_code == 200
    assert "9" * 41 in response.text
    dokument.refresh_from_db()
    assert dokument.journaliseret_den is None


def test_one_is_marked_from_its_own_page_and_it_can_be_taken_back(staff, ansoegning):
    dokument = document(ansoegning, "besked")
    page = reverse("admin:puljer_journaldokument_change", args=[dokument.pk])
    html = staff.get(page).text
    assert "18.14.00 G01" in html
    assert 'value="mark_filed"' in html

    assert "Markér 1 dokument" in do(staff, "mark_filed", dokument).text
    do(staff, "mark_filed", dokument, confirmed="1")
    dokument.refresh_from_db()
    assert dokument.journaliseret_den
    assert 'value="mark_not_filed"' in staff.get(page).text

    do(staff, "mark_not_filed", dokument)
    dokument.refresh_from_db()
    assert dokument.journaliseret_den is None


def test_filter_shows_what_is_not_filed_and_what_is(staff, ansoegning):
    filed = document(ansoegning, "besked")
    actions.mark_filed(filed, by=staff.bruger)

    def shown(**query):
        return {d.pk for d in staff.get(JOURNAL, query).context["cl"].result_list}

    assert shown(journal="ja") == {filed.pk}
    assert shown(journal="nej") == {
        d.pk for d in ansoegning.dokumenter.exclude(pk=filed.pk)
    }
    assert shown(journal="laenge") == set()


def test_documents_of_another_pool_do_not_exist(client, ansoegning):
    client.force_login(make_sagsbehandler(open_pulje(frist=None).pulje))
    dokument = document(ansoegning, "bilag")
    page = reverse("admin:puljer_journaldokument_change", args=[dokument.pk])

    assert client.get(page).status_code == 404
    assert client.post(page, {"action": "mark_filed"}).status_code == 404
    for action in ("fetch_packages", "mark_filed", "mark_not_filed"):
        response = do(client, action, dokument, confirmed="1", select_across="1")
        assert not response.streaming
    assert dokument.titel not in client.get(JOURNAL).text
    assert len(read_csv(export(client, Journaldokument))) == 1
    assert not Journaldokument.objects.exclude(journaliseret_den=None).exists()


def test_list_and_package_ask_no_more_for_more_cases(staff, ansoegning):
    def queries(call):
        with CaptureQueriesContext(connection) as captured:
            call()
        return len(captured)

    def pack():
        chosen = Journaldokument.objects.select_related(*journalpakke.RELATED)
        journalpakke.pack(list(chosen)).close()

    calls = [lambda: staff.get(JOURNAL), pack]
    few = [queries(call) for call in calls]
    for _ in range(3):
        sent(ansoegning.runde)

    assert [queries(call) for call in calls] == few
