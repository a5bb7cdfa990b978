"""The pages of an enquiry, each with the way there."""

import re
from urllib.parse import urlsplit

from django.core.cache import cache
from django.db import transaction
from django.urls import reverse

from opgavebank import actions, views
from opgavebank.models import Henvendelse, Opslag
from rudersdal_frivillig.grundlag import buttons, limits, log
from rudersdal_frivillig.grundlag.models import Brev
from tests.factories import HenvendelseFactory

WRITTEN = {
    "navn": "Karen fra Holte",
    "email": "karen@example.org",
    "besked": "Jeg vil gerne læse højt om tirsdagen.",
}


def henvendelse_create(visitor):
    opslag = Opslag.objects.public().newest()[0]
    visitor.open("opgavebank:henvendelse_create", opslag.pk, opslag.slug)
    return opslag


def henvendelse_on_waiting_list(visitor):
    actions.mark_besat(Opslag.objects.public().newest()[0], by=None)
    opslag = Opslag.objects.published().order_by("-aendret_den")[0]
    visitor.open("opgavebank:henvendelse_create", opslag.pk, opslag.slug)


def henvendelse_with_warning(visitor):
    henvendelse_create(visitor)
    visitor.fill(besked="Jeg har lige fået en depression.")
    visitor.press("Send")


def henvendelse_closed(visitor):
    opslag = henvendelse_create(visitor)
    visitor.fill(**WRITTEN)
    actions.archive(opslag, by=None)
    visitor.press("Send")


def henvendelse_wait(visitor):
    henvendelse_create(visitor)
    visitor.fill(**WRITTEN)
    most = views.henvendelse.MOST_FROM_ONE_PLACE
    with transaction.atomic():
        for _ in range(most):
            limits.is_over("henvendelse", "127.0.0.1", most=most, seconds=3600)
    visitor.press("Send")
    cache.clear()  # For who comes from the same address after this.


def henvendelse_receipt(visitor):
    henvendelse_create(visitor)
    visitor.fill(**WRITTEN)
    visitor.press("Send")


def link_to_follow():
    received = Brev.objects.filter(til=WRITTEN["email"], tekst__contains="/adgang/")
    brev = received.latest("pk")
    return urlsplit(re.search(r"http\S+/adgang/\S+", brev.tekst).group()).path


def henvendelse_follow(visitor):
    henvendelse_receipt(visitor)
    henvendelse = Henvendelse.objects.filter(email=WRITTEN["email"]).latest("pk")
    actions.add_words(henvendelse, "Jeg kan også om fredagen.")
    visitor.page.goto(link_to_follow())
    visitor.press("Se min henvendelse")


def henvendelse_withdraw(visitor):
    henvendelse_follow(visitor)
    visitor.page.get_by_role("link", name="Træk henvendelsen tilbage").click()
    visitor.page.wait_for_url(re.compile("traek-tilbage"))


def opslag_closed_with_waiting_list(visitor):
    opslag = Opslag.objects.public().newest()[0]
    actions.mark_besat(opslag, by=None)
    visitor.page.goto(
        reverse("opgavebank:opslag_detail", args=[opslag.pk, opslag.slug])
    )


def knap(name):
    """The page of a button in a mail that asks the citizen."""
    henvendelse = HenvendelseFactory(opslag=Opslag.objects.public().newest()[0])
    return urlsplit(buttons.address(name, henvendelse)).path


def knap_fik_svar(visitor):
    visitor.page.goto(knap("fik-svar"))


def knap_blev_til_noget(visitor):
    visitor.page.goto(knap("blev-til-noget"))


def knap_blev_til_noget_with_error(visitor):
    knap_blev_til_noget(visitor)
    visitor.press("Send mit svar")


def knap_blev_til_noget_ended(visitor):
    path = knap("blev-til-noget")
    actions.withdraw(Henvendelse.objects.latest("pk"), role=log.BORGER)
    visitor.page.goto(path)


def opslag_paused_by_the_night(visitor):
    opslag = Opslag.objects.public().newest()[0]
    HenvendelseFactory(opslag=opslag, rykket_dag=15)
    actions.pause(opslag, by=None)
    visitor.page.goto(opslag.get_absolute_url())


PAGES = {
    "henvendelse_create": henvendelse_create,
    "henvendelse_on_waiting_list": henvendelse_on_waiting_list,
    "henvendelse_with_warning": henvendelse_with_warning,
    "henvendelse_closed": henvendelse_closed,
    "henvendelse_wait": henvendelse_wait,
    "henvendelse_receipt": henvendelse_receipt,
    "henvendelse_follow": henvendelse_follow,
    "henvendelse_withdraw": henvendelse_withdraw,
    "knap_fik_svar": knap_fik_svar,
    "knap_blev_til_noget": knap_blev_til_noget,
    "knap_blev_til_noget_with_error": knap_blev_til_noget_with_error,
    "knap_blev_til_noget_ended": knap_blev_til_noget_ended,
    "opslag_paused_by_the_night": opslag_paused_by_the_night,
    "opslag_closed_with_waiting_list": opslag_closed_with_waiting_list,
}
