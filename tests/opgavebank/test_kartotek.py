"""What is kept in memory is what the database would say."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from opgavebank import actions, kartotek
from opgavebank.choices import Tidspunkt
from opgavebank.facets import facets, places
from opgavebank.models import Opslag
from rudersdal_frivillig.grundlag.models import Oplyst
from tests.factories import InstitutionFactory, OpslagFactory

pytestmark = pytest.mark.django_db


def seen():
    return set(kartotek.current().ids)


def under(name, value):
    now = kartotek.current()
    facet = next(facet for facet in facets(places()) if facet.name == name)
    option = next(option for option in facet.options if option.value == value)
    return set(now.newest(now.under(option.condition), 1000))


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


def test_many_posts_are_read_again_after_a_minute_at_most(monkeypatch):
    monkeypatch.setattr(kartotek, "MANY", 1)
    first = OpslagFactory.create_batch(2, aktiv=True)
    assert len(seen()) == 2

    OpslagFactory(aktiv=True, institution=first[0].institution)
    assert len(seen()) == 2

    monkeypatch.setattr(kartotek, "SETTLES", 0)
    assert len(seen()) == 3


def test_what_was_read_right_after_a_change_is_read_once_more(
    monkeypatch, django_assert_num_queries
):
    """The change may not have been committed yet when it was read."""
    OpslagFactory(aktiv=True)
    seen()
    monkeypatch.setattr(kartotek, "SETTLES", 0)

    with django_assert_num_queries(2):
        seen()
    with django_assert_num_queries(1):
        seen()


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

    for facet in facets(places()):
        for option in facet.options:
            rows = Opslag.objects.public().filter(option.condition.q).newest()
            found = now.newest(now.under(option.condition), 1000)
            assert found == list(rows.values_list("pk", flat=True)), option


def test_what_is_not_in_it_is_left_out_of_what_was_found():
    opslag = OpslagFactory(aktiv=True)
    now = kartotek.current()

    assert now.newest(now.of([opslag.pk, opslag.pk + 1]), 10) == [opslag.pk]
