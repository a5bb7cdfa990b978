"""The pages of an enquiry, each with the way there."""

import re
from urllib.parse import urlsplit

from django.db import transaction
from django.urls import reverse

from opgavebank import actions, views
from opgavebank.models import Henvendelse, Opslag
from rudersdal_frivillig.grundlag import limits
from rudersdal_frivillig.grundlag.models import Brev

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


def henvendelse_receipt(visitor):
    henvendelse_create(visitor)
    visitor.fill(**WRITTEN)
    visitor.press("Send")


def link_to_follow():
    brev = Brev.objects.get(til=WRITTEN["email"])
    return urlsplit(re.search(r"http\S+/adgang/\S+", brev.tekst).group()).path


def henvendelse_follow(visitor):
    henvendelse_receipt(visitor)
    henvendelse = Henvendelse.objects.get()
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


PAGES = {
    "henvendelse_create": henvendelse_create,
    "henvendelse_on_waiting_list": henvendelse_on_waiting_list,
    "henvendelse_with_warning": henvendelse_with_warning,
    "henvendelse_closed": henvendelse_closed,
    "henvendelse_wait": henvendelse_wait,
    "henvendelse_receipt": henvendelse_receipt,
    "henvendelse_follow": henvendelse_follow,
    "henvendelse_withdraw": henvendelse_withdraw,
    "opslag_closed_with_waiting_list": opslag_closed_with_waiting_list,
}
