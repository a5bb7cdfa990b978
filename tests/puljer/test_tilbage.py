"""Taking back an application, a draft, or what was changed."""

import pytest
from django.utils import timezone

from puljer import actions, indhold
from puljer.choices import AnsoegningStatus, Deltagerrolle
from puljer.models import Ansoegning
from rudersdal_frivillig.grundlag.models import Adgang, Brev, Logpost
from tests.factories import BrugerFactory
from tests.pages import fields, submit
from tests.puljer.indgang import come_in, enter, invite, page
from tests.puljer.sager import fill_in, open_pulje, sent, start, udgift

pytestmark = pytest.mark.django_db


def change(ansoegning):
    now = timezone.now()
    actions.save_budget(ansoegning, [udgift(5_000_00)], timer=0, version=1, at=now)


def press(client, ansoegning, name, **typed):
    return submit(client, client.get(page(name, ansoegning)), **typed)


def test_withdraw_asks_first_and_then_says_so():
    ansoegning = sent()
    client = come_in(ansoegning)

    response = press(client, ansoegning, "ansoegning_withdraw", hvorfor="Vi flytter.")

    ansoegning.refresh_from_db()
    assert ansoegning.status == AnsoegningStatus.TRUKKET
    assert "Vi flytter." in ansoegning.beskeder.get().tekst
    assert "er trukket tilbage" in client.get(response.url).text
    assert Brev.objects.filter(emne__contains="er trukket tilbage").count() == 2


def test_withdraw_needs_no_reason_and_happens_once():
    ansoegning = sent()
    client = come_in(ansoegning)
    form = client.get(page("ansoegning_withdraw", ansoegning))

    answers = [submit(client, form).status_code for _ in range(2)]

    ansoegning.refresh_from_db()
    assert answers == [302, 302]
    assert ansoegning.beskeder.count() == 1


def test_withdraw_takes_no_cpr_number():
    ansoegning = sent()

    response = press(
        come_in(ansoegning), ansoegning, "ansoegning_withdraw", hvorfor="010190-1234"
    )

    ansoegning.refresh_from_db()
    assert "CPR" in response.text
    assert ansoegning.status == AnsoegningStatus.MODTAGET


def test_withdrawn_keeps_what_was_sent():
    ansoegning = sent()
    client = come_in(ansoegning)
    press(client, ansoegning, "ansoegning_withdraw")

    response = client.get(page("ansoegning_version", ansoegning, 1))

    assert "Vi vil spille brætspil." in response.text


@pytest.mark.parametrize("name", ["ansoegning_withdraw", "ansoegning_copy"])
def test_only_contacts_may(client, name):
    ansoegning = sent()
    enter(client, invite(ansoegning, Deltagerrolle.SKRIVER))

    response = client.post(page(name, ansoegning))

    ansoegning.refresh_from_db()
    assert response.status_code == 403
    assert "Den anden" in response.text
    assert ansoegning.status == AnsoegningStatus.MODTAGET


def test_delete_leaves_nothing_of_a_draft_and_a_second_press_says_the_same():
    ansoegning = fill_in(start(open_pulje()))
    client = come_in(ansoegning)
    form = client.get(page("ansoegning_delete", ansoegning))

    first, second = (submit(client, form) for _ in range(2))

    assert not Ansoegning.objects.exists()
    assert not Adgang.objects.exists()
    assert not Brev.objects.exists()
    for response in (first, second):
        assert "Kladden er slettet" in response.text


def test_delete_is_for_contacts_and_for_drafts(client):
    draft, case = fill_in(start(open_pulje())), sent()
    sender = come_in(draft)
    form = sender.get(page("ansoegning_delete", draft))
    enter(client, invite(draft, Deltagerrolle.SKRIVER))

    refused = client.post(page("ansoegning_delete", draft), fields(form))
    kept = come_in(case).post(page("ansoegning_delete", case), fields(form))

    assert refused.status_code == 403
    assert kept.status_code in (200, 302)
    assert Ansoegning.objects.count() == 2


def test_who_is_not_in_deletes_nothing(client):
    ansoegning = fill_in(start(open_pulje()))
    form = come_in(ansoegning).get(page("ansoegning_delete", ansoegning))

    response = client.post(page("ansoegning_delete", ansoegning), fields(form))

    assert response.status_code == 404
    assert Ansoegning.objects.count() == 1


def test_discard_puts_back_what_was_sent():
    ansoegning = sent()
    before = indhold.build(ansoegning)
    change(ansoegning)

    press(come_in(ansoegning), ansoegning, "ansoegning_discard")

    ansoegning.refresh_from_db()
    assert indhold.build(ansoegning) == before
    assert not ansoegning.has_unsent_changes


def test_discard_by_a_reader_changes_nothing(client):
    ansoegning = sent()
    change(ansoegning)
    form = come_in(ansoegning).get(page("ansoegning_discard", ansoegning))
    enter(client, invite(ansoegning, Deltagerrolle.LAESER))

    client.post(page("ansoegning_discard", ansoegning), fields(form))

    ansoegning.refresh_from_db()
    assert ansoegning.has_unsent_changes


def test_staff_who_assist_are_named_in_the_log_of_what_they_discard(client):
    staff = BrugerFactory(is_superuser=True)
    ansoegning = start(open_pulje(), by=staff)
    fill_in(ansoegning)
    actions.submit(ansoegning, at=timezone.now(), by=staff)
    change(ansoegning)
    client.force_login(staff)

    press(client, ansoegning, "ansoegning_discard")

    ansoegning.refresh_from_db()
    assert not ansoegning.has_unsent_changes
    assert Logpost.objects.get(handling="fortrød ændringer").hvem == staff
