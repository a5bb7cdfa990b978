"""A field left empty says what to do, and not that it is required."""

import re

import pytest
from django.urls import reverse

from tests.grundlag.links import invitation_page, reset_page
from tests.pages import submit

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.demo_urls")]

OPEN_TO_ALL = ["account_login", "account_reset_password"]


def said_of_empty_fields(client, path):
    return errors(submit(client, client.get(path)))


def errors(response):
    """What each field says is wrong, in the order of the page."""
    return re.findall(r"Fejl: </span>([^<]+)</span>", response.text)


@pytest.mark.parametrize(
    ("name", "orders"),
    [
        ("account_login", ["Skriv din e-mail.", "Skriv din adgangskode."]),
        ("account_reset_password", ["Skriv din e-mail."]),
        ("account_reauthenticate", ["Skriv din adgangskode."]),
        (
            "account_change_password",
            [
                "Skriv den adgangskode, du har nu.",
                "Vælg en ny adgangskode.",
                "Skriv den nye adgangskode igen.",
            ],
        ),
    ],
)
def test_empty_field_says_what_to_do(client, leder, name, orders):
    if name not in OPEN_TO_ALL:
        client.force_login(leder)

    assert said_of_empty_fields(client, reverse(name)) == orders


def test_empty_field_of_a_new_password_says_what_to_do(client, leder):
    orders = ["Vælg en ny adgangskode.", "Skriv den nye adgangskode igen."]

    assert said_of_empty_fields(client, reset_page(client, leder)) == orders


def test_empty_field_of_an_invitation_says_what_to_do(client):
    orders = ["Vælg en adgangskode.", "Skriv adgangskoden igen."]

    assert said_of_empty_fields(client, invitation_page(client)) == orders


def test_empty_field_of_byggeklodser_says_what_to_do(client):
    said = errors(client.get("/byggeklodser/?fejl=1"))

    assert len(said) == 6
    assert all(order.startswith(("Skriv", "Vælg", "Sæt")) for order in said)
