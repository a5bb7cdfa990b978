"""From the first search until all is forgotten, over a weekend and Easter 2027."""

import re
from datetime import datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse

from opgavebank.choices import HenvendelseStatus, Svarvej
from opgavebank.models import Henvendelse
from rudersdal_frivillig.grundlag.models import Brev
from tests.factories import OpslagFactory
from tests.page_text import page_text

pytestmark = pytest.mark.django_db

KONTAKT, DEPUTY = "kontakt@kommune.example", "deputy@kommune.example"
KAREN = "karen@example.org"


@pytest.fixture
def clock():
    """The Friday before the week in which Easter begins."""
    with time_machine.travel(noon(3, 19), tick=False) as clock:
        yield clock


def noon(month, day):
    return datetime(2027, month, day, 12, tzinfo=ZoneInfo("Europe/Copenhagen"))


@pytest.fixture
def opslag(clock, institution, koordinator):
    return OpslagFactory(
        aktiv=True,
        titel="Læs højt for beboerne",
        institution=institution,
        kontakt_email=KONTAKT,
        stedfortraeder_email=DEPUTY,
    )


def night(clock, month, day):
    """Whom the night of this day writes to, though it runs twice."""
    clock.move_to(noon(month, day))
    last = Brev.objects.latest("pk").pk
    call_command("nightly", verbosity=0)
    call_command("nightly", verbosity=0)
    return sorted(brev.til for brev in Brev.objects.filter(pk__gt=last))


def link(email, after=""):
    """The path of the first link in the newest mail to `email`, or that after words."""
    text = Brev.objects.filter(til=email).latest("pk").tekst
    found = re.search(rf"{after}.*?http://[^/]+(/(?:knap|adgang)/\S+)", text, re.DOTALL)
    return found.group(1)


def search_and_read(client, opslag):
    found = client.get(reverse("opgavebank:opslag_list"), {"q": "læse højt"})
    assert opslag.titel in page_text(found)
    assert "inden 5 hverdage" in page_text(client.get(opslag.get_absolute_url()))


def ask(client, opslag):
    address = reverse("opgavebank:henvendelse_create", args=[opslag.pk, opslag.slug])
    words = {"navn": "Karen", "email": KAREN, "besked": "Må jeg komme og læse?"}
    response = client.post(address, words | {"noegle": str(uuid4())}, follow=True)

    # Nobody is at work at Easter.
    assert "senest onsdag 31. marts" in page_text(response)
    assert {brev.til for brev in Brev.objects.all()} == {KONTAKT, KAREN}
    client.post(link(KAREN), follow=True)
    return Henvendelse.objects.get()


def wait_in_vain(clock, koordinator):
    assert [night(clock, 3, day) for day in (20, 21, 23)] == [[], [], []]
    assert night(clock, 3, 24) == [KONTAKT]
    assert [night(clock, 3, day) for day in (25, 29, 31)] == [[], [], []]
    # The citizen is asked first, the day before the deputy hears of it.
    assert night(clock, 4, 1) == [KAREN]
    assert night(clock, 4, 2) == sorted([DEPUTY, koordinator.email])


def answer_at_last(client, henvendelse):
    button = link(DEPUTY, after="Jeg har svaret")
    client.get(button)
    henvendelse.refresh_from_db()
    assert henvendelse.status == HenvendelseStatus.NY

    client.post(button)

    henvendelse.refresh_from_db()
    assert (henvendelse.svarvej, henvendelse.svar_hverdage) == (Svarvej.KNAP, 7)


def say_what_came_of_it(client, clock):
    client.post(link(KAREN, after="Ja, jeg"))
    assert [night(clock, 4, day) for day in (9, 21)] == [[], []]
    assert night(clock, 4, 22) == [KAREN]
    said = {"blev_til_noget": "ja", "foerste_gang": "ja"}
    assert client.post(link(KAREN), said).status_code == 200


def be_forgotten(clock, henvendelse):
    clock.move_to(noon(6, 22))
    call_command("nightly", verbosity=0)
    henvendelse.refresh_from_db()
    assert (henvendelse.status, henvendelse.navn) == ("intet_svar", "Karen")

    clock.move_to(noon(9, 21))
    call_command("nightly", verbosity=0)


def test_the_whole_story_of_an_enquiry(client, clock, opslag, koordinator):
    search_and_read(client, opslag)
    henvendelse = ask(client, opslag)
    wait_in_vain(clock, koordinator)
    answer_at_last(client, henvendelse)
    say_what_came_of_it(client, clock)
    be_forgotten(clock, henvendelse)

    kept = Henvendelse.objects.get()
    assert (kept.navn, kept.email, kept.besked) == ("", "", "")
    assert not Brev.objects.filter(til=KAREN).exists()
    assert (kept.svar_hverdage, kept.fik_svar) == (7, "ja")
    assert (kept.blev_til_noget, kept.foerste_gang) == ("ja", "ja")
