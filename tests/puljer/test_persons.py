"""What is shown and erased of a person who applied."""

import pytest

from puljer import actions
from puljer.choices import Deltagerrolle
from puljer.models import Ansoegning
from rudersdal_frivillig.grundlag import persons
from rudersdal_frivillig.grundlag.actions import approve_erasure, ask_for_erasure
from rudersdal_frivillig.grundlag.models import Brev
from tests.factories import BrugerFactory
from tests.puljer.sager import fill_in, open_pulje, sent, start
from tests.traces import tables_with

pytestmark = pytest.mark.django_db

FIRST, SECOND = "ansvarlig@example.dk", "anden@example.dk"


def held(email):
    return {
        holding.label: [f"{row.what}\n{row.text}" for row in rows]
        for holding, rows in persons.held_about(email)
    }


def erase(email):
    anmodning = ask_for_erasure(email, "Borgeren bad om det.", by=BrugerFactory())
    approve_erasure(anmodning, by=BrugerFactory())


def test_a_draft_and_a_case_are_shown_and_told_apart():
    case = sent()
    start(case.runde)
    actions.write_to_staff(
        case, "Vi glemte noget.", deltager=case.deltagere.answering()[0]
    )

    found = held("ANSVARLIG@example.dk")

    [draft] = found["Kladder til ansøgninger"]
    assert "Kladde" in draft
    assert "Kontaktpersonen" in draft
    said = "\n".join(found["Ansøgninger, der er sendt"])
    assert case.nummer in said
    assert "Vi glemte noget." in said


def test_erasing_wipes_a_draft_that_no_one_else_answers_for():
    ansoegning = start(open_pulje(), email="zebe@example.dk")
    actions.invite(ansoegning, "laeser@example.dk", Deltagerrolle.LAESER)

    erase("zebe@example.dk")

    assert not Ansoegning.objects.exists()
    assert tables_with("zebe@example.dk") == set()


def test_erasing_leaves_a_draft_to_the_other_contact():
    ansoegning = fill_in(start(open_pulje()))
    before = ansoegning.versioner["om-jer"]

    erase(FIRST)

    ansoegning.refresh_from_db()
    heir = ansoegning.deltagere.get()
    assert (heir.email, heir.rolle) == (SECOND, Deltagerrolle.ANSVARLIG)
    assert ansoegning.versioner["om-jer"] > before
    assert tables_with(FIRST) == set()


def test_erasing_takes_away_who_was_only_invited():
    ansoegning = fill_in(start(open_pulje()))
    actions.invite(ansoegning, "skriver@example.dk", Deltagerrolle.SKRIVER)

    erase("skriver@example.dk")

    assert {d.email for d in ansoegning.deltagere.all()} == {FIRST, SECOND}
    assert tables_with("skriver@example.dk") == set()


def test_erasing_keeps_what_was_sent_and_says_why():
    ansoegning = sent()

    erase(FIRST)

    ansoegning.refresh_from_db()
    assert ansoegning.deltagere.filter(email=FIRST).exists()
    kept = [holding.kept for holding, rows in persons.held_about(FIRST)]
    assert any("journalisere" in reason for reason in kept)
    assert not Brev.objects.filter(til=FIRST).exists()


def test_the_contact_of_a_pool_works_here():
    open_pulje(kontakt_email="puljer@kommune.example")

    found = held("puljer@kommune.example")

    assert list(found) == ["Kontakter på puljer"]
