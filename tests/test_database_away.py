"""The database is really away in these tests: its address is changed to a dead one."""

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from opgavebank.models import Opslag
from rudersdal_frivillig.grundlag.plaintext import plain_lines
from tests.conftest import _at
from tests.factories import InstitutionFactory
from tests.grundlag.committed import commits
from tests.pages import fields, submit, tags
from tests.puljer.indgang import contact, enter, page, send_page, yes
from tests.puljer.sager import fill_in, open_pulje, start

pytestmark = commits

TEXT = "Læs højt\r\nSkift side, når nogen siger “åh”\r\n\r\n<Slut> & færdig"


@pytest.fixture
def database():
    """`away()` cuts the connection, `back()` mends it."""
    port = connection.settings_dict["PORT"]

    class Database:
        def away(self):
            connection.settings_dict["PORT"] = "1"
            connection.close()

        def back(self):
            connection.settings_dict["PORT"] = port

    database = Database()
    yield database
    database.back()


@pytest.fixture
def visitor():
    return Client(enforce_csrf_checks=True, raise_request_exception=False)


@pytest.fixture
def leder():
    return _at(InstitutionFactory(), "leder", "Leder")


@pytest.mark.parametrize("path", ["/", "/opgaver/", "/opgaver/1-x/", "/admin/"])
def test_page_says_in_danish_that_it_is_away_for_a_moment(visitor, database, path):
    database.away()

    response = visitor.get(path)

    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0
    assert "nede et øjeblik" in response.text
    assert "no-store" in response.headers["Cache-Control"]
    assert not tags(response, "form")


def test_page_is_there_again_when_the_database_is(visitor, database):
    database.away()
    visitor.get("/opgaver/")

    database.back()

    assert visitor.get("/opgaver/").status_code == 200


def test_form_comes_back_with_all_that_was_typed(visitor, database, leder):
    visitor.force_login(leder)
    form = visitor.get(reverse("admin:opgavebank_opslag_add"))
    typed = {"titel": "Læs højt", "det_goer_du": TEXT, "egnet_for": ["unge", "x"]}
    database.away()

    response = submit(visitor, form, **typed)

    kept = fields(response)
    assert response.status_code == 503
    assert kept["titel"] == ["Læs højt"]
    assert kept["det_goer_du"] == [TEXT]
    assert kept["egnet_for"] == ["unge", "x"]
    assert kept["resume"] == [""]
    assert len(kept["csrfmiddlewaretoken"]) == 1


def test_form_sent_again_does_what_was_asked(visitor, database, leder):
    visitor.force_login(leder)
    form = visitor.get(reverse("admin:opgavebank_opslag_add"))
    database.away()
    away = submit(visitor, form, titel="Læs højt på Ærø", det_goer_du=TEXT, _save="Gem")

    database.back()
    again = submit(visitor, away)

    assert again.status_code == 302
    opslag = Opslag.objects.get()
    assert opslag.titel == "Læs højt på Ærø"
    assert opslag.det_goer_du == plain_lines(TEXT)


def test_form_does_not_hand_back_a_password(visitor, database):
    form = visitor.get(reverse("account_login"))
    old_token = fields(form)["csrfmiddlewaretoken"][0]
    database.away()

    response = submit(visitor, form, login="a@b.example", password="tys-tys-tys")

    assert response.status_code == 503
    assert fields(response)["login"] == ["a@b.example"]
    assert "password" not in fields(response)
    assert "tys-tys-tys" not in response.text
    assert old_token not in response.text


def test_file_has_to_be_chosen_again_and_the_page_says_so(visitor, database, leder):
    visitor.force_login(leder)
    form = visitor.get(reverse("admin:opgavebank_opslag_add"))
    database.away()

    with open(__file__, "rb") as file:
        response = submit(visitor, form, nyt_billede=file)

    assert "Filer skal du vælge igen" in response.text


def test_status_page_stays_well_since_all_processes_share_the_database(
    visitor, database
):
    database.away()

    assert visitor.get("/status/").text == "ok\n"


def test_deep_status_page_says_that_the_database_is_away(visitor, database):
    database.away()

    response = visitor.get("/status/dyb/")

    assert response.status_code == 503
    assert response.json()["database"] == {"ok": False, "detail": "OperationalError"}
    assert response.json()["disk"]["detail"].endswith("free")


def test_application_that_was_being_sent_is_sent_once_when_it_is_back(
    visitor, database
):
    ansoegning = fill_in(start(open_pulje()))
    enter(visitor, contact(ansoegning))
    form = send_page(visitor, ansoegning)
    database.away()

    away = submit(visitor, form, **yes(form))
    database.back()
    again = submit(visitor, away)
    once_more = submit(visitor, away)

    assert away.status_code == 503
    assert again.url == once_more.url == page("ansoegning_receipt", ansoegning)
    assert ansoegning.indsendte.count() == 1
