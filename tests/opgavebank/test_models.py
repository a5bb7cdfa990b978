from datetime import timedelta

import factory
import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from opgavebank.choices import Arrangoer, Boerneattest, OpslagStatus
from opgavebank.constraints import MAX_DAYS
from opgavebank.models import Opslag
from tests.factories import FilFactory, OpslagFactory

pytestmark = pytest.mark.django_db

TODAY = factory.LazyFunction(timezone.localdate)


def in_days(days):
    return factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=days))


# Each constraint, with what breaks it in a post that is otherwise whole.
BREAKS = [
    ("opslag_live_has_resume", {"resume": ""}),
    ("opslag_live_says_who_does_what", {"det_goer_du": ""}),
    ("opslag_live_says_who_does_what", {"det_goer_personalet": ""}),
    ("opslag_live_has_kontakt", {"kontakt_funktion": ""}),
    ("opslag_live_has_kontakt", {"kontakt_telefon": "", "kontakt_email": ""}),
    ("opslag_live_has_stedfortraeder", {"stedfortraeder_funktion": ""}),
    (
        "opslag_live_has_stedfortraeder",
        {"stedfortraeder_telefon": "", "stedfortraeder_email": ""},
    ),
    ("opslag_live_supplements_staff", {"supplerer_personalet": False}),
    ("opslag_live_says_when_and_for_whom", {"tidspunkter": []}),
    ("opslag_live_says_when_and_for_whom", {"maalgrupper": []}),
    ("opslag_live_says_when_and_for_whom", {"egnet_for": []}),
    ("opslag_live_has_been_published", {"offentliggjort_den": None}),
    ("opslag_vises_at_most_180_days", {"vises_til": in_days(MAX_DAYS + 1)}),
    ("opslag_vises_at_most_180_days", {"vises_til": in_days(-1)}),
    ("opslag_billede_has_alt", {"billede": factory.SubFactory(FilFactory)}),
    ("opslag_forening_has_navn", {"arrangoer": Arrangoer.FORENING}),
    ("opslag_months_come_in_pairs", {"fra_maaned": 4}),
    ("opslag_months_come_in_pairs", {"til_maaned": 4}),
    ("opslag_months_come_in_pairs", {"fra_maaned": 4, "til_maaned": 13}),
    ("opslag_starter_before_slutter", {"starter": TODAY, "slutter": in_days(-1)}),
    (
        "opslag_til_godkendelse_says_when",
        {"status": OpslagStatus.TIL_GODKENDELSE, "indsendt_den": None},
    ),
    ("opslag_is_never_overbooked", {"pladser": 2, "antal_aftalt": 3}),
    ("opslag_arkiv_says_when", {"status": OpslagStatus.ARKIV}),
    ("opslag_arkiv_says_when", {"arkiveret_den": timezone.now()}),
    ("opslag_is_never_overbooked", {"pladser": 2, "antal_aftalt": 3}),
]
LIVE = [(name, broken) for name, broken in BREAKS if name.startswith("opslag_live_")]


@pytest.mark.parametrize(("name", "broken"), BREAKS)
def test_opslag_in_the_database_keeps_each_rule(name, broken):
    with pytest.raises(IntegrityError, match=f'"{name}"'):
        OpslagFactory(aktiv=True, **broken)


def test_opslag_has_no_rule_without_a_test():
    rules = {constraint.name for constraint in Opslag._meta.constraints}

    assert rules == {name for name, _ in BREAKS}


@pytest.mark.parametrize(("name", "broken"), LIVE)
def test_opslag_on_pause_keeps_the_rules_of_a_live_one(name, broken):
    whole = {"aktiv": True, "status": OpslagStatus.PAUSE}

    with pytest.raises(IntegrityError, match=f'"{name}"'):
        OpslagFactory(**whole | broken)


@pytest.mark.parametrize(("name", "broken"), LIVE)
def test_opslag_as_a_draft_may_lack_what_a_live_one_needs(name, broken):
    opslag = OpslagFactory(**broken)

    assert opslag.status == OpslagStatus.KLADDE


@pytest.mark.parametrize("days", [0, MAX_DAYS])
def test_opslag_may_be_shown_on_the_first_and_the_last_day(days):
    opslag = OpslagFactory(aktiv=True, vises_til=in_days(days))

    assert opslag in Opslag.objects.public()


@pytest.mark.parametrize(
    ("boern_under_15", "fast_tilknytning", "expected"),
    [
        (True, True, Boerneattest.KRAEVES),
        (True, False, Boerneattest.KAN_KRAEVES),
        (False, True, Boerneattest.NEJ),
        (False, False, Boerneattest.NEJ),
    ],
)
def test_boerneattest_follows_from_the_children_and_the_tie(
    boern_under_15, fast_tilknytning, expected
):
    """Børneattestloven §§ 1-2."""
    opslag = Opslag(boern_under_15=boern_under_15, fast_tilknytning=fast_tilknytning)

    assert opslag.boerneattest == expected


@pytest.mark.parametrize(
    ("titel", "slug"),
    [
        ("Læs højt på åen", "laes-hoejt-paa-aaen"),
        ("ÆBLER, ØL & ÅL", "aebler-oel-aal"),
        ("Café-hjælp", "cafe-hjaelp"),
        ("???", "opslag"),
    ],
)
def test_slug_spells_danish_letters_out(titel, slug):
    assert Opslag(titel=titel).slug == slug


@pytest.mark.parametrize("status", OpslagStatus)
def test_is_public_agrees_with_the_query(status):
    whole = {"status": status, "offentliggjort_den": timezone.now()}
    if status == OpslagStatus.ARKIV:
        whole["arkiveret_den"] = timezone.now()
    opslag = OpslagFactory(**whole)

    in_query = Opslag.objects.public().filter(pk=opslag.pk).exists()

    assert opslag.is_public == in_query == (status == OpslagStatus.AKTIV)


def test_visible_to_is_the_posts_of_ones_own_places(leder, other_leder, koordinator):
    mine = OpslagFactory(institution=leder.institutionsroller.get().institution)
    theirs = OpslagFactory(institution=other_leder.institutionsroller.get().institution)

    assert [*Opslag.objects.visible_to(leder)] == [mine]
    assert {*Opslag.objects.visible_to(koordinator)} == {mine, theirs}


def test_due_for_deletion_is_two_years_after_the_archive():
    archived = {"status": OpslagStatus.ARKIV}
    old = OpslagFactory(arkiveret_den=timezone.now() - timedelta(days=731), **archived)
    OpslagFactory(arkiveret_den=timezone.now() - timedelta(days=729), **archived)

    assert [*Opslag.objects.due_for_deletion()] == [old]


@pytest.mark.parametrize("number", ["46 11 00 00", "46110000", "+45 46-11-00-00"])
def test_a_number_that_can_be_called_is_taken(number):
    OpslagFactory.build(kontakt_telefon=number).clean_fields(
        exclude={"institution", "omraade", "fagomraade"}
    )


@pytest.mark.parametrize("number", ["ring til mig", "46 11 00", "++4546110000"])
def test_what_no_telephone_can_call_is_refused(number):
    with pytest.raises(ValidationError, match="otte cifre"):
        OpslagFactory.build(kontakt_telefon=number).clean_fields()
