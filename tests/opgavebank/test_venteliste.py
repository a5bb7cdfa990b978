"""Who waits for a place on a post, and hears of it once one is free."""

import pytest
from django.urls import reverse

from opgavebank import actions
from opgavebank.choices import OpslagStatus
from opgavebank.models import Opslag
from tests.factories import HenvendelseFactory, OpslagFactory

pytestmark = pytest.mark.django_db

LIST = reverse("admin:opgavebank_henvendelse_changelist")


def page_of(henvendelse):
    return reverse("admin:opgavebank_henvendelse_change", args=[henvendelse.pk])


@pytest.fixture
def opslag(institution):
    return OpslagFactory(institution=institution, aktiv=True, pladser=2)


@pytest.fixture
def staff(client, medarbejder):
    client.force_login(medarbejder)
    return client


def waiting(opslag):
    return HenvendelseFactory(opslag=opslag, navn="Grethe venter", paa_venteliste=True)


def test_place_that_becomes_free_is_for_who_waits_first(staff, opslag, leder):
    agreed = HenvendelseFactory.create_batch(2, opslag=opslag)
    for one in agreed:
        actions.agree(one, by=leder)
    first = waiting(opslag)
    before = staff.get(LIST, {"venter": "plads"}).text
    actions.withdraw(agreed[0], by=leder)

    assert "Grethe venter" not in before
    assert "Grethe venter" in staff.get(LIST, {"venter": "plads"}).text
    assert "Grethe venter" in staff.get(reverse("admin:index")).text
    assert "Nr. 1 i køen" in staff.get(page_of(first)).text


def test_post_called_besat_by_hand_has_no_free_place(staff, opslag, leder):
    actions.mark_besat(opslag, by=leder)
    waiting(opslag)

    assert "Grethe venter" not in staff.get(LIST, {"venter": "plads"}).text


def test_place_on_a_post_that_is_raised_is_free(staff, opslag, leder):
    Opslag.objects.filter(pk=opslag.pk).update(pladser=1)
    actions.agree(HenvendelseFactory(opslag=opslag), by=leder)
    waiting(opslag)
    opslag.refresh_from_db()
    opslag.pladser = 3
    opslag.save()
    actions.renew(opslag, by=leder)

    assert "Grethe venter" in staff.get(LIST, {"venter": "plads"}).text


def test_post_whose_places_are_taken_is_not_shown_again(client, opslag, leder):
    Opslag.objects.filter(pk=opslag.pk).update(pladser=1)
    actions.agree(HenvendelseFactory(opslag=opslag), by=leder)
    client.force_login(leder)

    renew = reverse("admin:opgavebank_opslag_forny", args=[opslag.pk])
    response = client.post(renew, follow=True)

    assert "Alle pladser er taget. Sæt flere pladser på opslaget" in response.text
    assert Opslag.objects.get(pk=opslag.pk).status == OpslagStatus.BESAT
