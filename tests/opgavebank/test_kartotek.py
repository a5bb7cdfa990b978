"""What is kept in memory is what the database would say."""

from datetime import timedelta
from threading import Event

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from opgavebank import actions, kartotek
from opgavebank.choices import Tidspunkt
from opgavebank.models import Opslag
from rudersdal_frivillig.grundlag.models import Oplyst
from tests.factories import InstitutionFactory, OpslagFactory
from tests.grundlag.committed import at_once, commits

pytestmark = pytest.mark.django_db


def seen():
    return set(kartotek.current().ids)


def under(name, value):
    now = kartotek.current()
    return set(now.newest(now.under[name, value], 1000))


def test_a_change_of_a_post_or_a_place_is_seen_at_once(koordinator):
    opslag = OpslagFactory(aktiv=True)
    assert seen() == {opslag.pk}
    assert under("adgang", "trinfri") == set()

    opslag.institution.trinfri_adgang = Oplyst.JA
    opslag.institution.save()
    assert under("adgang", "trinfri") == {opslag.pk}

    actions.pause(opslag, by=koordinator)
    assert seen() == set()


def test_a_post_is_not_there_the_day_after_its_last():
    OpslagFactory(aktiv=True, vises_til=timezone.localdate())
    assert len(seen()) == 1

    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert seen() == set()


@commits
def test_a_change_that_was_under_way_when_it_was_read_is_seen_when_it_is_made(
    monkeypatch,
):
    monkeypatch.setattr(kartotek, "SETTLES", 0)
    opslag = OpslagFactory(aktiv=True)
    is_under_way, is_read = Event(), Event()

    def change():
        with transaction.atomic():
            actions.pause(Opslag.objects.get(pk=opslag.pk), by=None)
            is_under_way.set()
            assert is_read.wait(10)

    def read():
        assert is_under_way.wait(10)
        found = seen()
        is_read.set()
        return found

    _, meanwhile = at_once(change, read)

    assert meanwhile == {opslag.pk}
    assert seen() == set()


def test_every_option_has_the_posts_that_the_database_gives_it():
    steder = [InstitutionFactory(elevator=answer) for answer in Oplyst]
    for n in range(40):
        OpslagFactory(
            aktiv=True,
            institution=steder[n % 4],
            tidspunkter=list(Tidspunkt)[n % 5 :],
            erfaring_kraeves=bool(n % 3),
        )
    now = kartotek.current()

    for facet in now.facets:
        for option in facet.options:
            rows = Opslag.objects.public().filter(option.condition).newest()
            found = now.newest(now.under[facet.name, option.value], 1000)
            assert found == list(rows.values_list("pk", flat=True)), option


def test_what_is_not_in_it_is_left_out_of_what_was_found():
    opslag = OpslagFactory(aktiv=True)
    now = kartotek.current()

    assert now.newest(now.of([opslag.pk, opslag.pk + 1]), 10) == [opslag.pk]
