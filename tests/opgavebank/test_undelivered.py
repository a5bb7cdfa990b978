"""Mails that did not arrive: others hear of the enquiry, and staff see what to do."""

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from opgavebank import actions
from rudersdal_frivillig.grundlag.models import Brev
from rudersdal_frivillig.grundlag.models.brev import MAX_FORSOEG
from tests.factories import HenvendelseFactory, OpslagFactory

pytestmark = pytest.mark.django_db

KONTAKT, DEPUTY = "kontakt@kommune.example", "deputy@kommune.example"


@pytest.fixture
def opslag(institution):
    return OpslagFactory(aktiv=True, institution=institution, kontakt_email=KONTAKT)


@pytest.fixture
def henvendelse(opslag):
    new = HenvendelseFactory.build(opslag=None, institution=None, telefon="45678901")
    actions.receive(new, opslag)
    Brev.objects.update(sendt_den=timezone.now())
    return new


def came_back(til):
    rows = Brev.objects.filter(til=til)
    assert rows.update(afvist_den=timezone.now(), afvist_kode="5.1.1")


def told(henvendelse):
    return sorted(brev.til for brev in Brev.objects.about(henvendelse))


def front(client, bruger):
    client.force_login(bruger)
    return client.get(reverse("admin:index")).content.decode()


def test_the_deputy_hears_once_of_what_did_not_reach_the_contact(opslag, henvendelse):
    opslag.stedfortraeder_email = DEPUTY
    opslag.save()
    came_back(KONTAKT)

    call_command("hourly")
    call_command("hourly")

    assert told(henvendelse) == sorted([henvendelse.email, DEPUTY, KONTAKT])


def test_the_coordinators_hear_where_there_is_no_deputy(koordinator, henvendelse):
    came_back(KONTAKT)

    call_command("hourly")

    assert koordinator.email in told(henvendelse)


def test_a_mail_that_could_not_be_sent_goes_on_as_well(koordinator, henvendelse):
    rows = Brev.objects.filter(til=KONTAKT)
    rows.update(sendt_den=None, forsoeg=MAX_FORSOEG)

    call_command("hourly")

    assert koordinator.email in told(henvendelse)


def test_what_came_back_from_the_citizen_is_not_sent_on(koordinator, henvendelse):
    came_back(henvendelse.email)

    call_command("hourly")

    assert koordinator.email not in told(henvendelse)


def test_an_answered_enquiry_is_not_sent_on(koordinator, leder, henvendelse):
    came_back(KONTAKT)
    actions.note_call(henvendelse, by=leder)

    call_command("hourly")

    assert koordinator.email not in told(henvendelse)


def test_the_front_page_says_whom_to_call(client, leder, henvendelse):
    came_back(henvendelse.email)

    page = front(client, leder)

    assert "1 mail nåede ikke frem" in page
    assert "Ring på 45" in page


def test_the_front_page_forgets_a_citizen_who_was_called(client, leder, henvendelse):
    came_back(henvendelse.email)
    actions.note_call(henvendelse, by=leder)

    assert "nåede ikke frem" not in front(client, leder)


def test_the_front_page_asks_for_a_right_address_until_it_is_there(
    client, leder, opslag, henvendelse
):
    came_back(KONTAKT)
    asked = front(client, leder)
    opslag.kontakt_email = DEPUTY
    opslag.save()

    assert f"Mailen til {KONTAKT} nåede ikke frem. Ret adressen" in asked
    assert "nåede ikke frem" not in front(client, leder)


def test_the_front_page_says_nothing_of_others_mails(client, other_leder, henvendelse):
    came_back(KONTAKT)
    came_back(henvendelse.email)

    assert "nåede ikke frem" not in front(client, other_leder)


@pytest.mark.parametrize("chosen", ["frem", "retur"])
def test_the_list_of_mails_shows_what_came_back(client, administrator, chosen):
    Brev.objects.create(til="a@x.dk", emne="Tilbage", tekst="x", besked_id="<1@x>")
    Brev.objects.create(til="b@x.dk", emne="Fremme", tekst="x", besked_id="<2@x>")
    came_back("a@x.dk")
    client.force_login(administrator)

    address = reverse("admin:grundlag_brev_changelist")
    page = client.get(f"{address}?afsendelse={chosen}").content.decode()

    assert "Tilbage" in page
    assert "Fremme" not in page
