"""The institution's inbox, as those who work there use it."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from opgavebank import actions
from opgavebank.choices import HenvendelseStatus
from opgavebank.models import Henvendelse, Opslag
from rudersdal_frivillig.grundlag.models import Brev
from tests.factories import HenvendelseFactory, InstitutionFactory, OpslagFactory
from tests.page_text import page_text

pytestmark = pytest.mark.django_db

LIST = reverse("admin:opgavebank_henvendelse_changelist")
TELEFON = reverse("admin:opgavebank_henvendelse_telefon")


def page_of(henvendelse):
    return reverse("admin:opgavebank_henvendelse_change", args=[henvendelse.pk])


@pytest.fixture
def opslag(institution):
    return OpslagFactory(
        institution=institution, aktiv=True, pladser=2, kontakt_email="her@k.example"
    )


@pytest.fixture
def henvendelse(opslag):
    return HenvendelseFactory(opslag=opslag)


@pytest.fixture
def staff(client, medarbejder):
    client.force_login(medarbejder)
    return client


def filled(client, henvendelse, handling):
    """What the form of `handling` would send if nothing were typed into it."""
    html = client.get(page_of(henvendelse)).text
    [form] = [
        f
        for f in re.findall("<form.*?</form>", html, re.DOTALL)
        if f'value="{handling}"' in f
    ]
    hidden = re.findall(r'name="(noegle|laest)" value="([^"]*)"', form)
    return {"handling": handling, **dict(hidden)}


def send(client, henvendelse, handling, **typed):
    data = filled(client, henvendelse, handling) | typed
    return client.post(page_of(henvendelse), data, follow=True)


def status_of(henvendelse):
    return Henvendelse.objects.get(pk=henvendelse.pk).status


def answers_to(henvendelse):
    return Brev.objects.filter(til=henvendelse.email)


def test_medarbejder_answers_and_the_citizen_gets_a_mail(staff, henvendelse):
    response = send(staff, henvendelse, "svar", tekst="Kom på torsdag.")

    [brev] = answers_to(henvendelse)
    assert "Kom på torsdag." in brev.tekst
    assert brev.svar_til == "her@k.example"
    assert status_of(henvendelse) == HenvendelseStatus.KONTAKTET
    assert "Svaret er sendt." in response.text
    assert "Kom på torsdag." in response.text


def test_two_clicks_send_one_answer(staff, henvendelse):
    data = filled(staff, henvendelse, "svar") | {"tekst": "Kom på torsdag."}

    answers = [staff.post(page_of(henvendelse), data) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers_to(henvendelse).count() == 1


def test_opening_the_page_changes_nothing(staff, henvendelse):
    assert staff.get(page_of(henvendelse)).status_code == 200

    assert status_of(henvendelse) == HenvendelseStatus.NY


def test_second_of_two_is_told_what_the_first_did_and_keeps_the_text(
    staff, henvendelse, leder
):
    data = filled(staff, henvendelse, "svar") | {"tekst": "Ring til mig."}
    actions.note_call(henvendelse, by=leder)

    told = staff.post(page_of(henvendelse), data)

    assert told.status_code == 409
    assert "Der er sket noget, siden du åbnede siden" in told.text
    assert "Leder af plejecenteret markerede henvendelsen som kontaktet" in told.text
    assert "Ring til mig." in told.text
    assert not answers_to(henvendelse).exists()


def test_second_of_two_may_send_it_all_the_same(staff, henvendelse, leder):
    data = filled(staff, henvendelse, "svar") | {"tekst": "Ring til mig."}
    actions.note_call(henvendelse, by=leder)
    told = staff.post(page_of(henvendelse), data)

    [laest] = {*re.findall(r'name="laest" value="(\d+)"', told.text)}
    staff.post(page_of(henvendelse), data | {"laest": laest})

    assert answers_to(henvendelse).count() == 1


def test_words_to_begin_with_are_put_before_nothing_that_was_typed(staff, henvendelse):
    data = filled(staff, henvendelse, "svar")
    typed = {"tekst": "Hej Karen. Mit eget.", "begynd": "besoeg"}

    response = staff.post(page_of(henvendelse), data | typed)

    assert "Hej Karen. Mit eget.\n\nTak, fordi du skrev." in response.text
    assert status_of(henvendelse) == HenvendelseStatus.NY
    assert not answers_to(henvendelse).exists()


def test_empty_answer_is_not_sent(staff, henvendelse):
    response = send(staff, henvendelse, "svar", tekst=" ")

    assert "Skriv et svar." in response.text
    assert status_of(henvendelse) == HenvendelseStatus.NY


def test_greeting_alone_is_not_sent(staff, henvendelse):
    response = send(staff, henvendelse, "svar", tekst=f"Hej {henvendelse.navn}\r\n\r\n")

    assert "Skriv et svar." in response.text
    assert not answers_to(henvendelse).exists()
    assert status_of(henvendelse) == HenvendelseStatus.NY


def test_who_left_no_email_is_to_be_called(staff, opslag):
    henvendelse = HenvendelseFactory(opslag=opslag, email="", telefon="46 11 00 09")

    html = staff.get(page_of(henvendelse)).text
    data = {"handling": "svar", "tekst": "Hej", "noegle": uuid4(), "laest": 10**9}
    refused = staff.post(page_of(henvendelse), data)

    assert 'href="tel:46110009"' in html
    assert "Send svar" not in html
    assert "Ring i stedet." in refused.text
    assert status_of(henvendelse) == HenvendelseStatus.NY


def test_call_is_noted_with_one_button(staff, henvendelse):
    send(staff, henvendelse, "opkald")

    henvendelse.refresh_from_db()
    assert (henvendelse.status, henvendelse.svarvej) == ("kontaktet", "opkald")


def test_note_is_no_answer(staff, henvendelse):
    response = send(staff, henvendelse, "note", tekst="Vil helst om aftenen.")

    assert "Vil helst om aftenen." in response.text
    assert status_of(henvendelse) == HenvendelseStatus.NY


@pytest.mark.parametrize(("send_mail", "mails"), [({"send_mail": "on"}, 1), ({}, 0)])
def test_no_match_is_told_by_mail_only_if_wanted(staff, henvendelse, send_mail, mails):
    send(staff, henvendelse, "ikke_match", tekst="Ikke denne gang.", **send_mail)

    assert status_of(henvendelse) == HenvendelseStatus.IKKE_ET_MATCH
    assert answers_to(henvendelse).count() == mails


def test_agreement_that_comes_to_nothing_can_be_taken_back(staff, henvendelse):
    send(staff, henvendelse, "aftalt")
    taken = Opslag.objects.get(pk=henvendelse.opslag_id).antal_aftalt
    send(staff, henvendelse, "trukket")

    assert taken == 1
    assert Opslag.objects.get(pk=henvendelse.opslag_id).antal_aftalt == 0
    assert status_of(henvendelse) == HenvendelseStatus.TRUKKET


def test_what_ended_is_taken_up_again(staff, henvendelse):
    send(staff, henvendelse, "ikke_match")
    send(staff, henvendelse, "genoptag")

    assert status_of(henvendelse) == HenvendelseStatus.KONTAKTET


def test_no_one_edits_or_deletes_what_the_citizen_wrote(
    client, koordinator, henvendelse
):
    client.force_login(koordinator)
    data = {"navn": "En anden", "besked": "Noget andet", "_save": "Gem"}
    client.post(page_of(henvendelse), data)
    delete = reverse("admin:opgavebank_henvendelse_delete", args=[henvendelse.pk])

    assert client.post(delete, {"post": "yes"}).status_code == 403
    assert Henvendelse.objects.get(pk=henvendelse.pk).besked == henvendelse.besked


def test_page_of_what_was_deleted_offers_nothing(staff, henvendelse, leder):
    actions.decline(henvendelse, by=leder)
    actions.delete_content(henvendelse)

    html = staff.get(page_of(henvendelse)).text

    assert "Kun det, der skal tælles, er tilbage." in html
    assert 'name="handling"' not in html


def test_leader_of_another_place_does_not_find_it(client, other_leder, henvendelse):
    client.force_login(other_leder)
    data = {"handling": "opkald", "noegle": uuid4(), "laest": 0}

    assert client.get(page_of(henvendelse)).status_code == 404
    assert client.post(page_of(henvendelse), data).status_code == 404
    assert status_of(henvendelse) == HenvendelseStatus.NY


def test_list_has_unanswered_first_and_the_days_waited(client, opslag, leder):
    with time_machine.travel(date(2027, 3, 24)):  # The day before Easter begins.
        HenvendelseFactory(opslag=opslag, navn="Ventende")

    with time_machine.travel(date(2027, 3, 31)):
        answered = HenvendelseFactory(opslag=opslag, navn="Besvaret")
        actions.note_call(answered, by=leder)
        client.force_login(leder)
        text = page_text(client.get(LIST))

    assert text.index("Ventende") < text.index("Besvaret")
    assert "2 hverdage" in text


def test_list_without_any_helps(staff):
    assert "Der er ingen henvendelser endnu" in staff.get(LIST).text


def test_list_in_which_nothing_is_found_leads_back(staff, henvendelse):
    text = page_text(staff.get(LIST, {"q": "findes ikke"}))

    assert "Se alle henvendelser" in text
    assert "Der er ingen henvendelser endnu" not in text


def test_list_is_read_in_as_many_queries_however_long(
    staff, opslag, django_assert_max_num_queries
):
    HenvendelseFactory.create_batch(3, opslag=opslag)
    HenvendelseFactory(institution=opslag.institution, opslag=None)
    staff.get(LIST)

    with django_assert_max_num_queries(16):
        staff.get(LIST)


def test_who_rang_is_taken_down_as_answered(staff, opslag):
    data = {"navn": "Ole", "telefon": "46 11 00 09", "opslag": opslag.pk}
    response = staff.post(TELEFON, data | {"noegle": uuid4()}, follow=True)

    henvendelse = Henvendelse.objects.get(navn="Ole")
    assert henvendelse.status == HenvendelseStatus.KONTAKTET
    assert henvendelse.institution == opslag.institution
    assert "Henvendelsen er noteret." in response.text
    assert not Brev.objects.exists()


def test_who_rang_can_only_ask_about_ones_own_posts(staff):
    foreign = OpslagFactory(institution=InstitutionFactory(), aktiv=True)
    data = {"navn": "Ole", "telefon": "46 11 00 09", "opslag": foreign.pk}

    response = staff.post(TELEFON, data | {"noegle": uuid4()})

    assert response.status_code == 200
    assert not Henvendelse.objects.exists()


def test_front_page_marks_what_is_overdue(staff, opslag):
    with time_machine.travel(timezone.now() - timedelta(days=9)):
        HenvendelseFactory(opslag=opslag, navn="Længe ventet")
    HenvendelseFactory(opslag=opslag, navn="Lige kommet")

    html = staff.get(reverse("admin:index")).text

    assert "2 henvendelser" in html
    [late] = re.findall(r'rf-arbejde__tid--nu">([^<]+)', html)
    assert late.endswith("hverdage")


def test_form_of_a_post_says_what_came_of_it(staff, opslag, henvendelse, leder):
    actions.agree(henvendelse, by=leder)
    HenvendelseFactory(opslag=opslag)

    html = staff.get(reverse("admin:opgavebank_opslag_change", args=[opslag.pk])).text

    assert "2 henvendelser, 1 uden svar. 1 af 2 pladser er aftalt." in html
    assert f"{LIST}?opslag={opslag.pk}" in html


def test_who_may_only_look_reads_and_answers_nothing(client, koordinator, henvendelse):
    groups = koordinator.groups.get()
    groups.permissions.remove(*groups.permissions.filter(codename="change_henvendelse"))
    client.force_login(koordinator)
    data = {"handling": "opkald", "noegle": uuid4(), "laest": 0}

    assert 'name="handling"' not in client.get(page_of(henvendelse)).text
    assert client.post(page_of(henvendelse), data).status_code == 403
    assert client.get(TELEFON).status_code == 403
