"""The list of applications: who finds what, and what a file of it holds."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from puljer import actions
from puljer.choices import Deltagerrolle
from puljer.models import Ansoegning
from rudersdal_frivillig.grundlag.models import Logpost
from tests.puljer.sager import CVR, fill_in, open_pulje, send, sent, start
from tests.puljer.sagsbehandling import LIST, make_sagsbehandler, page_of
from tests.spreadsheets import export, read_csv, read_xlsx

pytestmark = pytest.mark.django_db


@pytest.fixture
def runde():
    return open_pulje(frist=None)


@pytest.fixture
def ansoegning(runde):
    return sent(runde)


@pytest.fixture
def staff(client, runde):
    client.bruger = make_sagsbehandler(runde.pulje)
    client.force_login(client.bruger)
    return client


def found(client, **query):
    return {row.pk for row in client.get(LIST, query).context["cl"].result_list}


def rename(ansoegning, **facts):
    """In the working copy; sent by no one."""
    contacts = {
        d.rolle: {"navn": d.navn, "email": d.email, "telefon": d.telefon}
        for d in ansoegning.deltagere.answering()
    }
    version = ansoegning.versioner["om-jer"]
    actions.save_om_jer(ansoegning, facts, contacts, version=version, at=timezone.now())


def test_list_has_number_applicant_title_amount_and_state(staff, ansoegning):
    html = staff.get(LIST).text

    for text in (ansoegning.nummer, "Brætspilsklubben", "Spil på tværs", "4.000 kr."):
        assert text in html
    assert "Modtaget" in html
    assert "1 ikke journaliseret" in html


def test_list_says_what_was_sent_and_not_what_is_only_written(staff, ansoegning):
    rename(ansoegning, titel="Et andet navn")

    html = staff.get(LIST).text

    assert "Spil på tværs" in html
    assert "Et andet navn" not in html
    assert found(staff, q="Et andet") == set()


@pytest.mark.parametrize(
    "words", ["Brætspil", CVR, "spil på tværs", "anden@example.dk", "kontaktpersonen"]
)
def test_search_finds_by_what_callers_say(staff, runde, ansoegning, words):
    other = sent(runde)
    rename(other, navn="Koret", cvr="10000000", titel="Sang")
    other.deltagere.update(navn="Dirigenten")
    other.deltagere.filter(rolle="medansvarlig").update(email="kor@example.dk")
    send(other)

    assert found(staff, q=words) == {ansoegning.pk}
    assert found(staff, q=other.nummer) == {other.pk}


@pytest.mark.parametrize("words", ["%", "' OR 1=1 --", "\0", '"', "a" * 5000, "= ="])
def test_odd_words_find_nothing_and_break_nothing(staff, ansoegning, words):
    assert staff.get(LIST, {"q": words}).status_code in {200, 400}


def test_draft_is_found_by_its_contact_and_not_by_what_it_says(staff, runde):
    draft = fill_in(start(runde))

    assert found(staff, q="ansvarlig@example.dk") == {draft.pk}
    assert found(staff, q="tværs") == set()
    assert "Spil på tværs" not in staff.get(LIST).text


def test_another_pools_applications_are_not_there(staff, ansoegning):
    other = sent(open_pulje(frist=None))

    assert found(staff) == {ansoegning.pk}
    assert found(staff, q=other.nummer) == set()
    assert found(staff, pulje=other.pulje.pk) == set()
    assert other.pk not in found(staff, runde=other.runde_id)
    assert other.nummer not in export(staff, Ansoegning).getvalue().decode()
    assert str(other.pulje) not in staff.get(LIST).text


def test_coordinator_sees_all_pools_and_is_not_asked_for_them(
    client, koordinator, ansoegning
):
    client.force_login(koordinator)

    assert found(client) == {ansoegning.pk}
    assert found(client, venter="nye") == set()


@pytest.fixture
def waits(staff, runde, ansoegning):
    """One of each that waits, by the name of what it waits for."""
    with_deadline = open_pulje()
    with_deadline.pulje.sagsbehandlere.add(staff.bruger)
    late = fill_in(start(with_deadline))
    send(late, at=with_deadline.frist + timedelta(days=1))
    written = sent(runde)
    contact = written.deltagere.get(rolle=Deltagerrolle.ANSVARLIG)
    actions.take(written, by=staff.bruger)
    actions.write_to_staff(written, "Hvornår hører vi?", deltager=contact)
    typed = start(runde, by=staff.bruger, modtagevej="telefon")
    return {
        "nye": {ansoegning.pk},
        "ulaest": {written.pk},
        "sent": {late.pk},
        "mine": {written.pk},
        "indtast": {typed.pk},
        "journal": {ansoegning.pk, late.pk, written.pk},
        "ubekraeftet": set(),
    }


def test_filter_shows_what_waits_and_the_page_counts_it(staff, waits):
    counts = {name: n for name, _, n in staff.get(LIST).context["counts"]}

    assert {name: found(staff, venter=name) for name in waits} == waits
    assert counts == {name: len(rows) for name, rows in waits.items() if rows}


def test_no_one_is_asked_to_take_what_can_still_be_changed(client):
    ansoegning = sent(open_pulje())
    client.force_login(make_sagsbehandler(ansoegning.pulje))

    assert found(client, venter="nye") == set()


def test_file_has_what_is_needed_and_no_contact(staff, ansoegning):
    heads, row = read_csv(export(staff, Ansoegning))
    cells = dict(zip(heads, row, strict=True))

    assert cells["Nummer"] == ansoegning.nummer
    assert cells["Ansøgt, kr."] == "4000"
    assert cells["Kom til tiden"] == "ja"
    assert "example.dk" not in " ".join(row)
    assert "Kontaktpersonen" not in " ".join(row)
    assert Logpost.objects.filter(handling="hentede", hvem=staff.bruger).exists()


def test_formulas_in_a_file_stay_text(staff, ansoegning):
    rename(ansoegning, titel='=HYPERLINK("http://x";"y")', navn="@SUM(1)")
    send(ansoegning)

    [row] = read_csv(export(staff, Ansoegning))[1:]
    cells = read_xlsx(export(staff, Ansoegning, "xlsx"))[1]

    assert not [cell for cell in row if cell.startswith(("=", "@"))]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert any("HYPERLINK" in str(cell.value) for cell in cells)


def test_list_and_file_ask_no_more_with_more_rows(staff, runde, ansoegning):
    def queries(call):
        with CaptureQueriesContext(connection) as captured:
            call()
        return len(captured)

    calls = [
        lambda: staff.get(LIST),
        lambda: export(staff, Ansoegning).getvalue(),
        lambda: staff.get(LIST, {"q": "spil"}),
    ]
    few = [queries(call) for call in calls]
    for _ in range(4):
        sent(runde)

    assert [queries(call) for call in calls] == few


def test_list_leads_to_the_page_of_each(staff, ansoegning):
    assert page_of(ansoegning) in staff.get(LIST).text
