from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone

from rudersdal_frivillig.grundlag.models import Adgang, Brev, Koersel
from tests.factories import AdgangFactory, BrevFactory, BrugerFactory

pytestmark = pytest.mark.django_db


def ago(days):
    return timezone.now() - timedelta(days=days)


def sent(days):
    return BrevFactory(oprettet_den=ago(400), sendt_den=ago(days))


def never_sent(days):
    return BrevFactory(oprettet_den=ago(days), forsoeg=6)


def link_that_ran_out(days):
    return AdgangFactory(
        obj=BrugerFactory(), oprettet_den=ago(400), udloeber_den=ago(days)
    )


def run_of_the_night(days):
    return Koersel.objects.create(navn=Koersel.Navn.HVER_NAT, startet_den=ago(days))


@pytest.mark.parametrize(
    "make", [sent, never_sent, link_that_ran_out, run_of_the_night]
)
def test_nightly_deletes_after_ninety_days_and_not_before(make):
    """`docs/persondata.md` promises these days."""
    kept, deleted = make(days=89), make(days=91)

    call_command("nightly")

    left = type(kept).objects.filter(pk__in=[kept.pk, deleted.pk])
    assert [*left] == [kept]


def test_nightly_leaves_links_that_are_still_good():
    adgang = AdgangFactory(
        obj=BrugerFactory(), oprettet_den=ago(400), udloeber_den=ago(-1)
    )

    call_command("nightly")

    assert [*Adgang.objects.all()] == [adgang]


def test_nightly_leaves_a_mail_just_written():
    brev = BrevFactory()

    call_command("nightly")

    assert [*Brev.objects.all()] == [brev]


def test_nightly_deletes_sessions_that_ran_out():
    open_session, ended = SessionStore(), SessionStore()
    open_session.save()
    ended.set_expiry(ago(1))
    ended.save()

    call_command("nightly")

    assert Session.objects.get().session_key == open_session.session_key
