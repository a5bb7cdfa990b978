"""Rounds: when one can apply, and for how much."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from puljer.models import Runde
from rudersdal_frivillig.grundlag.models import Brev
from tests.page_text import page_text
from tests.pages import submit
from tests.puljer.opsaetning import of_pulje, of_runde, sagsbehandler, save
from tests.puljer.sager import fill_in, make_pulje, open_pulje, send, start

pytestmark = pytest.mark.django_db

ADD = reverse("admin:puljer_runde_add")
TYPED = {
    "navn": "Forår 2027",
    "aabner_0": "2027-01-04",
    "aabner_1": "08:00",
    "frist_0": "2027-03-01",
    "frist_1": "23:59",
    "ramme_oere": "250.000",
    "hoejst_oere": "50.000,00",
    "egenandel_pct": "0",
}


@pytest.fixture
def pulje(client):
    pulje = make_pulje()
    client.force_login(sagsbehandler(pulje))
    return pulje


@pytest.fixture
def runde(client):
    """In operation, and the visitor works with it."""
    runde = open_pulje()
    client.force_login(sagsbehandler(runde.pulje))
    return runde


def add(client, pulje, **changes):
    page = client.get(ADD, {"pulje": pulje.pk})
    return submit(client, page, **TYPED | changes, _save="1")


def clock(moment):
    moment = timezone.localtime(moment)
    return {"frist_0": f"{moment:%Y-%m-%d}", "frist_1": f"{moment:%H:%M}"}


def extend(client, runde, frist, begrundelse="Siden var nede.", **more):
    typed = clock(frist) | {"begrundelse": begrundelse} | more
    return submit(client, client.get(of_runde("flyt", runde)), **typed)


def working_day(moment):
    """The first Tuesday after it, which warns of nothing at this time of the year."""
    moment += timedelta(days=1)
    while moment.weekday() != 1:
        moment += timedelta(days=1)
    return moment


def test_a_round_is_typed_in_kroner_and_danish_time(client, pulje):
    page = add(client, pulje)

    runde = Runde.objects.get()
    assert page.url == of_pulje("change", pulje)
    assert runde.frist == datetime(2027, 3, 1, 22, 59, tzinfo=UTC)
    assert runde.frist_text == "mandag 1. marts 2027 kl. 23.59"
    assert (runde.ramme_oere, runde.hoejst_oere) == (250_000_00, 50_000_00)
    assert runde.mindst_oere == 0


def test_a_round_without_frist_is_loebende(client, pulje):
    add(client, pulje, frist_0="", frist_1="")

    assert Runde.objects.get().is_loebende


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"frist_0": "2027-03-28", "frist_1": "02:30"}, "findes ikke den nat"),
        ({"frist_0": "2027-10-31", "frist_1": "02:30"}, "er der to gange den nat"),
        ({"aabner_0": "2027-03-28", "aabner_1": "02:00"}, "findes ikke den nat"),
        ({"frist_1": "23:59:59"}, "Skriv klokkeslættet som 23.59, uden sekunder."),
        ({"frist_1": ""}, "Skriv klokkeslættet som 23.59, uden sekunder."),
        ({"frist_0": "i morgen"}, "Skriv datoen som 24.12.2026."),
        ({"frist_0": "2027-01-04", "frist_1": "08:00"}, "efter, at runden åbner"),
        ({"mindst_oere": "60.000"}, "Det mindste beløb er over det højeste."),
        ({"ramme_oere": "1,234.50"}, "Skriv beløbet med tal"),
        ({"ramme_oere": "-5"}, "Beløbet kan ikke være mindre end 0 kr."),
        ({"egenandel_pct": "101"}, "100"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(client, pulje, typed, said):
    page = add(client, pulje, **typed)

    assert page.status_code == 200
    assert said in page.text
    assert not Runde.objects.exists()


@pytest.mark.parametrize("clock", ["01:59", "03:00"])
@pytest.mark.parametrize("day", ["2027-03-28", "2027-10-31"])
def test_beside_the_hour_of_the_clock_change_a_time_is_itself(
    client, pulje, day, clock
):
    add(client, pulje, frist_0=day, frist_1=clock)

    local = timezone.localtime(Runde.objects.get().frist)
    assert f"{local:%Y-%m-%d %H:%M}" == f"{day} {clock}"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2027-03-06", "I en weekend kan ingen svare på spørgsmål."),
        ("2027-03-25", "hvor kommunen har lukket."),
        ("2027-06-05", "I en weekend kan ingen svare på spørgsmål."),
        ("2027-12-24", "hvor kommunen har lukket."),
        ("2027-03-27", "Uret stilles om den nat, fristen er"),
        ("2027-10-30", "Uret stilles om den nat, fristen er"),
    ],
)
def test_a_deadline_to_think_of_warns_in_a_message_and_beside_the_round(
    client, pulje, day, said
):
    page = add(client, pulje, frist_0=day)

    assert said in "".join(map(str, client.get(page.url).context["messages"]))
    assert said in page_text(client.get(page.url))
    assert said in page_text(client.get(of_runde("change", Runde.objects.get())))


def test_of_an_approved_round_the_frame_alone_is_changed(client, runde):
    before = Runde.objects.values().get()

    late = {"frist_0": "2030-01-01", "frist_1": "10:00", "navn": "Et andet navn"}
    save(client, of_runde("change", runde), ramme_oere="200.000", **late)

    assert Runde.objects.values().get() == before | {"ramme_oere": 200_000_00}
    assert "100.000 kr." in page_text(client.get(of_runde("history", runde)))


def test_the_frame_is_never_below_what_is_given(client, runde):
    Runde.objects.update(disponeret_oere=40_000_00)

    page = save(client, of_runde("change", runde), ramme_oere="39.999,99")
    assert "Rammen kan ikke være under det, der er givet." in page.text
    save(client, of_runde("change", runde), ramme_oere="40.000")

    runde.refresh_from_db()
    assert runde.ramme_oere == 40_000_00


def test_an_approved_round_is_closed_and_not_deleted(client, runde):
    address = reverse("admin:puljer_runde_delete", args=[runde.pk])
    assert client.post(address, {"post": "yes"}).status_code == 403

    client.get(of_runde("luk", runde))
    runde.refresh_from_db()
    assert runde.lukket_den is None
    client.post(of_runde("luk", runde))

    runde.refresh_from_db()
    assert not runde.is_open(timezone.now())


def test_a_round_that_is_not_approved_may_be_deleted(client, pulje):
    add(client, pulje)
    address = reverse("admin:puljer_runde_delete", args=[Runde.objects.get().pk])

    client.post(address, {"post": "yes"})

    assert not Runde.objects.exists()


def test_extend_makes_late_ones_timely_and_tells_all_who_have_begun(client, runde):
    draft = start(runde, email="kladde@example.dk")
    late = fill_in(start(runde, email="sen@example.dk"))
    send(late, at=runde.frist + timedelta(hours=1))
    assert not late.rettidig

    frist = working_day(runde.frist)
    extend(client, runde, frist)

    late.refresh_from_db()
    runde.refresh_from_db()
    assert runde.frist == frist
    assert late.rettidig
    told = Brev.objects.filter(emne=f"Ny frist: {runde.pulje}")
    assert {"kladde@example.dk", "ansvarlig@example.dk"} <= {b.til for b in told}
    mail = told.get(til="kladde@example.dk").tekst
    assert runde.frist_text in mail
    assert "Siden var nede." in mail
    assert draft.runde.is_open(frist)


def test_extend_sent_twice_tells_them_once(client, runde):
    start(runde)
    page = client.get(of_runde("flyt", runde))
    typed = clock(working_day(runde.frist)) | {"begrundelse": "Siden var nede."}

    for _ in range(2):
        assert submit(client, page, **typed).status_code == 302

    assert Brev.objects.filter(emne=f"Ny frist: {runde.pulje}").count() == 1


def test_extend_wants_a_later_time_and_a_reason(client, runde):
    before = runde.frist

    earlier = extend(client, runde, before - timedelta(days=1), advaret="")
    unsaid = extend(client, runde, working_day(before), "")

    runde.refresh_from_db()
    assert runde.frist == before
    assert earlier.status_code == unsaid.status_code == 200
    assert "Skriv, hvorfor fristen flyttes." in unsaid.text


def test_extend_to_a_weekend_asks_once_more(client, runde):
    saturday = working_day(runde.frist) + timedelta(days=4)
    typed = clock(saturday) | {"begrundelse": "Siden var nede."}

    page = submit(client, client.get(of_runde("flyt", runde)), **typed)
    runde.refresh_from_db()
    assert runde.frist != saturday
    assert "I en weekend kan ingen svare på spørgsmål." in page.text
    submit(client, page)

    runde.refresh_from_db()
    assert runde.frist == saturday
