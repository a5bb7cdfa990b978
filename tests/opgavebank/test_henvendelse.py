from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError

from opgavebank import actions
from opgavebank.choices import HenvendelseStatus, OpslagStatus
from opgavebank.models import Henvendelse, Opslag
from rudersdal_frivillig.grundlag.models import Brev
from tests.factories import HenvendelseFactory, OpslagFactory

pytestmark = pytest.mark.django_db


def test_receive_mails_the_contact_and_the_citizen():
    opslag = OpslagFactory(aktiv=True, kontakt_email="kontakt@kommune.example")
    henvendelse = HenvendelseFactory.build(opslag=None, institution=None)

    actions.receive(henvendelse, opslag)

    told = {brev.til: brev for brev in Brev.objects.about(henvendelse)}
    assert {*told} == {"kontakt@kommune.example", henvendelse.email}
    assert told["kontakt@kommune.example"].svar_til == henvendelse.email
    assert henvendelse.besked in told["kontakt@kommune.example"].tekst


def test_agree_takes_a_place_and_the_last_one_fills_the_post(koordinator):
    opslag = OpslagFactory(aktiv=True, pladser=2)
    first, second, third = HenvendelseFactory.create_batch(3, opslag=opslag)

    actions.agree(first, by=koordinator)
    actions.agree(second, by=koordinator)

    opslag.refresh_from_db()
    assert (opslag.antal_aftalt, opslag.status) == (2, OpslagStatus.BESAT)
    with pytest.raises(ValidationError, match="Alle 2 pladser er taget"):
        actions.agree(third, by=koordinator)


def test_withdraw_frees_the_place_that_was_agreed_on(koordinator):
    henvendelse = HenvendelseFactory(opslag__pladser=3)
    actions.agree(henvendelse, by=koordinator)

    actions.withdraw(henvendelse, by=koordinator)

    assert henvendelse.status == HenvendelseStatus.TRUKKET
    assert Opslag.objects.get(pk=henvendelse.opslag_id).antal_aftalt == 0


def test_the_time_to_answer_is_counted_in_working_days(koordinator):
    with time_machine.travel(date(2027, 3, 24)):  # The day before Easter begins.
        henvendelse = HenvendelseFactory()

    with time_machine.travel(date(2027, 3, 31)):
        actions.note_call(henvendelse, by=koordinator)

    assert henvendelse.svar_hverdage == 2
    assert henvendelse.status == HenvendelseStatus.KONTAKTET


def test_delete_content_keeps_what_is_counted(koordinator):
    henvendelse = HenvendelseFactory()
    actions.note(henvendelse, "Vil helst ringes op om aftenen", by=koordinator)
    actions.decline(henvendelse, by=koordinator)

    actions.delete_content(henvendelse)

    kept = Henvendelse.objects.get(pk=henvendelse.pk)
    assert (kept.navn, kept.email, kept.besked, kept.ord.count()) == ("", "", "", 0)
    assert kept.status == HenvendelseStatus.IKKE_ET_MATCH
