"""What a visitor to the demo meets. It is made once for all tests of this file."""

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from opgavebank.choices import HenvendelseStatus, OpslagStatus
from opgavebank.models import Henvendelse, Opslag
from opgavebank.showcase import GENVEJE
from rudersdal_frivillig.demo import data
from rudersdal_frivillig.demo.liv import make_life
from rudersdal_frivillig.grundlag.lix import READABLE, lix
from rudersdal_frivillig.grundlag.models import Bruger, Institution
from tests.page_text import page_text

pytestmark = pytest.mark.django_db

TEXTS = [
    "titel",
    "resume",
    "saadan_foregaar_det",
    "det_goer_du",
    "det_goer_personalet",
    "det_faar_du",
    "sted_note",
    "kompetencer",
    "tilgaengelighed_note",
]


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


def test_demo_has_the_institutions_and_posts_of_its_files():
    assert Institution.objects.count() == 96
    waits = [key for key in make_life() if key.startswith("opslag:")]
    assert Opslag.objects.count() == len(data.load("opslag")) + len(waits)
    public = Opslag.objects.public().count()
    in_file = sum(row["status"] == "aktiv" for row in data.load("opslag"))
    assert public == in_file + sum("udloeber" in key for key in waits)
    assert {*Opslag.objects.values_list("status", flat=True)} >= {
        OpslagStatus.KLADDE,
        OpslagStatus.TIL_GODKENDELSE,
        OpslagStatus.PAUSE,
        OpslagStatus.BESAT,
    }


def test_demo_posts_are_whole_and_calm():
    for opslag in Opslag.objects.select_related("institution"):
        opslag.full_clean()
        texts = [getattr(opslag, name) for name in TEXTS]
        assert opslag.titel
        assert opslag.resume.endswith((".", "?"))
        assert not [text for text in texts if "!" in text or text != text.strip()]


def test_demo_posts_have_a_page_each(client):
    for opslag in Opslag.objects.public():
        response = client.get(opslag.get_absolute_url())
        assert response.status_code == 200
        assert "None" not in response.text


@pytest.mark.parametrize("path", ["/", "/opgaver/", "/opgaver/?side=2"])
def test_demo_lists_are_easy_to_read(client, path):
    assert lix(page_text(client.get(path))) <= READABLE


@pytest.mark.parametrize(("label", "query"), GENVEJE)
def test_demo_has_some_posts_behind_each_shortcut_and_not_all(client, label, query):
    page = client.get(f"/opgaver/?{query}").context["side"].page

    assert 0 < page.paginator.count < Opslag.objects.public().count()


def test_demo_contacts_are_functions_at_an_address_that_is_no_ones():
    for place in [*Institution.objects.all(), *Opslag.objects.all()]:
        assert place.kontakt_email.endswith("@demo.example")
        assert place.stedfortraeder_email.endswith("@demo.example")
        assert place.kontakt_telefon == data.PHONE


@pytest.mark.parametrize("email", [email for email, *_ in data.BRUGERE])
def test_demo_log_ins_work(client, email):
    typed = {"login": email, "password": data.PASSWORD}
    response = client.post("/konto/log-ind/", typed, follow=True)

    assert response.request["PATH_INFO"] == "/admin/"
    assert response.status_code == 200


def test_demo_has_a_year_of_enquiries_from_no_one_there_is():
    rows = Henvendelse.objects.select_related("opslag", "institution")

    assert 150 <= len(rows) <= 250
    assert {row.status for row in rows} == {*HenvendelseStatus}
    assert {row.oprettet_den.month for row in rows} == {*range(1, 13)}
    assert len({row.institution for row in rows}) > 15
    for row in rows:
        row.full_clean()
        assert row.email.endswith("@example.org") or not row.email
        assert row.telefon in ("", data.PHONE)
        assert row.oprettet_den <= row.sidste_ord_den <= timezone.now()


def test_demo_has_no_more_agreements_than_places():
    for opslag in Opslag.objects.exclude(antal_aftalt=0):
        assert opslag.antal_aftalt == opslag.henvendelser.agreed().count()
        assert not opslag.is_taken_up


def test_demo_keeps_no_one_longer_than_is_promised():
    assert not Henvendelse.objects.due_for_deletion().exists()


@pytest.mark.parametrize(
    ("email", "waits"),
    [
        ("leder@demo.example", "4 henvendelser og 2 opslag venter på dig"),
        ("boernehus@demo.example", "1 henvendelse og 1 opslag venter på dig"),
        ("koordinator@demo.example", "2 opslag venter på dig"),
    ],
)
def test_demo_has_something_for_each_to_do(client, email, waits):
    client.force_login(Bruger.objects.get(email=email))

    assert waits in client.get("/admin/").text
