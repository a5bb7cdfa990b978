"""Many who sign up and cancel at the same moment."""

import pytest
from django.test import Client

from rudersdal_frivillig.grundlag import actions
from rudersdal_frivillig.grundlag.models import (
    Arrangement,
    Brev,
    Tilmelding,
)
from tests.factories import ArrangementFactory
from tests.grundlag.committed import at_once, commits
from tests.grundlag.tilmeldinger import (
    TILMELDT,
    VENTELISTE,
    counted,
    sign_up,
    signed_up,
)

pytestmark = pytest.mark.django_db


@commits
@pytest.mark.parametrize("round", range(20))
def test_thirty_at_once_for_seven_places(round):
    arrangement = ArrangementFactory(pladser=7)

    def call(n):
        own = Arrangement.objects.get(pk=arrangement.pk)
        return signed_up(own, email=f"b{n}@example.org", telefon="").pk

    at_once(*[lambda n=n: call(n) for n in range(30)])

    arrangement.refresh_from_db()
    in_order = arrangement.tilmeldinger.order_by("oprettet_den", "pk")
    assert arrangement.antal_tilmeldt == 7
    assert [t.status for t in in_order] == [TILMELDT] * 7 + [VENTELISTE] * 23
    assert [t.pk for t in in_order] == sorted(t.pk for t in in_order)
    assert Brev.objects.count() == 30


@commits
def test_thirty_through_the_page_at_once_for_seven_places():
    arrangement = ArrangementFactory(pladser=7)

    def call(n):
        return sign_up(Client(), arrangement, email=f"b{n}@example.org").status_code

    answers = at_once(*[lambda n=n: call(n) for n in range(30)])

    assert answers == [200] * 30
    antal, statuses = counted(arrangement)
    assert (antal, statuses.count(VENTELISTE)) == (7, 23)


@commits
def test_one_e_mail_in_ten_forms_at_once_gets_one_place():
    arrangement = ArrangementFactory()

    answers = at_once(*[lambda: sign_up(Client(), arrangement).status_code] * 10)

    assert answers == [200] * 10
    assert counted(arrangement) == (1, [TILMELDT])
    assert Brev.objects.count() == 1


@commits
@pytest.mark.parametrize("round", range(5))
def test_who_cancels_and_who_signs_up_at_once_leave_no_place_empty(round):
    arrangement = ArrangementFactory(pladser=3)
    held = [signed_up(arrangement) for _ in range(3)]

    def leave(tilmelding):
        return lambda: actions.cancel(Tilmelding.objects.get(pk=tilmelding.pk))

    def come():
        return signed_up(Arrangement.objects.get(pk=arrangement.pk)).pk

    at_once(*map(leave, held), *[come] * 5)

    antal, statuses = counted(arrangement)
    assert (antal, statuses.count(TILMELDT), statuses.count(VENTELISTE)) == (3, 3, 2)
