"""An enquiry is closed after 60 silent days, and forgotten 90 days after it closed."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django_tasks_db.models import DBTaskResult

from opgavebank import actions
from opgavebank.choices import HenvendelseStatus
from opgavebank.models import Henvendelse, Opslag
from rudersdal_frivillig.grundlag import log, mail
from rudersdal_frivillig.grundlag.models import Brev, Koersel
from tests.factories import HenvendelseFactory, OpslagFactory
from tests.traces import tables_with

pytestmark = pytest.mark.django_db

START = datetime(2027, 3, 1, 10, tzinfo=UTC)
NAVN, EMAIL, TELEFON, WORD = "Zebedæus", "zebe@example.org", "45 67 89 01", "Xylofon"
TRACES = [NAVN, "zebe", "45678901", TELEFON, WORD]


def day(number):
    return time_machine.travel(START + timedelta(days=number), tick=False)


@pytest.fixture
def told(institution, leder):
    """An enquiry about which both have said something."""
    with day(0):
        opslag = OpslagFactory(aktiv=True, institution=institution, pladser=2)
        henvendelse = HenvendelseFactory.build(
            opslag=None, institution=None, navn=NAVN, email=EMAIL, besked=WORD
        )
        henvendelse.telefon = TELEFON
        actions.receive(henvendelse, opslag)
        actions.add_words(henvendelse, f"{WORD} om fredagen")
        actions.note(henvendelse, f"{NAVN} spiller {WORD}", by=leder)
        actions.answer(henvendelse, f"Hej {NAVN}", by=leder)
        changes = {"navn": ("", NAVN)}
        log.write("rettede", henvendelse, by=leder, changes=changes)
    return henvendelse


def test_nightly_ends_what_was_silent_for_60_days_and_not_before(told):
    statuses = []
    for number in (59, 61):
        with day(number):
            call_command("nightly")
        statuses.append(Henvendelse.objects.get(pk=told.pk).status)

    assert statuses == [HenvendelseStatus.KONTAKTET, HenvendelseStatus.INTET_SVAR]


def test_nightly_forgets_90_days_after_the_end_and_not_before(told):
    forgotten = []
    for number in (61, 61 + 89, 61 + 91):
        with day(number):
            call_command("nightly")
        row = Henvendelse.objects.get(pk=told.pk)
        forgotten.append(row.indhold_slettet_den is not None)

    assert forgotten == [False, False, True]


def test_no_trace_of_a_citizen_is_left_in_any_table_or_file(told, tmp_path):
    assert {"opgavebank_henvendelse", "grundlag_brev"} <= tables_with("zebe")
    assert "grundlag_logvaerdi" in tables_with(NAVN)

    for number in (61, 61 + 91):
        with day(number):
            call_command("nightly")

    assert [tables_with(trace) for trace in TRACES] == [set()] * len(TRACES)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_what_is_counted_stays(told, leder):
    with day(1):
        actions.agree(told, by=leder)
    with day(200):
        actions.withdraw(told, by=leder)
    with day(300):
        call_command("nightly")

    row = Henvendelse.objects.get(pk=told.pk)
    assert (row.navn, row.svarvej) == ("", "mail")
    assert row.status == HenvendelseStatus.TRUKKET
    assert Opslag.objects.get(pk=row.opslag_id).antal_aftalt == 0


def test_a_mail_still_in_the_queue_goes_nowhere_once_it_is_forgotten(
    told, leder, mailoutbox
):
    actions.decline(told, by=leder)
    actions.delete_content(told)

    queued = [row.args_kwargs["args"] for row in DBTaskResult.objects.all()]
    for args in queued:
        mail.deliver.call(*args)

    assert queued
    assert not Brev.objects.about(told).exists()
    assert mailoutbox == []


def test_a_row_that_fails_does_not_stop_the_others(told):
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'nej'; END $$;"
            "CREATE TRIGGER refuse BEFORE UPDATE ON opgavebank_henvendelse FOR EACH ROW"
            f" WHEN (OLD.id = {told.pk}) EXECUTE FUNCTION refuse()"
        )
    with day(0):
        other = HenvendelseFactory()

    with day(61):
        call_command("nightly")

    [koersel] = Koersel.objects.all()
    report = koersel.rapport["Henvendelser uden et ord i 60 dage"]
    assert report == "1 (1 mislykkedes) afsluttet"
    other.refresh_from_db()
    assert other.status == HenvendelseStatus.INTET_SVAR


def test_a_word_said_meanwhile_keeps_an_enquiry_open(told, leder):
    with day(61):
        stale = Henvendelse.objects.silent().get()
        actions.note(told, "Vi ringer i morgen", by=leder)

        actions.close_silent(stale)

    assert Henvendelse.objects.get(pk=told.pk).is_open
