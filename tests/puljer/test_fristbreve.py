from datetime import timedelta

import pytest
from django.utils import timezone

from puljer import actions, fristbreve
from puljer.models import Ansoegning
from rudersdal_frivillig.grundlag.models import Brev
from tests.factories import BrugerFactory
from tests.puljer.sager import fill_in, open_pulje, send, sent, start, udgift

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
BOTH = {"ansvarlig@example.dk", "anden@example.dk"}


def mails_of(job, at):
    before = {*Brev.objects.values_list("pk", flat=True)}
    job(at)
    return [*Brev.objects.exclude(pk__in=before).order_by("pk")]


def change(ansoegning):
    actions.save_budget(
        ansoegning, [udgift(5_000_00)], timer=0, version=1, at=timezone.now()
    )


def test_remind_tells_both_contacts_three_days_before_and_not_sooner():
    runde = open_pulje()
    fill_in(start(runde))

    assert mails_of(fristbreve.remind, runde.frist - 3 * DAY - timedelta(hours=1)) == []
    mails = mails_of(fristbreve.remind, runde.frist - 3 * DAY)

    assert {mail.til for mail in mails} == BOTH
    assert runde.frist_text in mails[0].emne
    assert mails_of(fristbreve.remind, runde.frist - 2 * DAY) == []


def test_remind_leaves_alone_who_has_sent_who_just_began_and_closed_rounds():
    sent()
    just_begun = open_pulje(frist=timezone.now().replace(second=0, microsecond=0) + DAY)
    start(just_begun)
    closed = open_pulje()
    start(closed)
    actions.close_runde(closed, by=BrugerFactory())
    soon = closed.frist - 2 * DAY

    assert mails_of(fristbreve.remind, soon) == []
    assert mails_of(fristbreve.remind, just_begun.frist) == []


def test_remind_again_where_the_frist_was_moved():
    runde = open_pulje()
    ansoegning = fill_in(start(runde))
    old = runde.frist
    fristbreve.remind(old - 2 * DAY)

    actions.extend(runde, old + 10 * DAY, "Hjemmesiden var nede.", by=BrugerFactory())

    assert mails_of(fristbreve.remind, old) == []
    assert len(mails_of(fristbreve.remind, old + 8 * DAY)) == 2
    told = ansoegning.fristbreve.values_list("frist", flat=True)
    assert {*told} == {old, old + 10 * DAY}


def test_tell_unsent_hands_back_the_text_after_the_whole_minute():
    runde = open_pulje(efter_frist_dage=5)
    fill_in(start(runde))

    assert mails_of(fristbreve.tell_unsent, runde.frist + timedelta(seconds=59)) == []
    mails = mails_of(fristbreve.tell_unsent, runde.frist + timedelta(seconds=60))

    assert {mail.til for mail in mails} == BOTH
    assert "Vi vil spille brætspil." in mails[0].tekst
    assert "4.000" in mails[0].tekst
    assert "I kan stadig sende den" in mails[0].tekst
    assert mails_of(fristbreve.tell_unsent, runde.frist + DAY) == []


def test_tell_unsent_says_so_where_nothing_is_taken_late():
    runde = open_pulje(efter_frist_dage=0)
    fill_in(start(runde))

    [mail, _] = mails_of(fristbreve.tell_unsent, runde.frist + timedelta(hours=1))

    assert "I kan stadig sende den" not in mail.tekst
    assert "I kan stadig læse" in mail.tekst


def test_tell_unsent_of_a_round_that_was_closed_before_time():
    runde = open_pulje()
    fill_in(start(runde))
    actions.close_runde(runde, by=BrugerFactory())

    [mail, _] = mails_of(fristbreve.tell_unsent, runde.lukket_den + timedelta(hours=1))

    assert "Vi tager ikke imod flere" in mail.tekst
    assert "Fristen var" not in mail.tekst
    assert "I kan stadig sende den" not in mail.tekst


def test_tell_unsent_says_nothing_of_what_came_on_paper():
    runde = open_pulje()
    start(runde, modtaget_paa_papir=timezone.localdate(), by=BrugerFactory())

    assert mails_of(fristbreve.tell_unsent, runde.frist + DAY) == []


def test_tell_of_changes_that_were_not_sent():
    ansoegning = sent()
    change(ansoegning)
    after = ansoegning.runde.frist + timedelta(minutes=1)

    assert mails_of(fristbreve.tell_of_changes, after - timedelta(seconds=1)) == []
    mails = mails_of(fristbreve.tell_of_changes, after)

    assert {mail.til for mail in mails} == BOTH
    assert ansoegning.nummer in mails[0].emne
    assert mails_of(fristbreve.tell_of_changes, after + DAY) == []


def test_tell_of_changes_leaves_alone_who_sent_them():
    ansoegning = sent()
    change(ansoegning)
    send(ansoegning)

    assert mails_of(fristbreve.tell_of_changes, ansoegning.runde.frist + DAY) == []


def test_warn_of_expiry_14_days_before_180_untouched_days_are_over():
    ansoegning = fill_in(start(open_pulje(frist=None)))
    closes = ansoegning.gemt_den + 180 * DAY

    assert mails_of(fristbreve.warn_of_expiry, closes - 15 * DAY) == []
    mails = mails_of(fristbreve.warn_of_expiry, closes - 14 * DAY)

    assert {mail.til for mail in mails} == BOTH
    assert "Vi vil spille brætspil." in mails[0].tekst
    assert mails_of(fristbreve.warn_of_expiry, closes) == []


def test_warn_of_expiry_again_where_someone_saved_without_changing_anything():
    ansoegning = fill_in(start(open_pulje(frist=None)))
    fristbreve.warn_of_expiry(ansoegning.gemt_den + 170 * DAY)
    before = ansoegning.gemt_den

    actions.save_budget(
        ansoegning, [udgift(4_000_00)], timer=0, version=1, at=timezone.now()
    )

    ansoegning.refresh_from_db()
    assert ansoegning.gemt_den > before
    assert len(mails_of(fristbreve.warn_of_expiry, before + 181 * DAY)) == 2


def test_one_that_fails_does_not_stop_the_others():
    runde = open_pulje(spoergsmaal=[{"tekst": "Hvad koster det?", "slags": "beloeb"}])
    broken, whole = fill_in(start(runde)), start(runde, email="hel@example.dk")
    no_amount = dict.fromkeys(broken.svar, "mange penge")
    Ansoegning.objects.filter(pk=broken.pk).update(svar=no_amount)

    report = fristbreve.tell_unsent(runde.frist + DAY)

    assert report == "1 (1 mislykkedes) ansøgninger"
    assert whole.fristbreve.exists()
    assert not broken.fristbreve.exists()
