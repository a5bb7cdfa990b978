from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from puljer import actions, indhold
from puljer.choices import AnsoegningStatus
from rudersdal_frivillig.grundlag.models import Brev
from tests.puljer.sager import fill_in, open_pulje, send, sent, start, udgift

pytestmark = pytest.mark.django_db


def test_submit_freezes_what_was_sent_and_gives_it_a_number():
    ansoegning = fill_in(start(open_pulje()))

    send(ansoegning)

    ansoegning.refresh_from_db()
    version = ansoegning.indsendte.get()
    year = timezone.localdate().year
    assert ansoegning.status == AnsoegningStatus.MODTAGET
    assert ansoegning.nummer == f"RF-{year}-0001"
    assert version.indhold["om-jer"]["navn"] == "Brætspilsklubben"
    assert version.indhold["budget"]["ansoegt_oere"] == 4_000_00
    assert version.sha256 == indhold.digest(version.indhold)


def test_submit_mails_a_receipt_to_both_contacts():
    ansoegning = sent()

    receipts = Brev.objects.filter(emne__contains=ansoegning.nummer)
    assert {brev.til for brev in receipts} == {
        "ansvarlig@example.dk",
        "anden@example.dk",
    }
    assert ansoegning.indsendte.get().sha256 in receipts[0].tekst


def test_submit_twice_is_one_version_and_one_receipt():
    ansoegning = sent()
    mails = Brev.objects.count()

    send(ansoegning)

    assert ansoegning.indsendte.count() == 1
    assert Brev.objects.count() == mails


def test_submit_says_all_that_is_lacking():
    ansoegning = start(open_pulje())

    with pytest.raises(ValidationError) as refused:
        send(ansoegning)

    assert "Skriv, hvad pengene skal bruges til." in refused.value.messages
    assert any(m == "Svar på: Hvad vil I gøre?" for m in refused.value.messages)


def test_submit_within_the_minute_of_the_frist_is_in_time_and_after_it_late():
    runde = open_pulje()
    in_time, late = fill_in(start(runde)), fill_in(start(runde, email="b@example.dk"))

    send(in_time, at=runde.frist + timedelta(seconds=59.999))
    send(late, at=runde.frist + timedelta(seconds=60))

    assert in_time.rettidig
    assert not late.rettidig
    assert late.status == AnsoegningStatus.MODTAGET


def test_a_draft_cannot_be_sent_once_even_late_ones_are_over():
    runde = open_pulje(efter_frist_dage=2)
    ansoegning = fill_in(start(runde))

    with pytest.raises(actions.NotOpen):
        send(ansoegning, at=runde.frist + timedelta(days=2, minutes=1))


def test_an_edit_leaves_the_sent_version_until_it_is_sent_again():
    ansoegning = sent()

    actions.save_budget(
        ansoegning, [udgift(5_000_00)], timer=0, version=1, at=timezone.now()
    )

    assert ansoegning.has_unsent_changes
    first = ansoegning.indsendte.get()
    assert first.indhold["budget"]["ansoegt_oere"] == 4_000_00
    nummer = ansoegning.nummer
    send(ansoegning)
    assert ansoegning.nummer == nummer
    amounts = [v.indhold["budget"]["ansoegt_oere"] for v in ansoegning.indsendte.all()]
    assert amounts == [4_000_00, 5_000_00]


def test_discard_changes_puts_back_what_was_sent():
    ansoegning = sent()
    before = indhold.build(ansoegning)
    actions.save_budget(
        ansoegning, [udgift(5_000_00)], timer=3, version=1, at=timezone.now()
    )

    actions.discard_changes(ansoegning, at=timezone.now())

    ansoegning.refresh_from_db()
    assert indhold.build(ansoegning) == before
    assert not ansoegning.has_unsent_changes


def test_save_of_an_older_page_is_a_conflict_unless_it_says_the_same():
    ansoegning = fill_in(start(open_pulje()))
    now = timezone.now()
    actions.save_budget(ansoegning, [udgift(5_000_00)], timer=0, version=1, at=now)

    actions.save_budget(ansoegning, [udgift(5_000_00)], timer=0, version=1, at=now)
    with pytest.raises(actions.Conflict):
        actions.save_budget(ansoegning, [udgift(6_000_00)], timer=0, version=1, at=now)

    ansoegning.refresh_from_db()
    assert ansoegning.ansoegt_oere == 5_000_00


def test_copy_carries_the_answers_over():
    source = sent()
    deltager = source.deltagere.answering()[0]

    made = actions.copy(source, source.runde, deltager, at=timezone.now())

    assert made.status == AnsoegningStatus.KLADDE
    assert made.svar == source.svar
    assert made.navn == source.navn
    assert made.ansoegt_oere == source.ansoegt_oere
