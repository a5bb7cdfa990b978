"""What was sent stays as it was sent."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from django.urls import reverse
from django.utils import timezone

from puljer import actions, indhold
from puljer.choices import Deltagerrolle
from puljer.models import Ansoegning, Ansoegningsversion
from rudersdal_frivillig.grundlag import mail
from rudersdal_frivillig.grundlag.models import Brev
from tests.pages import submit, tags
from tests.puljer.indgang import (
    come_in,
    contact,
    enter,
    invite,
    link,
    page,
    press_send,
)
from tests.puljer.sager import fill_in, open_pulje, sent, start, udgift

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "change",
    [
        "indhold = jsonb_set(indhold, '{pulje}', '\"En anden\"')",
        "sha256 = repeat('0', 64)",
        "indsendt_den = now()",
        "nummer = 9",
    ],
)
def test_the_database_refuses_to_change_a_version(change):
    version = sent().indsendte.get()

    with (
        pytest.raises(DatabaseError, match="may not be changed this way"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            f"UPDATE puljer_ansoegningsversion SET {change} WHERE id = %s",
            [version.pk],
        )

    version.refresh_from_db()
    assert indhold.digest(version.indhold) == version.sha256


def test_the_code_tells_of_a_single_letter():
    version = sent().indsendte.get()

    version.indhold["om-jer"]["navn"] += "s"

    assert indhold.digest(version.indhold) != version.sha256


def test_the_database_takes_a_number_once():
    first, second = sent(), sent()

    with pytest.raises(IntegrityError), transaction.atomic():
        Ansoegning.objects.filter(pk=second.pk).update(nummer=first.nummer)


def test_a_form_that_is_changed_leaves_what_was_asked():
    ansoegning = sent()
    ansoegning.pulje.spoergsmaal.update(tekst="Hvad drømmer I om?")

    response = come_in(ansoegning).get(page("ansoegning_version", ansoegning, 1))

    assert "Hvad vil I gøre?" in response.text
    assert "Hvad drømmer I om?" not in response.text


def test_a_contact_who_is_replaced_stays_in_what_was_sent():
    ansoegning = sent()
    actions.take_over(ansoegning.deltagere.get(rolle=Deltagerrolle.MEDANSVARLIG))

    held = Ansoegningsversion.objects.get().indhold["om-jer"]

    assert held["kontakt"]["email"] == "ansvarlig@example.dk"


def test_receipt_is_there_while_the_mail_server_is_down(settings):
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": 9},
        }
    }
    ansoegning = fill_in(start(open_pulje()))
    client = come_in(ansoegning)

    receipt = client.get(press_send(client, ansoegning).url)
    waiting = Brev.objects.filter(emne__startswith="Vi har modtaget")
    with pytest.raises(mail.NotSent):
        mail.deliver.call(waiting[0].pk)

    ansoegning.refresh_from_db()
    assert ansoegning.nummer in receipt.text
    assert [brev.sendt_den for brev in waiting] == [None, None]


def test_a_forwarded_link_lets_its_bearer_in_until_it_is_taken_back(client):
    ansoegning = sent()
    invited = invite(ansoegning, Deltagerrolle.LAESER)
    forwarded = link(invited)
    client.post(forwarded)
    own = come_in(ansoegning)

    listed = own.get(reverse("puljer:deltager_list", args=[ansoegning.noegle]))
    before = client.get(page("ansoegning_receipt", ansoegning))
    actions.remove(invited)

    assert invited.email in listed.text
    assert before.status_code == 200
    for name in ("ansoegning_receipt", "besked_list", "ansoegning_send"):
        assert client.get(page(name, ansoegning)).status_code == 404
    client.post(forwarded)
    assert client.get(page("ansoegning_receipt", ansoegning)).status_code == 404
    assert own.get(page("ansoegning_receipt", ansoegning)).status_code == 200


def test_a_session_that_ran_out_keeps_the_message_and_sends_it_afterwards(
    client, time_machine
):
    ansoegning = sent()
    come_in(ansoegning, client)
    form = client.get(page("besked_list", ansoegning))
    time_machine.move_to(timezone.now() + timedelta(hours=9))

    kept = submit(client, form, tekst="Må vi flytte datoen?")
    enter(client, contact(ansoegning))
    sent_again = submit(client, kept)

    assert kept.status_code == 404
    assert "Må vi flytte datoen?" in kept.text
    assert sent_again.status_code == 302
    assert ansoegning.beskeder.get().tekst == "Må vi flytte datoen?"


def test_pages_are_kept_by_no_cache():
    ansoegning = sent()
    now = timezone.now()
    actions.save_budget(ansoegning, [udgift(5_000_00)], timer=0, version=1, at=now)
    client = come_in(ansoegning)
    names = ["send", "receipt", "print", "withdraw", "discard", "copy"]
    addresses = [page(f"ansoegning_{name}", ansoegning) for name in names]

    answers = [client.get(a) for a in [*addresses, page("besked_list", ansoegning)]]

    assert {answer.status_code for answer in answers} == {200}
    assert all("no-store" in answer["Cache-Control"] for answer in answers)
    assert all(tags(answer, "h1") for answer in answers)
