"""The people in the tests. Ask for one by name to say who acts."""

import shutil

import hypothesis
import pytest
from django.conf import settings as django_settings
from django.contrib.auth.models import Group
from django.core.cache import caches
from django.core.files.storage import storages
from django.db import connection

from opgavebank import kartotek
from rudersdal_frivillig.grundlag import roles
from rudersdal_frivillig.grundlag.actions import align_groups
from rudersdal_frivillig.grundlag.models import (
    Fagomraade,
    Fil,
    Institutionsslags,
    Rolle,
)
from tests.factories import (
    BrugerFactory,
    InstitutionFactory,
    InstitutionsrolleFactory,
    RedaktoerrolleFactory,
)

# A busy machine is no error.
hypothesis.settings.register_profile("portal", hypothesis.settings(), deadline=None)
hypothesis.settings.load_profile("portal")


def pytest_sessionfinish(session):
    """Stop the tests' PostgreSQL, once all workers are done with it."""
    if not hasattr(session.config, "workerinput"):
        from rudersdal_frivillig.embedded.server import Cluster

        if "CLUSTER" in django_settings.DATABASES["default"]:
            database = django_settings.DATABASES["default"]
            Cluster(database["CLUSTER"], durable=database["DURABLE"]).stop()
        shutil.rmtree(django_settings.FILES_ROOT, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        # Transactional tests empty every table, which the log otherwise refuses.
        name = connection.ops.quote_name(connection.settings_dict["NAME"])
        cursor.execute(f"ALTER DATABASE {name} SET grundlag.is_test_database = 'on'")
    connection.close()


@pytest.fixture(autouse=True)
def plain_settings(settings, monkeypatch, tmp_path):
    """Static files without their manifest, quick passwords, files of its own."""
    settings.STORAGES = settings.STORAGES | {
        "private": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "files", "base_url": None},
        },
        "staticfiles": {
            "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        },
    }
    # Else WhiteNoise warns where static files were never collected.
    settings.WHITENOISE_AUTOREFRESH = True
    # The field took its storage when the models were loaded.
    monkeypatch.setattr(Fil._meta.get_field("fil"), "storage", storages["private"])
    for name in ("memory", "searches"):
        caches[name].clear()
    kartotek.forget()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def institution(db):
    return InstitutionFactory(navn="Plejecenter Sjælsø", slug="plejecenter-sjaelsoe")


def _at(institution, rolle, navn):
    bruger = BrugerFactory(navn=navn)
    held = InstitutionsrolleFactory(bruger=bruger, institution=institution, rolle=rolle)
    bruger.groups.add(held.gruppe)
    return bruger


@pytest.fixture
def leder(institution):
    """Leads Plejecenter Sjælsø."""
    return _at(institution, Rolle.LEDER, "Leder af plejecenteret")


@pytest.fixture
def medarbejder(institution):
    return _at(institution, Rolle.MEDARBEJDER, "Medarbejder på plejecenteret")


@pytest.fixture
def other_leder(db):
    """Leads another place, and has nothing to do with the case."""
    return _at(InstitutionFactory(), Rolle.LEDER, "Leder et andet sted")


def _in_group(name):
    bruger = BrugerFactory(navn=name)
    bruger.groups.add(Group.objects.get(name=name))
    return bruger


@pytest.fixture
def redaktoer(db):
    """Edits the posts of Kultur og bibliotek, where the tests' places are not."""
    bruger = BrugerFactory(navn="Redaktør for kulturen")
    fagomraade = Fagomraade.objects.get(slug="kultur-og-bibliotek")
    RedaktoerrolleFactory(bruger=bruger, fagomraade=fagomraade)
    align_groups([bruger])
    return bruger


@pytest.fixture
def ekstern(db):
    """Writes in the name of the Frivilligcenter."""
    center = InstitutionFactory(
        navn="Frivilligcenteret", slags=Institutionsslags.FRIVILLIGCENTER
    )
    return _at(center, Rolle.EKSTERN_REDAKTOER, "Redaktør på frivilligcenteret")


@pytest.fixture
def koordinator(db):
    return _in_group(roles.KOORDINATOR)


@pytest.fixture
def administrator(db):
    return _in_group(roles.ADMINISTRATOR)
