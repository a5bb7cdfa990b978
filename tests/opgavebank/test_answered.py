"""*Jeg har svaret* and *Opslaget er besat* in the mail about an enquiry."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.utils import timezone

from opgavebank import actions
from opgavebank.choices import HenvendelseStatus, OpslagStatus
from opgavebank.models import Henvendelse, Opslag
from rudersdal_frivillig.grundlag import buttons, log
from tests.factories import HenvendelseFactory, OpslagFactory

pytestmark = pytest.mark.django_db


def path(name, obj):
    return urlsplit(buttons.address(name, obj)).path


def reread(henvendelse):
    return Henvendelse.objects.get(pk=henvendelse.pk)


@pytest.fixture
def henvendelse():
    return HenvendelseFactory(opslag__pladser=1)


def test_scanner_that_opens_the_link_answers_nothing(client, henvendelse):
    for send in (client.get, client.head):
        assert send(path(actions.SVARET, henvendelse)).status_code == 200

    assert reread(henvendelse).status == HenvendelseStatus.NY


def test_button_stops_the_clock_and_offers_nothing_else(client, henvendelse):
    response = client.post(path(actions.SVARET, henvendelse))

    assert (reread(henvendelse).status, reread(henvendelse).svarvej) == (
        "kontaktet",
        "knap",
    )
    assert "Tak, det er gjort" in response.text
    assert "<form" not in response.text.partition("<main")[2]


def test_deputy_to_whom_the_mail_was_forwarded_is_told_it_is_done(client, henvendelse):
    link = path(actions.SVARET, henvendelse)
    client.post(link)
    before = reread(henvendelse).sidste_ord_den

    for send in (client.get, client.post):
        response = send(link)
        assert response.status_code == 410
        assert "Det er noteret i forvejen" in response.text

    assert reread(henvendelse).sidste_ord_den == before


def test_button_after_a_colleague_answered_says_when(client, henvendelse, koordinator):
    link = path(actions.SVARET, henvendelse)
    actions.note_call(henvendelse, by=koordinator)

    response = client.post(link)

    assert "Henvendelsen er besvaret" in response.text
    assert "I får ingen påmindelse om den." in response.text
    assert reread(henvendelse).svarvej == "opkald"


def test_note_of_ones_own_leaves_the_button(client, henvendelse, koordinator):
    link = path(actions.SVARET, henvendelse)
    actions.note(henvendelse, "Ring torsdag", by=koordinator)

    assert "Tak, det er gjort" in client.post(link).text


def test_button_after_the_citizen_withdrew_says_so(client, henvendelse):
    link = path(actions.SVARET, henvendelse)
    actions.withdraw(henvendelse, role=log.BORGER)

    response = client.post(link)

    assert response.status_code == 410
    assert "Borgeren vil ikke alligevel." in response.text
    assert reread(henvendelse).kontaktet_den is None


def test_button_of_what_is_deleted_says_so(client, henvendelse, koordinator):
    link = path(actions.SVARET, henvendelse)
    actions.decline(henvendelse, by=koordinator)
    actions.delete_content(henvendelse)

    assert "det, borgeren skrev, er slettet" in client.get(link).text


def test_button_of_a_month_ago_does_nothing(client, henvendelse):
    link = path(actions.SVARET, henvendelse)

    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert client.post(link).status_code == 410

    assert reread(henvendelse).status == HenvendelseStatus.NY


def test_besat_says_how_many_still_wait_for_an_answer(client, koordinator):
    opslag = OpslagFactory(aktiv=True)
    HenvendelseFactory.create_batch(2, opslag=opslag)
    answered = HenvendelseFactory(opslag=opslag)
    actions.note_call(answered, by=koordinator)

    response = client.post(path("besat", opslag))

    assert "2 borgere venter stadig på svar fra jer." in response.text
    assert Opslag.objects.get(pk=opslag.pk).status == OpslagStatus.BESAT
