"""Those who work with one enquiry at once wait, and do not stop each other."""

import time
from datetime import timedelta
from threading import Event
from urllib.parse import urlsplit

from django.db import transaction
from django.test import Client
from django.utils import timezone

from opgavebank import actions
from opgavebank.choices import HenvendelseStatus, Svarvej
from opgavebank.models import Henvendelse
from rudersdal_frivillig.grundlag import access
from rudersdal_frivillig.grundlag.models import Adgang
from tests.factories import (
    BrugerFactory,
    HenvendelseFactory,
    InstitutionFactory,
    OpslagFactory,
)
from tests.grundlag.committed import at_once, commits


def again(henvendelse):
    return Henvendelse.objects.get(pk=henvendelse.pk)


def answer(henvendelse):
    actions.mark_answered(again(henvendelse), Svarvej.KNAP, role="kontakten")


@commits
def test_night_that_ends_two_of_a_place_lets_others_answer_there():
    sted = InstitutionFactory()
    posts = OpslagFactory.create_batch(2, aktiv=True, institution=sted)
    for one in HenvendelseFactory.create_batch(8, opslag=posts[0]):
        answer(one)
    silent = [HenvendelseFactory(opslag=post) for post in posts]
    long_ago = timezone.now() - timedelta(days=70)
    Henvendelse.objects.unanswered().update(sidste_ord_den=long_ago)
    new, has_begun = HenvendelseFactory(opslag=posts[1]), Event()

    def night():
        with transaction.atomic():
            for one in silent:
                actions.close_silent(again(one))
                has_begun.set()
                time.sleep(0.5)

    at_once(night, lambda: has_begun.wait(10) and answer(new))

    ended = {again(one).status for one in silent}
    assert ended == {HenvendelseStatus.INTET_SVAR}
    assert again(new).status == HenvendelseStatus.KONTAKTET


@commits
def test_link_that_is_used_while_the_person_is_erased_stops_nothing():
    henvendelse, bruger = HenvendelseFactory(), BrugerFactory()
    lasts = timedelta(days=1)
    adgang, link = access.give(
        henvendelse.email, actions.FOELG, henvendelse, lasts=lasts
    )
    has_begun = Event()
    used = access.roles[actions.FOELG].used

    def slowly(*args):
        has_begun.set()
        time.sleep(0.5)
        used(*args)

    object.__setattr__(access.roles[actions.FOELG], "used", slowly)
    try:
        answers = at_once(
            lambda: Client().post(urlsplit(link).path).status_code,
            lambda: has_begun.wait(10) and actions.erase(again(henvendelse), by=bruger),
        )
    finally:
        object.__setattr__(access.roles[actions.FOELG], "used", used)

    assert answers[0] in {302, 404, 410}
    assert again(henvendelse).navn == ""
    assert not Adgang.objects.filter(pk=adgang.pk).exists()
