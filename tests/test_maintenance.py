"""The page shown during maintenance. Most tests here have no database."""

import pytest
from django.test import Client
from django.urls import reverse

from rudersdal_frivillig.grundlag.models import Brev
from tests.pages import fields, submit, tags

FORGOTTEN = reverse("account_reset_password")
TEXT = "Læs højt\r\nSkift side, når nogen siger “åh”\r\n\r\n<Slut> & færdig"


@pytest.fixture(autouse=True)
def maintenance(settings):
    settings.MAINTENANCE = True


@pytest.fixture
def visitor():
    """Someone without a cookie, whose browser obeys the rules on tokens."""
    return Client(enforce_csrf_checks=True)


def test_every_page_but_the_status_is_answered(visitor):
    response = visitor.get("/opgaver/")

    assert response.status_code == 503
    assert response["Retry-After"]
    assert "Vi er straks tilbage" in response.text
    assert "no-store" in response["Cache-Control"]
    assert not tags(response, "form")
    assert visitor.get("/status/").status_code == 200


def test_form_comes_back_with_all_that_was_typed(visitor):
    typed = {"besked": TEXT, "dage": ["hverdag", "weekend"], "password1": "tys-tys"}

    response = visitor.post("/et/skema/?trin=2", typed)

    kept = fields(response)
    assert response.status_code == 503
    assert (kept["besked"], kept["dage"]) == ([TEXT], ["hverdag", "weekend"])
    assert "tys-tys" not in response.text
    assert "er ikke tabt" in response.text


def test_form_may_be_sent_again_and_again(visitor):
    first = visitor.post("/et/skema/", {"besked": TEXT})
    second = submit(visitor, first)

    assert fields(second)["besked"] == [TEXT]


def test_file_has_to_be_chosen_again_and_the_page_says_so(visitor):
    with open(__file__, "rb") as file:
        response = visitor.post("/et/skema/", {"besked": TEXT, "billede": file})

    assert "Filer skal du vælge igen" in response.text


@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
def test_form_of_another_site_is_not_given_our_token(visitor, origin):
    typed = {"besked": "Slet alt"}

    response = visitor.post("/et/skema/", typed, headers={"Origin": origin})

    assert response.status_code == 503
    assert not tags(response, "form")
    assert "Slet alt" not in response.text


def test_form_written_here_is_handed_back(visitor):
    own = {"Origin": "http://testserver"}

    response = visitor.post("/et/skema/", {"besked": TEXT}, headers=own)

    assert fields(response)["besked"] == [TEXT]


@pytest.mark.django_db
def test_form_sent_again_when_the_work_is_done_does_what_was_asked(
    visitor, settings, leder
):
    away = visitor.post(FORGOTTEN, {"email": leder.email})

    settings.MAINTENANCE = False
    again = submit(visitor, away)

    assert again.url == reverse("account_reset_password_done")
    assert Brev.objects.get().til == leder.email
