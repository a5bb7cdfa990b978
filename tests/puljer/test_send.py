"""The page where one reads it all and sends, and the receipt."""

import pytest
from django.utils import timezone

from puljer import actions, indhold
from puljer.choices import AnsoegningStatus, Deltagerrolle
from rudersdal_frivillig.grundlag.models import Brev, Retstekst
from tests.factories import RetstekstFactory
from tests.page_text import page_text
from tests.pages import fields, submit, tags
from tests.puljer.indgang import (
    come_in,
    enter,
    invite,
    page,
    press_send,
    send_page,
    yes,
)
from tests.puljer.sager import fill_in, open_pulje, sent, start, udgift

pytestmark = pytest.mark.django_db


@pytest.fixture
def ansoegning():
    return fill_in(start(open_pulje()))


def test_send_page_has_all_of_it_with_a_way_to_change_each_part(ansoegning):
    response = send_page(come_in(ansoegning), ansoegning)

    text = page_text(response)
    assert "Brætspilsklubben" in text
    assert "Vi vil spille brætspil." in text
    assert ansoegning.runde.frist_text in text
    links = [attrs.get("href") for _, attrs in tags(response, "a")]
    for part in ("om-jer", "jeres-ide", "budget"):
        assert page("ansoegning_part", ansoegning, part) in links


def test_send_page_says_what_is_lacking_and_has_no_button():
    ansoegning = start(open_pulje())

    response = send_page(come_in(ansoegning), ansoegning)

    links = [attrs.get("href") for _, attrs in tags(response, "a")]
    assert "Skriv, hvad pengene skal bruges til." in response.text
    assert f"{page('ansoegning_part', ansoegning, 'om-jer')}#id_titel" in links
    assert not [a for _, a in tags(response, "button") if a.get("value") == "ja"]


def test_sending_leads_to_a_receipt_with_the_number(ansoegning):
    client = come_in(ansoegning)

    response = press_send(client, ansoegning)

    ansoegning.refresh_from_db()
    assert response.url == page("ansoegning_receipt", ansoegning)
    receipt = client.get(response.url)
    assert ansoegning.nummer in receipt.text
    assert ansoegning.indsendte.get().sha256 in receipt.text


def test_receipt_says_the_same_on_the_screen_as_in_the_mail(ansoegning):
    client = come_in(ansoegning)
    response = client.get(press_send(client, ansoegning).url)

    brev = Brev.objects.filter(emne__contains="Vi har modtaget").first()

    screen = " ".join(page_text(response).split())
    said = brev.tekst.split("Det sendte I")[0].split("Nummer:")[1]
    facts, now = said.split("Hvad sker der nu?")
    for label_and_text in facts.strip().split("\n\n")[0].splitlines()[1:]:
        label, text = label_and_text.split(": ", 1)
        assert label in screen
        assert text in screen
    for line in [line for line in now.splitlines() if line.startswith("- ")]:
        assert line.removeprefix("- ") in screen


def test_mail_holds_what_was_sent(ansoegning):
    press_send(come_in(ansoegning), ansoegning)

    brev = Brev.objects.filter(emne__contains="Vi har modtaget").first()

    assert "Vi vil spille brætspil." in brev.tekst
    assert "I søger om: 4.000 kr." in brev.tekst


def test_sending_needs_a_yes_to_each_text(ansoegning):
    client = come_in(ansoegning)
    form = send_page(client, ansoegning)
    *_, last = yes(form)

    response = submit(client, form, **{last: "ja"})

    ansoegning.refresh_from_db()
    assert response.text.count("Læs teksten, og sæt kryds.") >= 2
    assert ansoegning.status == AnsoegningStatus.KLADDE


def test_version_keeps_which_texts_were_agreed_to(ansoegning):
    press_send(come_in(ansoegning), ansoegning)

    said = ansoegning.indsendte.get().indhold["erklaeringer"]

    assert [(t["noegle"], t["version"]) for t in said] == [
        ("erklaeringer-ansoegning", 1),
        ("vilkaar-proeve", 1),
    ]


def test_a_text_that_changed_while_one_read_is_asked_about_again(ansoegning):
    client = come_in(ansoegning)
    form = send_page(client, ansoegning)
    RetstekstFactory(
        noegle="vilkaar-proeve", version=2, skal_godkendes=False, titel="Nye vilkår"
    )

    response = submit(client, form, **yes(form))

    ansoegning.refresh_from_db()
    assert ansoegning.status == AnsoegningStatus.KLADDE
    assert "Nye vilkår" in response.text
    assert Retstekst.objects.filter(noegle="vilkaar-proeve").count() == 2


def test_what_another_changed_while_one_read_is_not_sent_unseen(ansoegning):
    client = come_in(ansoegning)
    form = send_page(client, ansoegning)
    now = timezone.now()
    actions.save_budget(ansoegning, [udgift(5_000_00)], timer=0, version=1, at=now)

    response = submit(client, form, **yes(form))

    assert response.status_code == 409
    assert "5.000 kr." in response.text
    assert "En anden har rettet" in response.text
    ansoegning.refresh_from_db()
    assert ansoegning.status == AnsoegningStatus.KLADDE
    assert submit(client, response, **yes(response)).status_code == 302
    assert ansoegning.indsendte.get().indhold["budget"]["ansoegt_oere"] == 5_000_00


@pytest.mark.parametrize("rolle", [Deltagerrolle.SKRIVER, Deltagerrolle.LAESER])
def test_who_does_not_answer_for_it_can_read_but_not_send(ansoegning, client, rolle):
    sender = come_in(ansoegning)
    form = send_page(sender, ansoegning)
    enter(client, invite(ansoegning, rolle))

    seen = send_page(client, ansoegning)
    response = client.post(
        page("ansoegning_send", ansoegning), fields(form) | yes(form)
    )

    assert "Det er kontaktpersonerne, der kan sende" in seen.text
    assert response.status_code == 200
    ansoegning.refresh_from_db()
    assert ansoegning.status == AnsoegningStatus.KLADDE


def test_reader_gets_no_links_to_change(ansoegning, client):
    enter(client, invite(ansoegning, Deltagerrolle.LAESER))

    response = send_page(client, ansoegning)

    assert ">Ret<" not in response.text
    assert ">Ret<" in send_page(come_in(ansoegning), ansoegning).text


def test_pages_are_closed_to_who_has_no_link(client):
    ansoegning = sent()

    for name in ("send", "receipt", "print", "withdraw", "copy", "confirm"):
        response = client.get(page(f"ansoegning_{name}", ansoegning))
        assert response.status_code == 404
        assert "Åbn linket i mailen igen" in response.text


def test_sent_again_is_a_new_version_under_the_same_number(ansoegning):
    client = come_in(ansoegning)
    press_send(client, ansoegning)
    ansoegning.refresh_from_db()
    nummer, now = ansoegning.nummer, timezone.now()
    actions.save_budget(ansoegning, [udgift(5_000_00)], timer=0, version=1, at=now)

    receipt = client.get(press_send(client, ansoegning).url)

    ansoegning.refresh_from_db()
    assert ansoegning.nummer == nummer
    assert ansoegning.indsendte.count() == 2
    assert "2. Den gælder i stedet for den forrige." in receipt.text


def test_a_sent_version_reads_as_it_was_sent(ansoegning):
    client = come_in(ansoegning)
    press_send(client, ansoegning)
    now = timezone.now()
    actions.save_budget(ansoegning, [udgift(5_000_00)], timer=0, version=1, at=now)
    press_send(client, ansoegning)

    first = client.get(page("ansoegning_version", ansoegning, 1))
    second = client.get(page("ansoegning_version", ansoegning, 2))

    assert "4.000 kr." in first.text
    assert "5.000 kr." not in first.text
    assert "I har sendt en nyere version siden" in first.text
    assert "5.000 kr." in second.text
    assert client.get(page("ansoegning_version", ansoegning, 3)).status_code == 404


def test_version_page_has_checked_its_code(ansoegning):
    client = come_in(ansoegning)
    press_send(client, ansoegning)
    version = ansoegning.indsendte.get()

    response = client.get(page("ansoegning_version", ansoegning, 1))

    assert indhold.digest(version.indhold) == version.sha256
    assert version.sha256 in response.text
    assert "Koden passer." in response.text


def test_print_is_marked_as_a_draft_and_says_what_is_lacking():
    ansoegning = start(open_pulje())

    response = come_in(ansoegning).get(page("ansoegning_print", ansoegning))

    assert "KLADDE" in response.text
    assert "Giv projektet et navn." in response.text


def test_print_of_what_was_sent_is_the_version(ansoegning):
    client = come_in(ansoegning)
    press_send(client, ansoegning)

    response = client.get(page("ansoegning_print", ansoegning))

    assert response.url == page("ansoegning_version", ansoegning, 1)


def test_receipt_of_a_draft_leads_to_the_draft(ansoegning):
    response = come_in(ansoegning).get(page("ansoegning_receipt", ansoegning))

    assert response.url == ansoegning.get_absolute_url()
