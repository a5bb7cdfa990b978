"""One leader's year: invited, published, renewed from a mail, and filled."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from opgavebank.choices import OpslagStatus
from opgavebank.models import Opslag
from rudersdal_frivillig.grundlag.models import Brev, Logpost, Rolle
from tests.factories import PASSWORD
from tests.pages import fields, submit

pytestmark = pytest.mark.django_db

NEW = "ny@kommune.example"
PUBLIC_LIST = reverse("opgavebank:opslag_list")


def read_link(brev, kind, place=0):
    return re.findall(rf"http://\S+?(/{kind}/\S+)", brev.tekst)[place]


def invite(koordinator, institution):
    browser = Client()
    browser.force_login(koordinator)
    form = {
        "noegle": uuid4(),
        "email": NEW,
        "navn": "Ny Leder",
        "institution": institution.pk,
        "rolle": Rolle.LEDER,
    }
    browser.post(reverse("admin:grundlag_bruger_add"), form)


def take_up_the_invitation():
    """The leader's browser, logged in with a password of their own."""
    browser = Client()
    link = read_link(Brev.objects.get(til=NEW), "adgang")
    form = browser.get(browser.post(link).headers["Location"])
    submit(browser, form, password1=PASSWORD, password2=PASSWORD)
    login = browser.get(reverse("account_login"))
    submit(browser, login, login=NEW, password=PASSWORD)
    return browser


def publish_from_a_template(browser):
    start = browser.get(reverse("admin:opgavebank_opslag_start"))
    address = re.search(r'href="([^"]+\?skabelon=hjaelp-ved[^"]+)"', start.text)[1]
    own_answers = {"supplerer_personalet": "on", "droeftet": "ja"}
    submit(browser, browser.get(address), _save="publish", **own_answers)
    return Opslag.objects.get()


def answer_the_mail(days, place):
    """So many days from now, after the night: press a button of the newest mail."""
    with time_machine.travel(timezone.now() + timedelta(days=days)):
        call_command("nightly", verbosity=0)
        mail = Brev.objects.filter(objekt_type="opgavebank.opslag").latest("pk")
        Client().post(read_link(mail, "knap", place))
        opslag = Opslag.objects.get()
        return opslag, Client().get(opslag.get_absolute_url())


def test_leader_goes_from_invitation_to_published_renewed_and_filled_post(
    koordinator, institution
):
    invite(koordinator, institution)
    opslag = publish_from_a_template(take_up_the_invitation())
    shown = Client().get(PUBLIC_LIST).text

    renewed, _ = answer_the_mail(days=80, place=0)
    filled, closed = answer_the_mail(days=157, place=1)

    assert opslag.titel in shown
    assert renewed.vises_til == opslag.vises_til + timedelta(days=80)
    assert filled.status == OpslagStatus.BESAT
    assert (closed.status_code, "Nogen har sagt ja" in closed.text) == (410, True)
    assert opslag.titel not in Client().get(PUBLIC_LIST).text
    acts = Logpost.objects.about(opslag).order_by("pk").values_list("handling", "rolle")
    assert list(acts) == [
        ("oprettede", "bruger"),
        ("ændrede status", "bruger"),
        ("fornyede", "kontakten"),
        ("ændrede status", "kontakten"),
    ]


def test_leader_who_never_answers_has_the_post_taken_down(koordinator, institution):
    invite(koordinator, institution)
    opslag = publish_from_a_template(take_up_the_invitation())

    for days in range(75, 92):
        with time_machine.travel(timezone.now() + timedelta(days=days)):
            call_command("nightly", verbosity=0)

    opslag.refresh_from_db()
    assert opslag.status == OpslagStatus.UDLOEBET
    told = Brev.objects.filter(objekt_type="opgavebank.opslag").values_list("til")
    assert [til for (til,) in told] == [institution.kontakt_email] * 2


def test_leader_sees_the_statement_about_staff_on_the_page_and_in_the_log(
    koordinator, institution
):
    invite(koordinator, institution)
    opslag = publish_from_a_template(take_up_the_invitation())

    shown = Client().get(opslag.get_absolute_url()).text

    assert "Opgaven supplerer personalets arbejde og erstatter det ikke." in shown
    published = Logpost.objects.about(opslag).get(handling="ændrede status")
    assert published.hvem.email == NEW
    assert published.vaerdier.get(felt="supplerer_personalet").efter == "ja"


def test_form_begins_with_what_the_place_already_knows(koordinator, institution):
    invite(koordinator, institution)
    browser = take_up_the_invitation()

    form = fields(browser.get(reverse("admin:opgavebank_opslag_add")))

    prefilled = {name for name, values in form.items() if any(values)}
    assert {"institution", "kontakt_funktion", "stedfortraeder_funktion"} <= prefilled
    assert {"vises_til", "form", "sted"} <= prefilled
