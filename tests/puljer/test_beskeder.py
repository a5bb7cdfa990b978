"""Messages on the case, and the applicant's word on what staff wrote for them."""

import pytest
from django.core.cache import cache
from django.utils import timezone

from puljer import actions
from puljer.choices import Deltagerrolle, Modtagevej
from puljer.models import Besked
from puljer.views.beskeder import MOST_BESKEDER
from rudersdal_frivillig.grundlag.models import Brev
from tests.factories import BrugerFactory
from tests.pages import submit, tags
from tests.puljer.indgang import come_in, contact, enter, invite, link, page
from tests.puljer.sager import fill_in, open_pulje, sent, start

pytestmark = pytest.mark.django_db


def write(client, ansoegning, tekst="Må vi flytte datoen?"):
    return submit(client, client.get(page("besked_list", ansoegning)), tekst=tekst)


def test_message_is_in_the_thread_and_mailed_to_the_pool():
    ansoegning = sent()
    client = come_in(ansoegning)

    response = client.get(write(client, ansoegning).url)

    assert "Må vi flytte datoen?" in response.text
    assert "Kontaktpersonen" in response.text
    brev = Brev.objects.get(til="puljer@kommune.example")
    assert "Må vi flytte datoen?" not in brev.tekst


def test_answer_is_read_in_the_thread_without_the_name_of_staff():
    ansoegning = sent()
    staff = BrugerFactory(navn="Sagsbehandler Et")
    actions.write_to_applicant(ansoegning, "Ja, det må I.", by=staff)

    response = come_in(ansoegning).get(page("besked_list", ansoegning))

    assert "Ja, det må I." in response.text
    assert "Rudersdal Kommune" in response.text
    assert "Sagsbehandler Et" not in response.text


def test_message_in_two_presses_is_one():
    ansoegning = sent()
    client = come_in(ansoegning)
    form = client.get(page("besked_list", ansoegning))

    for _ in range(2):
        submit(client, form, tekst="Hej")

    assert Besked.objects.count() == 1


def test_message_with_a_cpr_number_is_not_sent_and_not_lost():
    ansoegning = sent()

    response = write(come_in(ansoegning), ansoegning, "Mit er 010190-1234")

    assert "CPR" in response.text
    assert "Mit er 010190-1234" in response.text
    assert not Besked.objects.exists()


def test_message_is_text_whatever_one_types():
    ansoegning = sent()
    client = come_in(ansoegning)

    response = client.get(write(client, ansoegning, "<b>Hej</b>").url)

    assert "&lt;b&gt;Hej&lt;/b&gt;" in response.text


def test_a_reader_reads_and_does_not_write(client):
    ansoegning = sent()
    enter(client, invite(ansoegning, Deltagerrolle.LAESER))

    response = client.get(page("besked_list", ansoegning))
    client.post(page("besked_list", ansoegning), {"tekst": "Hej"})

    assert not tags(response, "textarea")
    assert not Besked.objects.exists()


def test_one_writes_once_it_is_sent():
    ansoegning = fill_in(start(open_pulje()))

    response = come_in(ansoegning).get(page("besked_list", ansoegning))

    assert not tags(response, "textarea")
    assert "ring eller send en mail" in response.text


def test_too_many_messages_in_a_day_are_kept_and_not_sent():
    ansoegning = sent()
    client = come_in(ansoegning)
    for n in range(MOST_BESKEDER):
        write(client, ansoegning, f"Nummer {n}")

    response = write(client, ansoegning, "En til")

    cache.clear()
    assert Besked.objects.count() == MOST_BESKEDER
    assert "En til" in response.text
    assert "Vent lidt" in response.text


@pytest.fixture
def assisted():
    """What staff wrote from a letter, and sent."""
    staff = BrugerFactory(is_superuser=True)
    facts = {"modtagevej": Modtagevej.PAPIR, "modtaget_paa_papir": timezone.localdate()}
    ansoegning = fill_in(start(open_pulje(), by=staff, **facts))
    actions.submit(ansoegning, at=timezone.now(), by=staff)
    actions.ask_for_confirmation(ansoegning, by=staff)
    return ansoegning


def test_link_leads_to_the_question_whether_it_is_right(assisted, client):
    response = client.post(link(contact(assisted)))

    assert response.url == page("ansoegning_confirm", assisted)
    assert "Brætspilsklubben" in client.get(response.url).text


def test_yes_confirms_it(assisted):
    client = come_in(assisted)

    submit(client, client.get(page("ansoegning_confirm", assisted)), svar="Ja")

    assisted.refresh_from_db()
    assert assisted.bekraeftet_den
    response = client.get(page("ansoegning_confirm", assisted))
    assert response.url == assisted.get_absolute_url()


def test_no_is_a_message_on_what_is_wrong(assisted):
    client = come_in(assisted)
    form = client.get(page("ansoegning_confirm", assisted))

    asked = submit(client, form, svar="Nej")
    submit(client, form, svar="Nej", tekst="Vi hedder noget andet.")

    assisted.refresh_from_db()
    assert "Skriv, hvad der skal rettes." in asked.text
    assert assisted.beskeder.get().tekst == "Vi hedder noget andet."
    assert assisted.bekraeftet_den is None


def test_what_one_wrote_oneself_is_not_asked_about():
    ansoegning = sent()

    response = come_in(ansoegning).get(page("ansoegning_confirm", ansoegning))

    assert response.url == ansoegning.get_absolute_url()
