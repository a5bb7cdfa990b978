from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.forms.models import model_to_dict
from django.utils import timezone

from rudersdal_frivillig.grundlag import log
from rudersdal_frivillig.grundlag.models import Logpost, Logvaerdi
from tests.factories import BrugerFactory, InstitutionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(institution, leder):
    return log.write("rettede", institution, by=leder, changes={"navn": ("A", "B")})


def refused():
    return pytest.raises(IntegrityError, match="may not be changed this way")


def run(sql):
    # Sessions of the test database may empty the log, those of a real one not.
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL grundlag.is_test_database = 'off'")
        cursor.execute(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE grundlag_logpost SET handling = 'intet'",
        "DELETE FROM grundlag_logpost",
        "TRUNCATE grundlag_logpost CASCADE",
        "TRUNCATE grundlag_logpost, grundlag_logvaerdi",
        "TRUNCATE grundlag_bruger CASCADE",
        "UPDATE grundlag_logvaerdi SET efter = 'intet'",
    ],
)
def test_the_database_refuses_to_rewrite_the_log(post, sql):
    with refused():
        run(sql)


def test_an_update_by_queryset_is_refused(post):
    with refused(), transaction.atomic():
        Logpost.objects.update(handling="intet")


def test_a_delete_by_queryset_is_refused(post):
    Logvaerdi.objects.all().delete()

    with refused(), transaction.atomic():
        Logpost.objects.all().delete()


def test_saving_a_row_again_is_refused(post):
    post.handling = "intet"

    with refused(), transaction.atomic():
        post.save()


def test_a_value_cannot_be_changed(post):
    with refused(), transaction.atomic():
        Logvaerdi.objects.update(slettes_den=timezone.localdate())


def test_nightly_deletes_values_on_their_day_and_keeps_the_fact(post, time_machine):
    day = post.vaerdier.get().slettes_den
    assert day == timezone.localdate() + log.KEEP_VALUES

    time_machine.move_to(timezone.now() + log.KEEP_VALUES - timedelta(days=1))
    call_command("nightly")
    assert post.vaerdier.exists()

    time_machine.move_to(timezone.now() + timedelta(days=1))
    call_command("nightly")
    assert not post.vaerdier.exists()
    assert Logpost.objects.get(pk=post.pk).felter == ["navn"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "ja"),
        (False, "nej"),
        (0, "0"),
        (["en", "to"], "en, to"),
        ("Sjælsø", "Sjælsø"),
    ],
)
def test_values_are_written_as_people_read_them(institution, value, text):
    log.write("rettede", institution, by=None, changes={"felt": (value, "")})

    assert Logvaerdi.objects.get().foer == text


def test_write_says_who_acted_when_no_user_did(institution, leder):
    by_citizen = log.write("spurgte", institution, by=None, role=log.BORGER)
    by_system = log.write("ryddede op", institution, by=None)
    by_user = log.write("rettede", institution, by=leder)

    roles = [post.rolle for post in (by_citizen, by_system, by_user)]
    assert roles == ["borger", "systemet", "bruger"]


def change_data(institution, **changed):
    data = {k: v for k, v in model_to_dict(institution).items() if v is not None}
    inline = {"lukkedage-TOTAL_FORMS": 0, "lukkedage-INITIAL_FORMS": 0}
    return data | inline | changed


def test_a_change_in_the_admin_writes_before_and_after(client, leder, institution):
    client.force_login(leder)
    before = institution.kontakt_telefon
    address = f"/admin/grundlag/institution/{institution.pk}/change/"

    client.post(address, change_data(institution, kontakt_telefon="46 11 99 99"))

    post = Logpost.objects.about(institution).get()
    assert (post.hvem, post.handling) == (leder, "rettede")
    assert post.felter == ["kontakt_telefon"]
    vaerdi = post.vaerdier.get()
    assert (vaerdi.foer, vaerdi.efter) == (before, "46 11 99 99")


def test_saving_without_a_change_writes_nothing(client, leder, institution):
    client.force_login(leder)
    address = f"/admin/grundlag/institution/{institution.pk}/change/"

    assert client.post(address, change_data(institution)).status_code == 302

    assert not Logpost.objects.exists()


def test_a_new_lukkedag_is_in_the_log_of_its_place(client, leder, institution):
    client.force_login(leder)
    rows = {
        "lukkedage-TOTAL_FORMS": 1,
        "lukkedage-0-fra": "2027-07-12",
        "lukkedage-0-til": "2027-07-16",
    }
    address = f"/admin/grundlag/institution/{institution.pk}/change/"

    client.post(address, change_data(institution, **rows))

    assert Logvaerdi.objects.get().efter == "tilføjet: 12.07.2027-16.07.2027"


def test_the_log_of_another_place_is_not_found(client, other_leder, institution, post):
    client.force_login(other_leder)

    page = client.get(f"/admin/grundlag/institution/{institution.pk}/history/")

    assert page.status_code == 404


def test_the_log_has_no_admin_of_its_own(client, institution, post):
    client.force_login(BrugerFactory(is_superuser=True))

    for model in ("logpost", "logvaerdi"):
        assert client.get(f"/admin/grundlag/{model}/").status_code == 404
        delete = f"/admin/grundlag/{model}/{post.pk}/delete/"
        assert client.post(delete, {"post": "yes"}).status_code == 404


def test_a_superuser_cannot_delete_someone_who_is_in_the_log(client, post):
    client.force_login(BrugerFactory(is_superuser=True))

    response = client.post(
        f"/admin/grundlag/bruger/{post.hvem.pk}/delete/", {"post": "yes"}
    )

    assert response.status_code == 403
    post.hvem.refresh_from_db()


def test_deleting_a_place_in_the_admin_keeps_its_log(client, administrator):
    place = InstitutionFactory()
    post = log.write("rettede", place, by=administrator)
    client.force_login(administrator)

    client.post(f"/admin/grundlag/institution/{place.pk}/delete/", {"post": "yes"})

    about = {"objekt_type": post.objekt_type, "objekt_id": post.objekt_id}
    handlinger = Logpost.objects.filter(**about).values_list("handling", flat=True)
    assert list(handlinger) == ["slettede", "rettede"]


def test_the_log_names_an_upload_and_keeps_nothing_of_it(leder):
    upload = SimpleUploadedFile("hus.jpg", b"\xff\xd8 taken at home")

    log.write("rettede", leder, by=leder, changes={"billede": (None, upload)})

    assert Logvaerdi.objects.get().efter == "hus.jpg"
