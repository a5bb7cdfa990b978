"""What citizens are asked about their enquiry, and what comes of their answer."""

import re
from datetime import date

import pytest
import time_machine
from django.core.management import call_command

from opgavebank import actions
from opgavebank.choices import HenvendelseStatus, Svarvej
from opgavebank.models import Henvendelse
from rudersdal_frivillig.grundlag.models import Brev
from tests.factories import HenvendelseFactory
from tests.page_text import page_text

pytestmark = pytest.mark.django_db

KAREN = "karen@example.org"
ASKED, DAY_5, DAY_6 = date(2027, 1, 11), date(2027, 1, 18), date(2027, 1, 19)
DAY_20, DAY_21 = date(2027, 2, 8), date(2027, 2, 9)


@pytest.fixture
def henvendelse(koordinator):
    with time_machine.travel(ASKED):
        henvendelse = HenvendelseFactory(
            email=KAREN, opslag__stedfortraeder_email="deputy@kommune.example"
        )
        actions.confirm_email(henvendelse, KAREN)
    return henvendelse


def night(on):
    """The subjects of what Karen is sent in the nights up to and with this one."""
    with time_machine.travel(on):
        call_command("nightly", verbosity=0)
        call_command("nightly", verbosity=0)
    return [brev.emne for brev in Brev.objects.filter(til=KAREN).order_by("pk")]


def links(on):
    night(on)
    text = Brev.objects.filter(til=KAREN).latest("pk").tekst
    return re.findall(r"http://[^/]+(/knap/\S+)", text)


@pytest.mark.parametrize(
    ("days", "asked"),
    [
        ([DAY_5], []),
        ([DAY_6], ["Har du"]),
        ([DAY_6, DAY_20], ["Har du"]),
        ([DAY_6, DAY_21], ["Har du", "Blev d"]),
        ([DAY_21, DAY_21], ["Blev d"]),
    ],
)
def test_a_citizen_is_asked_each_thing_once(henvendelse, days, asked):
    for day in days:
        subjects = night(day)

    assert [subject[:6] for subject in subjects] == asked


def test_whose_address_is_not_known_to_be_right_is_not_asked(koordinator):
    with time_machine.travel(ASKED):
        HenvendelseFactory(email=KAREN)

    assert night(DAY_21) == []


def test_who_withdrew_is_not_asked(henvendelse):
    with time_machine.travel(ASKED):
        actions.withdraw(henvendelse, role="borger")

    assert night(DAY_21) == []


def test_who_waits_for_a_place_is_not_asked_for_an_answer(henvendelse):
    Henvendelse.objects.update(paa_venteliste=True)

    assert night(DAY_6) == []


def test_opening_the_links_changes_nothing(client, henvendelse):
    with time_machine.travel(DAY_6):
        for link in links(DAY_6):
            assert client.get(link).status_code == 200

    henvendelse.refresh_from_db()
    assert (henvendelse.status, henvendelse.fik_svar) == (HenvendelseStatus.NY, "")


def test_yes_stops_the_clock(client, henvendelse):
    yes, _ = links(DAY_6)

    with time_machine.travel(DAY_6):
        response = client.post(yes)

    henvendelse.refresh_from_db()
    assert "Du har svaret, at du har fået svar." in page_text(response)
    assert (henvendelse.status, henvendelse.svarvej, henvendelse.fik_svar) == (
        HenvendelseStatus.KONTAKTET,
        Svarvej.BORGER,
        "ja",
    )


def test_no_tells_deputy_and_coordinator_once(client, henvendelse, koordinator):
    _, no = links(DAY_6)

    with time_machine.travel(DAY_6):
        client.post(no)
        client.post(no)

    told = Brev.objects.filter(emne__startswith="En borger mangler svar")
    assert sorted(brev.til for brev in told) == sorted(
        ["deputy@kommune.example", koordinator.email]
    )
    assert Henvendelse.objects.get().fik_svar == "nej"


def test_the_last_answer_counts(client, henvendelse):
    yes, no = links(DAY_6)

    with time_machine.travel(DAY_6):
        client.post(no)
        assert client.post(yes).status_code == 200

    assert Henvendelse.objects.get().fik_svar == "ja"


@pytest.mark.parametrize("first", ["", "ja", "nej"])
def test_the_outcome_is_asked_with_one_optional_question(client, henvendelse, first):
    [link] = links(DAY_21)

    with time_machine.travel(DAY_21):
        client.post(link, {"blev_til_noget": "ja", "foerste_gang": first})

    henvendelse.refresh_from_db()
    assert (henvendelse.blev_til_noget, henvendelse.foerste_gang) == ("ja", first)


def test_the_outcome_cannot_be_sent_empty(client, henvendelse):
    [link] = links(DAY_21)

    with time_machine.travel(DAY_21):
        response = client.post(link)

    assert "Vælg ja eller nej." in page_text(response)
    assert Henvendelse.objects.get().blev_til_noget == ""


def test_a_link_says_so_once_the_enquiry_is_withdrawn(client, henvendelse):
    yes, _ = links(DAY_6)

    with time_machine.travel(DAY_6):
        actions.withdraw(henvendelse, role="borger")
        response = client.post(yes)

    assert response.status_code == 410
    assert "Linket virker ikke længere" in page_text(response)
    assert "Log ind" not in page_text(response)
