"""A citizen writes to an institution, and follows what comes of it."""

import re
from datetime import timedelta
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from opgavebank import actions, views
from opgavebank.choices import HenvendelseStatus, OpslagStatus
from opgavebank.models import Henvendelse
from rudersdal_frivillig.grundlag.drafts import load_missing
from rudersdal_frivillig.grundlag.models import Brev, Retstekst
from tests.factories import HenvendelseFactory, OpslagFactory
from tests.grundlag.committed import at_once, commits
from tests.page_text import page_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def opslag(db):
    return OpslagFactory(
        aktiv=True, titel="Læs højt", kontakt_email="kontakt@kommune.example"
    )


def form_url(opslag):
    return reverse("opgavebank:henvendelse_create", args=[opslag.pk, opslag.slug])


def written(**changes):
    fields = {
        "noegle": str(uuid4()),
        "navn": "Karen fra Holte",
        "email": "karen@example.org",
        "besked": "Jeg vil gerne læse højt om tirsdagen.",
    }
    return fields | changes


def write(client, opslag, **changes):
    return client.post(form_url(opslag), written(**changes))


def follow(client, henvendelse):
    """Open the link in the newest receipt, and press its button."""
    brev = Brev.objects.filter(til=henvendelse.email).first()
    [link] = re.findall(r"http\S+/adgang/\S+", brev.tekst)
    return client.post(urlsplit(link).path, follow=True)


def test_a_message_is_delivered_at_once_and_both_get_mail(client, opslag):
    response = write(client, opslag)

    henvendelse = Henvendelse.objects.get()
    assert response.url == reverse(
        "opgavebank:henvendelse_receipt", args=[henvendelse.noegle]
    )
    told = {brev.til: brev.tekst for brev in Brev.objects.all()}
    assert {*told} == {"kontakt@kommune.example", "karen@example.org"}
    assert "Jeg vil gerne læse højt" in told["kontakt@kommune.example"]


def test_the_receipt_says_whom_and_when_and_nothing_of_the_person(client, opslag):
    receipt = page_text(client.get(write(client, opslag).url))

    assert "Aktivitetsmedarbejder" in receipt
    assert "46 11 00 01" in receipt
    assert "senest" in receipt
    assert "Karen" not in receipt
    assert "karen@example.org" not in receipt


def test_the_same_form_sent_twice_is_one_message_with_one_receipt(client, opslag):
    same = written()

    first = client.post(form_url(opslag), same)
    second = client.post(form_url(opslag), same | {"besked": "Og om torsdagen."})

    assert first.url == second.url
    assert Henvendelse.objects.count() == 1
    assert Brev.objects.filter(til="karen@example.org").count() == 1


def test_going_back_and_sending_the_same_again_is_the_first_message(client, opslag):
    first = write(client, opslag)

    again = write(client, opslag)
    other = write(client, opslag, besked="Og om torsdagen.")

    assert again.url == first.url != other.url
    assert Henvendelse.objects.count() == 2


def test_what_the_citizen_was_told_is_kept_in_its_version(client, opslag):
    load_missing()
    shown = Retstekst.objects.in_use().get(noegle="oplysning-henvendelse")
    assert shown.titel in page_text(client.get(form_url(opslag)))

    write(client, opslag)

    assert Henvendelse.objects.get().oplysning == shown


@pytest.mark.parametrize(
    ("changes", "asked"),
    [
        ({"navn": ""}, "Skriv dit navn."),
        ({"email": ""}, "Skriv din e-mail eller dit telefonnummer."),
        ({"email": "karen"}, "Skriv e-mailen som navn@eksempel.dk."),
        ({"ring_op": "on"}, "Skriv det nummer, vi skal ringe til."),
        ({"telefon": "ring til mig"}, "Skriv et telefonnummer med otte cifre."),
        ({"besked": "Mit nummer er 010203-1234."}, "Tag CPR-nummeret ud"),
        ({"hjemmeside": "http://spam.example"}, "Vi kunne ikke læse det, du sendte."),
    ],
)
def test_what_cannot_be_taken_is_asked_for_and_the_text_is_kept(
    client, opslag, changes, asked
):
    response = write(client, opslag, **changes)

    assert response.status_code == 200
    assert asked in page_text(response)
    assert written(**changes)["besked"] in response.text
    assert not Henvendelse.objects.exists()


def test_health_is_warned_of_once_and_sent_if_the_citizen_says_so(client, opslag):
    besked = "Jeg har lige fået en depression, men vil gerne ud."

    warned = write(client, opslag, besked=besked)
    assert "Det ser ud, som om du skriver om helbred" in page_text(warned)
    write(client, opslag, besked=besked, alligevel="on")

    assert Henvendelse.objects.get().besked == besked


def test_a_post_closed_meanwhile_gives_the_text_back(client, opslag):
    client.get(form_url(opslag))
    actions.archive(opslag, by=None)

    response = write(client, opslag)

    assert response.status_code == 409
    assert "Jeg vil gerne læse højt om tirsdagen." in page_text(response)
    assert not Henvendelse.objects.exists()


def test_a_full_post_has_a_waiting_list(client, opslag):
    actions.mark_besat(opslag, by=None)
    closed = client.get(opslag.get_absolute_url())
    assert form_url(opslag) in closed.text

    receipt = client.get(write(client, opslag).url)

    assert Henvendelse.objects.get().paa_venteliste
    assert "Du står på ventelisten" in page_text(receipt)


@commits
def test_twenty_at_once_with_one_form_are_one_message_and_one_receipt():
    load_missing()
    opslag = OpslagFactory(aktiv=True, kontakt_email="kontakt@kommune.example")
    same = written()

    def send():
        return Client().post(form_url(opslag), same).url

    addresses = at_once(*[send] * 20)

    henvendelse = Henvendelse.objects.get()
    receipt = reverse("opgavebank:henvendelse_receipt", args=[henvendelse.noegle])
    assert addresses == [receipt] * 20
    assert Brev.objects.count() == 2


@pytest.mark.parametrize("status", [OpslagStatus.PAUSE, OpslagStatus.UDLOEBET])
def test_no_one_writes_to_a_post_that_is_not_shown(client, status):
    opslag = OpslagFactory(aktiv=True, status=status)

    assert client.get(form_url(opslag)).url == opslag.get_absolute_url()
    assert write(client, opslag).status_code == 409


def test_a_machine_is_stopped_and_a_library_is_not(client, opslag):
    for n in range(views.henvendelse.MOST_FROM_ONE_PLACE):
        write(client, opslag, email=f"gaest{n}@example.org")

    response = write(client, opslag, email="enmere@example.org")

    assert response.status_code == 429
    assert "Jeg vil gerne læse højt om tirsdagen." in response.text
    assert Henvendelse.objects.count() == views.henvendelse.MOST_FROM_ONE_PLACE
    with time_machine.travel(timezone.now() + timedelta(hours=1, seconds=5)):
        assert write(client, opslag, email="enmere@example.org").status_code == 302


def test_no_one_is_flooded_with_receipts(client, opslag):
    for n in range(views.henvendelse.MOST_RECEIPTS + 2):
        write(client, opslag, besked=f"Jeg skriver for {n}. gang.")

    sent = Brev.objects.filter(til="karen@example.org").count()
    assert sent == views.henvendelse.MOST_RECEIPTS
    assert Henvendelse.objects.count() == views.henvendelse.MOST_RECEIPTS + 2


def test_opening_the_link_changes_nothing_and_pressing_it_shows_the_e_mail_is_right(
    client, opslag
):
    write(client, opslag)
    henvendelse = Henvendelse.objects.get()
    [link] = re.findall(
        r"http\S+/adgang/\S+", Brev.objects.get(til=henvendelse.email).tekst
    )

    client.get(urlsplit(link).path)
    assert Henvendelse.objects.get().email_bekraeftet_den is None

    page = follow(client, henvendelse)
    assert Henvendelse.objects.get().email_bekraeftet_den
    assert "Du har ikke fået svar endnu." in page_text(page)


def test_the_citizen_adds_words_and_the_institution_is_told(client, opslag):
    write(client, opslag)
    page = follow(client, Henvendelse.objects.get())
    path = page.redirect_chain[-1][0]

    client.post(path, {"noegle": str(uuid4()), "tekst": "Jeg kan også om fredagen."})

    assert "Jeg kan også om fredagen." in page_text(client.get(path))
    told = Brev.objects.filter(til="kontakt@kommune.example").first()
    assert "Jeg kan også om fredagen." in told.tekst


def test_the_citizen_sees_the_answer_but_not_the_notes(client, opslag, koordinator):
    write(client, opslag)
    henvendelse = Henvendelse.objects.get()
    actions.answer(henvendelse, "Kom på tirsdag.", by=koordinator)
    actions.note(henvendelse, "Virker flink.", by=koordinator)

    brev = Brev.objects.get(til=henvendelse.email, tekst__contains="/adgang/")
    [link] = re.findall(r"http\S+/adgang/\S+", brev.tekst)
    page = page_text(client.post(urlsplit(link).path, follow=True))

    assert "Kom på tirsdag." in page
    assert "Virker flink." not in page


def test_the_citizen_withdraws_by_the_link(client, opslag):
    write(client, opslag)
    henvendelse = Henvendelse.objects.get()
    path = follow(client, henvendelse).redirect_chain[-1][0]
    withdraw = f"{path}traek-tilbage/"

    client.get(withdraw)
    assert Henvendelse.objects.get().is_open
    client.post(withdraw, {"noegle": str(uuid4())})

    assert Henvendelse.objects.get().status == HenvendelseStatus.TRUKKET
    assert "Henvendelsen er trukket tilbage." in page_text(client.get(path))


def test_no_one_follows_without_the_link(client, opslag):
    write(client, opslag)
    henvendelse = Henvendelse.objects.get()
    path = follow(client, henvendelse).redirect_chain[-1][0]
    client.cookies.clear()

    assert client.get(path).status_code == 404
    assert client.post(f"{path}traek-tilbage/").status_code == 404


def test_words_written_after_eight_hours_are_given_back(client, opslag):
    write(client, opslag)
    path = follow(client, Henvendelse.objects.get()).redirect_chain[-1][0]
    client.cookies.clear()

    words = {"noegle": str(uuid4()), "tekst": "Jeg kan også om fredagen."}
    closed = client.post(path, words)

    assert closed.status_code == 404
    assert "Åbn linket i mailen igen" in page_text(closed)
    assert "Jeg kan også om fredagen." in page_text(closed)


def test_an_expired_link_offers_a_new_one_and_a_used_one_works_again(client, opslag):
    write(client, opslag)
    henvendelse = Henvendelse.objects.get()
    brev = Brev.objects.get(til=henvendelse.email)
    path = urlsplit(re.search(r"http\S+/adgang/\S+", brev.tekst).group()).path
    assert client.post(path).status_code == 302
    assert client.post(path).status_code == 302

    with time_machine.travel(timezone.now() + actions.FOELG_LASTS + timedelta(hours=1)):
        assert client.get(path).status_code == 410
        client.post(f"{path}nyt-link/")

    assert Brev.objects.filter(til=henvendelse.email).count() == 2


def test_the_link_is_closed_once_the_content_is_deleted(client, opslag, koordinator):
    write(client, opslag)
    henvendelse = Henvendelse.objects.get()
    path = follow(client, henvendelse).redirect_chain[-1][0]
    actions.decline(henvendelse, by=koordinator)

    actions.delete_content(henvendelse)

    assert client.get(path).status_code == 404


def test_the_page_of_a_post_leads_to_the_form_and_stays_without_a_cookie(
    client, opslag
):
    page = client.get(opslag.get_absolute_url())

    assert form_url(opslag) in page.text
    assert not page.cookies
    assert "public" in page["Cache-Control"]


def test_a_receipt_of_no_one_is_not_found(client):
    HenvendelseFactory()

    receipt = reverse("opgavebank:henvendelse_receipt", args=[uuid4()])

    assert client.get(receipt).status_code == 404


def test_all_that_is_missing_is_told_at_once(client, opslag):
    response = write(client, opslag, navn="", email="", ring_op="on")

    for missing in ["Skriv dit navn.", "Skriv din e-mail", "Skriv det nummer"]:
        assert missing in response.text


def test_mails_of_the_waiting_list_promise_nothing_else(client, opslag):
    actions.mark_besat(opslag, by=None)

    write(client, opslag)

    [receipt] = Brev.objects.filter(til="karen@example.org")
    [notice] = Brev.objects.filter(til="kontakt@kommune.example")
    assert "om en uge" not in receipt.tekst
    assert "opslaget er besat" not in notice.tekst


def test_the_institution_gets_no_more_than_ten_additions_in_a_day(client, opslag):
    write(client, opslag)
    page = follow(client, Henvendelse.objects.get()).request["PATH_INFO"]

    answers = [
        client.post(page, {"noegle": str(uuid4()), "tekst": f"Nr. {n}"})
        for n in range(11)
    ]

    assert [answer.status_code for answer in answers] == [302] * 10 + [200]
    assert "Der er sendt meget herfra" in page_text(answers[-1])
    assert Henvendelse.objects.get().ord.count() == 10


@pytest.mark.parametrize("navn", ["Se https://evil.example/x", "Gå til WWW.evil.dk"])
def test_a_name_carries_no_link_to_an_address_that_anyone_may_type(
    client, opslag, navn
):
    response = write(client, opslag, navn=navn)

    assert "Skriv kun navnet her." in page_text(response)
    assert not Brev.objects.exists()


def test_a_name_is_one_line(client, opslag):
    write(client, opslag, navn="Karen\nfra Holte")

    assert Henvendelse.objects.get().navn == "Karen fra Holte"
