import pytest
from django.db import IntegrityError
from django.utils import timezone

from opgavebank.choices import HenvendelseStatus, Ordslags, Svarvej
from opgavebank.models import Henvendelse, Henvendelsesord
from tests.factories import BrugerFactory, HenvendelseFactory

pytestmark = pytest.mark.django_db

NOW = timezone.now()

# Each constraint, with what breaks it in an enquiry that is otherwise whole.
BREAKS = [
    ("henvendelse_can_be_answered", {"navn": ""}),
    ("henvendelse_can_be_answered", {"email": "", "telefon": ""}),
    ("henvendelse_to_be_called_has_telefon", {"ring_op": True}),
    ("henvendelse_lukket_den_when_it_has_ended", {"lukket_den": NOW}),
    (
        "henvendelse_lukket_den_when_it_has_ended",
        {"status": HenvendelseStatus.TRUKKET},
    ),
    (
        "henvendelse_kontaktet_den_and_svarvej",
        {"status": HenvendelseStatus.KONTAKTET, "kontaktet_den": NOW},
    ),
    ("henvendelse_kontaktet_den_and_svarvej", {"svar_hverdage": 2}),
    (
        "henvendelse_ny_is_unanswered",
        {"kontaktet_den": NOW, "svarvej": Svarvej.OPKALD},
    ),
    (
        "henvendelse_bekraeftet_has_email",
        {"email": "", "telefon": "46 11 00 00", "email_bekraeftet_den": NOW},
    ),
    (
        "henvendelse_slettet_has_ended_and_no_person",
        {
            "status": HenvendelseStatus.TRUKKET,
            "lukket_den": NOW,
            "indhold_slettet_den": NOW,
        },
    ),
]


@pytest.mark.parametrize(("name", "broken"), BREAKS)
def test_henvendelse_in_the_database_keeps_each_rule(name, broken):
    with pytest.raises(IntegrityError, match=f'"{name}"'):
        HenvendelseFactory(**broken)


def test_henvendelse_has_no_rule_without_a_test():
    rules = {constraint.name for constraint in Henvendelse._meta.constraints}

    assert rules == {name for name, _ in BREAKS}


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("henvendelsesord_says_something", {"slags": Ordslags.NOTE, "tekst": ""}),
        ("henvendelsesord_af_staff_or_borger", {"af": None}),
        ("henvendelsesord_af_staff_or_borger", {"slags": Ordslags.TILFOEJELSE}),
    ],
)
def test_what_is_said_keeps_each_rule(name, broken):
    said = {"slags": Ordslags.NOTE, "tekst": "Ringer fredag.", "af": BrugerFactory()}

    with pytest.raises(IntegrityError, match=f'"{name}"'):
        Henvendelsesord.objects.create(
            henvendelse=HenvendelseFactory(), **said | broken
        )
