import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from opgavebank.models import Opslag
from tests.factories import BrugerFactory, InstitutionFactory, OpslagFactory

pytestmark = pytest.mark.django_db

OF_THE_DAY = {"oprettet_den", "aendret_den", "offentliggjort_den", "indsendt_den"}
KEYS = {"id", "institution_id", "fagomraade_id", "omraade_id", "oprettet_af_id"}


@pytest.fixture
def demo(settings):
    """Call it to run the command in a portal that is a demo."""
    settings.DEMO = True

    def run():
        call_command("demo", verbosity=0)

    return run


def rows():
    """Every post without its numbers and times of day."""
    return [
        {name: value for name, value in row.items() if name not in OF_THE_DAY | KEYS}
        for row in Opslag.objects.order_by("titel", "pk").values()
    ]


def built_and_taken_back(demo):
    with transaction.atomic():
        demo()
        built = rows()
        transaction.set_rollback(True)
    return built


def test_demo_is_the_same_each_time(demo):
    first, second = built_and_taken_back(demo), built_and_taken_back(demo)

    assert first
    assert first == second


def test_demo_run_again_keeps_what_was_edited(demo):
    demo()
    edited, deleted = Opslag.objects.public()[:2]
    count = Opslag.objects.count()
    Opslag.objects.filter(pk=edited.pk).update(resume="Rettet af en leder.")
    deleted.delete()

    demo()

    edited.refresh_from_db()
    assert edited.resume == "Rettet af en leder."
    assert Opslag.objects.count() == count - 1


@pytest.mark.parametrize("factory", [BrugerFactory, InstitutionFactory, OpslagFactory])
def test_demo_refuses_a_database_with_something_else_in_it(demo, factory):
    factory()

    with pytest.raises(CommandError, match="that the demo did not make"):
        demo()

    assert not Opslag.objects.public().exists()


def test_demo_refuses_a_portal_that_is_none():
    with pytest.raises(CommandError, match="DEMO=1"):
        call_command("demo")
