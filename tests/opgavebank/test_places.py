"""Places on a post: taken by agreements, one each, however many agree at once."""

from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from opgavebank import actions
from opgavebank.choices import OpslagStatus
from opgavebank.models import Henvendelse, Opslag
from rudersdal_frivillig.grundlag import buttons, roles
from rudersdal_frivillig.grundlag.models import Brev
from tests.conftest import _in_group
from tests.factories import HenvendelseFactory, OpslagFactory
from tests.grundlag.committed import at_once, commits
from tests.pages import submit

FULL = "pladser er taget. Sæt flere pladser på opslaget"


def visitor(bruger):
    client = Client()
    client.force_login(bruger)
    return client


def agrees(client, henvendelse):
    address = reverse("admin:opgavebank_henvendelse_change", args=[henvendelse.pk])
    data = {"handling": "aftalt", "laest": 10**9, "noegle": uuid4()}
    return lambda: client.post(address, data)


@commits
def test_seven_places_are_taken_by_seven_of_thirty_at_once():
    bruger = _in_group(roles.KOORDINATOR)
    opslag = OpslagFactory(aktiv=True, pladser=7)
    asked = HenvendelseFactory.create_batch(30, opslag=opslag)

    answers = at_once(*[agrees(visitor(bruger), one) for one in asked])

    opslag.refresh_from_db()
    assert Henvendelse.objects.agreed().count() == 7
    assert (opslag.antal_aftalt, opslag.status) == (7, OpslagStatus.BESAT)
    assert sum(answer.status_code == 302 for answer in answers) == 7
    assert sum(f"Alle 7 {FULL}" in answer.text for answer in answers) == 23


@commits
@pytest.mark.parametrize("_again", range(5))
def test_agreements_and_a_leader_who_takes_places_away_never_overbook(_again):
    bruger = _in_group(roles.KOORDINATOR)
    opslag = OpslagFactory(aktiv=True, pladser=4)
    asked = HenvendelseFactory.create_batch(4, opslag=opslag)
    editor = visitor(bruger)
    address = reverse("admin:opgavebank_opslag_change", args=[opslag.pk])
    opened = editor.get(address)

    def lowers():
        return submit(editor, opened, pladser="2", _save="Gem")

    at_once(lowers, *[agrees(visitor(bruger), one) for one in asked])

    opslag = Opslag.objects.get(pk=opslag.pk)
    assert opslag.antal_aftalt == Henvendelse.objects.agreed().count()
    assert opslag.antal_aftalt <= opslag.pladser


@commits
def test_an_agreement_and_the_button_of_the_mail_do_not_stop_each_other():
    bruger = _in_group(roles.KOORDINATOR)
    asked = [HenvendelseFactory(opslag__pladser=3) for _ in range(6)]
    addresses = [button(one) for one in asked]

    answers = at_once(
        *[agrees(visitor(bruger), one) for one in asked],
        *[lambda path=path: Client().post(path) for path in addresses],
    )

    assert {answer.status_code for answer in answers} <= {200, 302, 409, 410}
    assert Henvendelse.objects.agreed().count() >= 1
    assert not Henvendelse.objects.unanswered().exists()


def button(henvendelse):
    return urlsplit(buttons.address(actions.SVARET, henvendelse)).path


@commits
def test_one_answer_is_sent_however_often_its_button_is_pressed_at_once():
    bruger = _in_group(roles.KOORDINATOR)
    asked = HenvendelseFactory()
    address = reverse("admin:opgavebank_henvendelse_change", args=[asked.pk])
    data = {"handling": "svar", "tekst": "Kom forbi.", "noegle": uuid4()}
    data |= {"laest": 10**9}

    visitors = [visitor(bruger) for _ in range(20)]
    answers = at_once(*[lambda v=v: v.post(address, data) for v in visitors])

    assert {answer.status_code for answer in answers} == {302}
    assert Brev.objects.about(asked).count() == 1
