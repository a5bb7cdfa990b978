"""What people read is easy: each page and each post of the demo."""

import re

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from opgavebank import actions
from opgavebank.choices import OpslagStatus
from rudersdal_frivillig.demo import data
from rudersdal_frivillig.grundlag import access
from rudersdal_frivillig.grundlag import actions as grundlag_actions
from rudersdal_frivillig.grundlag.guide import SKABELONER
from rudersdal_frivillig.grundlag.lix import READABLE, lix
from rudersdal_frivillig.grundlag.models import Fagomraade, GuideSvar, Maa
from tests.factories import AdgangFactory, DialogskemaFactory, OpslagFactory
from tests.grundlag.links import address, invitation_page, invited, reset_page
from tests.page_text import page_text
from tests.pages import submit

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.browser.urls")]

TEXTS_OF_A_POST = [
    "titel",
    "resume",
    "saadan_foregaar_det",
    "det_goer_du",
    "det_goer_personalet",
    "det_faar_du",
    "omfang_note",
    "tidspunkt_note",
    "sted_note",
    "kompetencer",
    "tilgaengelighed_note",
]
ERRORS = {
    "/?side=%00": 400,
    "/fejl/403/": 403,
    "/fejl/csrf/": 403,
    "/findes-ikke/": 404,
    "/fejl/429/": 429,
    "/fejl/500/": 500,
    "/fejl/503/": 503,
    "/fejl/vedligehold/": 503,
}
FOR_ALL = [
    "account_login",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_inactive",
    "grundlag:invitation_done",
    "forside",
    "grundlag:arrangement_list",
    "opgavebank:opslag_list",
    "byggeklodser",
    "postkasse",
]
FOR_STAFF = ["account_change_password", "account_reauthenticate", "account_logout"]


def hardness(response):
    return lix(page_text(response))


@pytest.mark.parametrize("path", ERRORS)
def test_error_pages_are_easy_to_read(client, path):
    client.raise_request_exception = False

    response = client.get(path)

    assert response.status_code == ERRORS[path]
    assert hardness(response) <= READABLE


@pytest.mark.parametrize("name", FOR_ALL)
def test_pages_for_all_are_easy_to_read(client, name):
    assert hardness(client.get(reverse(name))) <= READABLE


@pytest.mark.parametrize("name", FOR_STAFF)
def test_account_pages_are_easy_to_read(client, leder, name):
    client.force_login(leder)

    assert hardness(client.get(reverse(name))) <= READABLE


def test_page_about_the_portal_is_easy_to_read(client):
    call_command("retstekster", verbosity=0)

    assert hardness(client.get(reverse("om"))) <= READABLE


def test_guide_and_its_pages_to_print_are_easy_to_read(client):
    call_command("retstekster", verbosity=0)
    call_command("guide", verbosity=0)
    skema = DialogskemaFactory(vises=True)
    grundlag_actions.fill_with_standard(skema)
    skema.raekker.update(svar=Maa.GERNE)
    addresses = [
        reverse("grundlag:guide_list"),
        skema.get_absolute_url(),
        *(reverse("grundlag:skabelon", args=[slug]) for slug in SKABELONER),
        *(svar.get_absolute_url() for svar in GuideSvar.objects.all()),
    ]

    hard = {a: hardness(client.get(a)) for a in addresses}
    assert {address: n for address, n in hard.items() if n > READABLE} == {}


def test_answers_of_the_guide_are_easy_to_read_without_their_page():
    call_command("guide", verbosity=0)
    texts = {svar.slug: svar.svar for svar in GuideSvar.objects.all()}

    hard = {key: lix(re.sub(r"\]\([^)]*\)", "", t)) for key, t in texts.items()}
    assert {key: n for key, n in hard.items() if n > READABLE} == {}


def test_post_and_its_institution_are_easy_to_read(client):
    opslag = OpslagFactory(aktiv=True)
    place = reverse("opgavebank:institution_detail", args=[opslag.institution.slug])

    assert hardness(client.get(opslag.get_absolute_url())) <= READABLE
    assert hardness(client.get(place)) <= READABLE


@pytest.mark.parametrize(
    "query", [{"q": "kajak"}, {"omraade": "holte"}, {"q": "avvisen", "fra": "2840"}]
)
def test_answers_to_a_search_are_easy_to_read(client, query):
    OpslagFactory(aktiv=True)
    actions.learn_words()

    assert hardness(client.get(reverse("opgavebank:opslag_list"), query)) <= READABLE


@pytest.mark.parametrize("titel", ["", "Pas vores have"])
def test_fagomraade_is_easy_to_read_with_posts_and_without(client, titel):
    if titel:
        OpslagFactory(aktiv=True, titel=titel)

    for fagomraade in Fagomraade.objects.all():
        page = reverse("opgavebank:fagomraade_detail", args=[fagomraade.slug])
        assert hardness(client.get(page)) <= READABLE, fagomraade


@pytest.mark.parametrize("status", ["pause", "besat", "udloebet"])
def test_closed_post_is_easy_to_read(client, status):
    closed = OpslagStatus(status)
    opslag = OpslagFactory(status=closed, offentliggjort_den=timezone.now())

    assert hardness(client.get(opslag.get_absolute_url())) <= READABLE


def test_pages_of_an_invitation_are_easy_to_read(client, leder):
    adgang = AdgangFactory(obj=invited())
    link = client.get(address(adgang))
    form = client.get(invitation_page(client))
    access.revoke(adgang, by=leder)
    closed = client.get(address(adgang))
    sent_again = submit(client, closed)

    pages = [link, form, closed, sent_again]
    assert [page.status_code for page in pages] == [200, 200, 410, 200]
    assert [hardness(page) for page in pages if hardness(page) > READABLE] == []


def test_page_for_a_new_password_is_easy_to_read(client, leder):
    assert hardness(client.get(reset_page(client, leder))) <= READABLE
    assert hardness(client.get("/konto/glemt/x-brugt/")) <= READABLE


def test_demo_posts_are_easy_to_read():
    texts = {
        row["noegle"]: "\n".join(row[name] for name in TEXTS_OF_A_POST)
        for row in data.load("opslag")
    }

    assert [noegle for noegle, text in texts.items() if lix(text) > READABLE] == []
