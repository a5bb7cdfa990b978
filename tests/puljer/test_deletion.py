from datetime import timedelta

import pytest
from django.utils import timezone

from puljer import actions, deletion, fristbreve
from puljer.choices import AnsoegningStatus
from puljer.models import Ansoegning, Ansoegningsversion, Besked, Journaldokument
from rudersdal_frivillig.grundlag import schedule
from rudersdal_frivillig.grundlag.models import Adgang, Brev, Koersel
from tests.factories import BrugerFactory
from tests.puljer.sager import fill_in, open_pulje, sent, start

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
YEAR = 366 * DAY
UDLOEBET = AnsoegningStatus.UDLOEBET


def status_of(ansoegning):
    ansoegning.refresh_from_db()
    return ansoegning.status


def withdrawn():
    ansoegning = sent()
    actions.withdraw(ansoegning, deltager=ansoegning.deltagere.answering()[0])
    return ansoegning


def file_all(ansoegning):
    by = BrugerFactory()
    for dokument in ansoegning.dokumenter.all():
        actions.mark_filed(dokument, by=by)


def test_expire_once_even_late_ones_are_over():
    runde = open_pulje(efter_frist_dage=5)
    ansoegning = fill_in(start(runde))
    fristbreve.tell_unsent(runde.lukker)

    deletion.expire(runde.lukker + 5 * DAY - timedelta(seconds=1))
    assert status_of(ansoegning) == AnsoegningStatus.KLADDE
    deletion.expire(runde.lukker + 5 * DAY)

    assert status_of(ansoegning) == UDLOEBET
    assert ansoegning.udloebet_den == runde.lukker + 5 * DAY


def test_expire_no_one_who_has_not_been_told():
    runde = open_pulje()
    ansoegning = fill_in(start(runde))

    report = deletion.expire(runde.frist + YEAR)

    assert report == "0 udløb"
    assert status_of(ansoegning) == AnsoegningStatus.KLADDE


def test_expire_by_the_frist_that_was_moved():
    runde = open_pulje(efter_frist_dage=5)
    ansoegning = fill_in(start(runde))
    old = runde.lukker
    fristbreve.tell_unsent(old)
    actions.extend(runde, runde.frist + 20 * DAY, "Nedetid.", by=BrugerFactory())

    deletion.expire(old + 6 * DAY)

    assert status_of(ansoegning) == AnsoegningStatus.KLADDE


def test_expire_after_180_days_untouched_where_there_is_no_frist():
    ansoegning = fill_in(start(open_pulje(frist=None)))
    closes = ansoegning.gemt_den + 180 * DAY
    fristbreve.warn_of_expiry(closes - 14 * DAY)

    deletion.expire(closes - DAY)
    assert status_of(ansoegning) == AnsoegningStatus.KLADDE
    deletion.expire(closes)

    assert status_of(ansoegning) == UDLOEBET


def test_expire_waits_14_days_for_who_was_warned_late():
    ansoegning = fill_in(start(open_pulje(frist=None)))
    closes = ansoegning.gemt_den + 180 * DAY
    fristbreve.warn_of_expiry(closes + 3 * DAY)

    deletion.expire(closes + 16 * DAY)
    assert status_of(ansoegning) == AnsoegningStatus.KLADDE
    deletion.expire(closes + 17 * DAY)

    assert status_of(ansoegning) == UDLOEBET


def test_expire_leaves_what_came_on_paper():
    runde = open_pulje()
    by = BrugerFactory()
    ansoegning = start(runde, modtaget_paa_papir=timezone.localdate(), by=by)

    fristbreve.tell_unsent(runde.lukker)
    deletion.expire(runde.lukker + YEAR)

    assert status_of(ansoegning) == AnsoegningStatus.KLADDE


def test_wipe_expired_90_days_later_with_mails_and_links():
    ansoegning = start(open_pulje())
    actions.expire(ansoegning, at=timezone.now())
    over = ansoegning.udloebet_den + 90 * DAY

    assert deletion.wipe_expired(over - DAY) == "0 slettet"
    assert deletion.wipe_expired(over) == "1 slettet"

    assert not Ansoegning.objects.exists()
    assert not Adgang.objects.exists()
    assert not Brev.objects.filter(til="ansvarlig@example.dk").exists()


def test_delete_cases_when_the_years_of_the_pool_are_over_and_all_is_filed():
    ansoegning = withdrawn()
    file_all(ansoegning)
    years = ansoegning.pulje.opbevaring_aar
    last = ansoegning.trukket_den.replace(year=ansoegning.trukket_den.year + years)

    assert deletion.delete_cases(last - DAY).startswith("0 slettet")
    assert deletion.delete_cases(last + DAY).startswith("1 slettet")

    for model in (Ansoegning, Ansoegningsversion, Besked, Journaldokument, Adgang):
        assert not model.objects.exists()


def test_delete_cases_waits_for_each_document_to_be_filed():
    ansoegning = withdrawn()
    late = ansoegning.trukket_den + 10 * YEAR

    report = deletion.delete_cases(late)

    assert report == "0 slettet, 1 venter på at blive journaliseret"
    assert ansoegning.indsendte.exists()


def test_delete_cases_leaves_what_is_not_ended():
    ansoegning = sent()
    file_all(ansoegning)

    deletion.delete_cases(timezone.now() + 100 * YEAR)

    assert Ansoegning.objects.filter(pk=ansoegning.pk).exists()


def test_delete_cases_leaves_copies_of_it():
    source = withdrawn()
    deltager = source.deltagere.answering()[0]
    copy = actions.copy(source, source.runde, deltager, at=timezone.now())
    file_all(source)

    deletion.delete_cases(timezone.now() + 10 * YEAR)

    copy.refresh_from_db()
    assert copy.kopieret_fra is None


@pytest.mark.parametrize("navn", Koersel.Navn.values)
def test_jobs_of_the_pools_run_and_lock_nothing_for_long(navn):
    start(open_pulje())

    koersel = schedule.run(Koersel.Navn(navn))

    own = {
        label: job
        for label, job in schedule.jobs[navn].items()
        if job.__module__ in {"puljer.deletion", "puljer.fristbreve"}
    }
    assert own
    assert {*own.values()} <= schedule.in_steps
    assert not [label for label in own if "Fejl" in koersel.rapport[label]]
