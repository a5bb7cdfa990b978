"""The pools that a visitor to the demo meets. Made once for all tests of this file."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from puljer import mangler, skemaindhold
from puljer.choices import AnsoegningStatus
from puljer.models import Ansoegning, Besked, Bilag, Pulje, Runde
from puljer.retstekster import keys_for
from rudersdal_frivillig.demo import build, data
from rudersdal_frivillig.grundlag.lix import READABLE, lix
from rudersdal_frivillig.grundlag.models import Bruger, Retstekst
from rudersdal_frivillig.grundlag.workdays import is_working_day
from rudersdal_frivillig.models import Demoobjekt
from tests.page_text import page_text

pytestmark = pytest.mark.django_db

SMALL, LARGE = "proev-en-ide", "lokale-indsatser"


@pytest.fixture(scope="module", autouse=True)
def demo(django_db_setup, django_db_blocker):
    hasher = "django.contrib.auth.hashers.MD5PasswordHasher"
    options = {"PASSWORD_HASHERS": [hasher], "ROOT_URLCONF": "tests.demo_urls"}
    with (
        django_db_blocker.unblock(),
        override_settings(DEMO=True, **options),
        transaction.atomic(),
    ):
        call_command("demo", verbosity=0)
        yield
        transaction.set_rollback(True)


def test_demo_has_two_pools_that_two_people_put_in_operation():
    assert {p.slug for p in Pulje.objects.public()} == {SMALL, LARGE}
    for pulje in Pulje.objects.public():
        skema = pulje.skemaer.approved()[0]
        assert skema.foreslaaet_af.email == "sagsbehandler@demo.example"
        assert skema.godkendt_af.email == "puljeleder@demo.example"


def test_demo_has_a_pool_for_all_year_and_one_with_an_open_and_a_coming_round():
    now = timezone.now()
    small = Runde.objects.filter(pulje__slug=SMALL)
    large = Runde.objects.filter(pulje__slug=LARGE)

    assert [runde.is_loebende for runde in small.open(now)] == [True]
    assert large.open(now).count() == 1
    assert large.coming(now).count() == 1
    for frist in large.values_list("frist", flat=True):
        local = timezone.localtime(frist)
        assert is_working_day(local.date())
        assert (local.hour, local.minute) == (23, 59)


def test_demo_asks_six_questions_of_who_tries_something_small():
    pulje = Pulje.objects.get(slug=SMALL)
    skema = skemaindhold.read(pulje.skemaer.approved()[0].indhold)

    assert len(skema.felter) == 6
    assert skema.svar_hverdage == 15


@pytest.mark.parametrize("slug", [SMALL, LARGE])
def test_demo_shows_that_the_texts_of_a_pool_are_drafts(client, slug):
    pulje = Pulje.objects.get(slug=slug)
    page = client.get(pulje.get_absolute_url())

    texts = Retstekst.objects.in_use().filter(noegle__in=keys_for(pulje))
    assert len(texts) == 3
    assert all(text.is_udkast for text in texts)
    assert "Udkast. En jurist har endnu ikke godkendt" in page.text


@pytest.mark.parametrize("slug", [SMALL, LARGE])
@pytest.mark.parametrize("page", ["", "kan-i-soege/", "spoergsmaal/", "soeg/"])
def test_demo_pages_of_a_pool_are_easy_to_read(client, slug, page):
    response = client.get(f"/tilskud/{slug}/{page}")

    assert response.status_code == 200
    assert lix(page_text(response)) <= READABLE


def test_demo_has_applications_in_every_state():
    rows = Ansoegning.objects.all()

    assert {row.status for row in rows} == {*AnsoegningStatus}
    assert [row.rettidig for row in rows.waiting_for_fristskoen()] == [False]
    assisted = rows.exclude(indtastet_af=None).get()
    assert assisted.is_sent
    assert assisted.bekraeftet_den is None
    assert any(row.has_unsent_changes for row in rows)
    assert Besked.objects.unread_by_staff().exists()
    assert Bilag.objects.exists()
    assert rows.exclude(opslag=None).exists()


def test_demo_applications_are_whole_and_from_no_one_there_is():
    for row in Ansoegning.objects.select_related("runde__pulje", "skema"):
        row.full_clean()
        assert row.oprettet_den <= row.gemt_den <= timezone.now()
        assert row.is_sent is not bool(mangler.find(row))
        for deltager in row.deltagere.all():
            assert deltager.email.endswith("@demo.example")


def test_demo_numbers_applications_in_a_row():
    sent = Ansoegning.objects.sent().order_by("nummer")

    by_year: dict[str, list[int]] = {}
    for nummer in sent.values_list("nummer", flat=True):
        _, year, count = nummer.split("-")
        by_year.setdefault(year, []).append(int(count))
    assert by_year
    assert all(n == [*range(1, len(n) + 1)] for n in by_year.values())


@pytest.mark.parametrize("name", ["sagsbehandler", "puljeleder"])
def test_demo_caseworkers_have_something_to_do(client, name):
    client.force_login(Bruger.objects.get(email=f"{name}@demo.example"))
    cases = Ansoegning.objects.sent()

    front = client.get("/admin/")
    listed = client.get("/admin/puljer/ansoegning/")

    assert "ansøgning" in front.text
    assert [case.nummer for case in cases if case.nummer not in listed.text] == []


def test_demo_leaves_the_pools_out_where_they_are_switched_off(monkeypatch):
    monkeypatch.setattr(apps, "is_installed", lambda name: name != "puljer")
    puljer = {"sagsbehandler@demo.example", "puljeleder@demo.example"}
    with transaction.atomic():
        Demoobjekt.objects.filter(noegle__startswith="pulje:").delete()
        Demoobjekt.objects.filter(noegle__startswith="ansoegning:").delete()
        keys = [f"bruger:{email}" for email in puljer]
        Demoobjekt.objects.filter(noegle__in=keys).delete()

        assert build.build() == 0
        transaction.set_rollback(True)


def test_demo_posts_lead_to_an_application(client):
    [row] = [row for row in data.load("ansoegninger") if "opslag" in row]
    ansoegning = Ansoegning.objects.exclude(opslag=None).get()

    page = client.get(f"/opgaver/{ansoegning.opslag}-x/", follow=True)

    assert row["opslag"] in page.text
    assert "Nogen er begyndt på en ansøgning" in page.text
    assert "Søg tilskud til det her" in page.text
