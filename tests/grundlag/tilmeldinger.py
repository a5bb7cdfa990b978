"""Signing up for an event, as citizens do and as the action does."""

import re

from django.urls import reverse

from rudersdal_frivillig.grundlag import actions
from rudersdal_frivillig.grundlag.models import Tilmeldingsstatus
from tests.factories import TilmeldingFactory
from tests.pages import submit

TILMELDT, VENTELISTE, AFMELDT = Tilmeldingsstatus


def form_page(client, arrangement):
    return client.get(reverse("grundlag:tilmelding_create", args=[arrangement.pk]))


def sign_up(client, arrangement, **typed):
    """Through the page; the page that comes of it."""
    who = {"navn": "Karen fra Holte", "email": "karen@example.org"} | typed
    page = submit(client, form_page(client, arrangement), **who)
    return client.get(page.url) if page.status_code == 302 else page


def signed_up(arrangement, **fields):
    """As the action does it, by someone new."""
    made = TilmeldingFactory.build(arrangement=None, **fields)
    return actions.sign_up(made, arrangement)


def link_in(brev):
    return re.search(r"http://testserver(/adgang/\S+)", brev.tekst)[1]


def open_link(client, brev):
    """The page behind the button of the mail's link."""
    return client.get(client.post(link_in(brev)).url)


def counted(arrangement):
    arrangement.refresh_from_db()
    rows = arrangement.tilmeldinger.order_by("pk").values_list("status", flat=True)
    return arrangement.antal_tilmeldt, [*rows]
