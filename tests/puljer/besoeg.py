"""What visitors of an application do, through the pages and mails as they get them."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from puljer import actions
from puljer.choices import Deltagerrolle
from puljer.models import Ansoegning
from rudersdal_frivillig.grundlag.models import Adgang, Brev
from tests.page_text import page_text
from tests.pages import fields, submit
from tests.puljer.sager import open_pulje, start


def text(response):
    """What a page says, in one line."""
    return " ".join(page_text(response).split())


WHO = {"navn": "Kontaktpersonen", "email": "ansvarlig@example.dk"}


def begin(client, runde, /, **typed):
    """What the page answers to who begins an application, followed."""
    address = reverse("puljer:ansoegning_create", args=[runde.pulje.slug])
    form = client.get(address)
    return client.post(address, fields(form) | WHO | typed, follow=True)


def link_to(email):
    """The path of the link in the newest mail to `email`."""
    brev = Brev.objects.filter(til=email, tekst__contains="/adgang/").latest("pk")
    return urlsplit(re.search(r"http\S+/adgang/\S+", brev.tekst).group()).path


def go_in(email, client=None):
    """A browser in which the link that was mailed to `email` has been used."""
    client = client or Client()
    client.post(link_to(email))
    return client


def draft(**facts):
    """A draft and a browser that its contact sits at."""
    ansoegning = start(open_pulje(**facts))
    return ansoegning, go_in("ansvarlig@example.dk")


def invited(ansoegning, email="laeser@example.dk", rolle=Deltagerrolle.LAESER):
    actions.invite(ansoegning, email, rolle)
    return go_in(email)


def address(ansoegning, part):
    return reverse("puljer:ansoegning_part", args=[ansoegning.noegle, part])


def save(client, ansoegning, part, page=None, **typed):
    """What a page answers once it is filled in and sent."""
    page = page or client.get(address(ansoegning, part))
    return submit(client, page, **typed)


def fresh(ansoegning):
    return Ansoegning.objects.get(pk=ansoegning.pk)


def felt(ansoegning, tekst):
    """The name of the field of a question."""
    felter = ansoegning.skema.indhold["felter"]
    return "svar_" + next(f["noegle"] for f in felter if f["tekst"] == tekst)


def svar(ansoegning, tekst):
    kept = fresh(ansoegning).svar
    return kept.get(felt(ansoegning, tekst).removeprefix("svar_"))


def links_are_old():
    """As five minutes later, when another link may be asked for."""
    before = timezone.now() - timedelta(minutes=6)
    Adgang.objects.update(oprettet_den=before)
    cache.clear()
