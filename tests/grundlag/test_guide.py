import re

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone

from rudersdal_frivillig.grundlag.guide import SKABELONER
from rudersdal_frivillig.grundlag.models import (
    Emne,
    GuideSvar,
    Laeser,
    Logpost,
    Retstekst,
)
from tests.factories import GuideSvarFactory, RetstekstFactory
from tests.grundlag.test_retstekst import complaints
from tests.pages import fields, submit, tags

pytestmark = pytest.mark.django_db

GUIDE = reverse("grundlag:guide_list")
DRAFT = "Teksten er endnu ikke godkendt af en jurist."


@pytest.fixture
def first_edition():
    call_command("retstekster", verbosity=0)
    call_command("guide", verbosity=0)


def hrefs(response, path="/guide/"):
    links = [a.get("href", "") for _, a in tags(response, "a")]
    return [href for href in links if href.startswith(path) and href != path]


def test_guide_list_has_the_topics_in_reading_order(client):
    GuideSvarFactory(emne=Emne.SKABELONER, slug="sidst")
    GuideSvarFactory(emne=Emne.FOER, slug="anden", raekkefoelge=2)
    GuideSvarFactory(emne=Emne.FOER, slug="foerst", raekkefoelge=1)
    GuideSvarFactory(aktiv=False, slug="gammel")

    response = client.get(GUIDE)

    found = hrefs(response)
    assert found == ["/guide/foerst/", "/guide/anden/", "/guide/sidst/"]
    heads = re.findall('<h2 id="emne-.">([^<]+)', response.text)
    assert heads == ["Før I går i gang", "Skabeloner"]


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", ["leder", "begge", "frivillig"]),
        ("?for=leder", ["leder", "begge"]),
        ("?for=frivillig", ["begge", "frivillig"]),
        ("?for=personale", []),
        ("?for=ingen", ["leder", "begge", "frivillig"]),
        ("?for=&for=", ["leder", "begge", "frivillig"]),
    ],
)
def test_guide_list_shows_what_one_kind_of_reader_asks(client, query, shown):
    GuideSvarFactory(slug="leder", maalgrupper=[Laeser.LEDER])
    GuideSvarFactory(slug="begge", maalgrupper=[Laeser.LEDER, Laeser.FRIVILLIG])
    GuideSvarFactory(slug="frivillig", maalgrupper=[Laeser.FRIVILLIG])

    response = client.get(GUIDE + query)

    addresses = [href.partition("?")[0] for href in hrefs(response)]
    assert addresses == [f"/guide/{slug}/" for slug in shown]


def test_guide_list_does_not_ask_more_with_more_rows(
    client, django_assert_max_num_queries
):
    GuideSvarFactory.create_batch(20)

    # Two are the request's own savepoint.
    with django_assert_max_num_queries(3):
        client.get(GUIDE)


def test_guide_detail_leads_on_within_what_the_reader_asks(client):
    GuideSvarFactory(slug="en", maalgrupper=[Laeser.LEDER])
    GuideSvarFactory(slug="to", maalgrupper=[Laeser.FRIVILLIG])
    GuideSvarFactory(slug="tre", maalgrupper=[Laeser.LEDER])

    def ways(address):
        links = [a for _, a in tags(client.get(address), "a") if "rel" in a]
        return {a["rel"]: a["href"] for a in links}

    assert ways("/guide/to/") == {"prev": "/guide/en/", "next": "/guide/tre/"}
    assert ways("/guide/tre/?for=leder") == {"prev": "/guide/en/?for=leder"}
    assert ways("/guide/en/?for=frivillig") == {"next": "/guide/to/"}


def test_guide_detail_says_whom_to_ask(client, settings):
    settings.COORDINATOR_PHONE = "46 11 00 99"

    html = client.get(GuideSvarFactory().get_absolute_url()).text

    assert "Hvem spørger du?" in html
    assert 'href="tel:+4546110099"' in html


@pytest.mark.parametrize("is_approved", [True, False])
def test_guide_detail_shows_the_rule_and_whether_it_is_a_draft(client, is_approved):
    by_whom = {"godkendt_den": timezone.localdate(), "jurist": "Jytte Jurist"}
    approval = by_whom | {"gennemses_den": timezone.localdate()} if is_approved else {}
    RetstekstFactory(noegle="attest", tekst="Den **skal** hentes.", **approval)
    svar = GuideSvarFactory(retstekst="attest")

    html = client.get(svar.get_absolute_url()).text

    assert "Den <strong>skal</strong> hentes." in html
    assert (DRAFT in html) is not is_approved


def test_guide_detail_uses_the_approved_version_though_a_newer_draft_exists(client):
    by_whom = {"godkendt_den": timezone.localdate(), "jurist": "Jytte Jurist"}
    day = timezone.localdate()
    RetstekstFactory(noegle="attest", tekst="Gældende", gennemses_den=day, **by_whom)
    RetstekstFactory(noegle="attest", tekst="Kladde", version=2)

    html = client.get(GuideSvarFactory(retstekst="attest").get_absolute_url()).text

    assert "Gældende" in html
    assert "Kladde" not in html


def test_guide_detail_without_a_rule_has_no_room_for_one(client):
    assert (
        "Det siger reglerne"
        not in client.get(GuideSvarFactory().get_absolute_url()).text
    )


def test_an_answer_out_of_use_leads_to_the_guide(client):
    svar = GuideSvarFactory(aktiv=False)

    assert client.get(svar.get_absolute_url()).headers["Location"] == GUIDE
    assert client.get("/guide/findes-ikke/").status_code == 404


def test_html_that_staff_write_is_not_let_through(client):
    svar = GuideSvarFactory(svar="<script>x</script> [y](javascript:z)")

    html = client.get(svar.get_absolute_url()).text

    assert "<script>x" not in html
    assert 'href="javascript' not in html


@pytest.mark.parametrize("slug", SKABELONER)
def test_skabelon_can_be_printed(client, slug):
    response = client.get(reverse("grundlag:skabelon", args=[slug]))

    assert f"<h1>{SKABELONER[slug]}</h1>" in response.text
    assert "js/print.js" in response.text
    assert response["Cache-Control"] == "public, max-age=60"


def test_skabelon_that_does_not_exist_is_404(client):
    assert client.get("/guide/skabeloner/andet/").status_code == 404


def test_first_edition_has_every_topic_and_reader(first_edition):
    rows = GuideSvar.objects.all()

    assert {row.emne for row in rows} == {*Emne}
    assert {laeser for row in rows for laeser in row.maalgrupper} == {*Laeser}
    order = [(row.emne, row.raekkefoelge) for row in rows]
    assert len({*order}) == len(order)


def test_first_edition_uses_rules_that_exist_and_are_drafts(client, first_edition):
    keys = {*GuideSvar.objects.retstekster()}
    drafts = {t.noegle for t in Retstekst.objects.in_use() if t.is_udkast}

    assert keys
    assert keys <= drafts
    for svar in GuideSvar.objects.exclude(retstekst=""):
        assert DRAFT in client.get(svar.get_absolute_url()).text


def test_links_of_the_first_edition_lead_somewhere(client, first_edition):
    texts = GuideSvar.objects.values_list("svar", flat=True)
    links = {link for text in texts for link in re.findall(r"\]\((/[^)]*)\)", text)}

    assert links
    for link in links:
        try:
            resolve(link)
        except Resolver404:
            pytest.fail(f"{link} leads nowhere")
        assert client.get(link).status_code in {200, 302}


def test_form_of_a_post_leads_to_answers_of_the_first_edition(
    client, leder, first_edition
):
    client.force_login(leder)

    found = hrefs(client.get(reverse("admin:opgavebank_opslag_add")))

    assert {"/guide/kerneopgave/", "/guide/boerneattest/"} <= {*found}
    shipped = {svar.get_absolute_url() for svar in GuideSvar.objects.active()}
    assert {*found} <= shipped


def test_loading_the_guide_again_leaves_what_staff_have_written(first_edition):
    GuideSvar.objects.filter(slug="afbud").update(svar="Vores eget.", aktiv=False)
    count = GuideSvar.objects.count()

    call_command("guide", verbosity=0)

    svar = GuideSvar.objects.get(slug="afbud")
    assert (svar.svar, svar.aktiv) == ("Vores eget.", False)
    assert GuideSvar.objects.count() == count


def test_the_production_check_asks_for_the_rules_of_the_guide():
    GuideSvarFactory(retstekst="kun-i-guiden")
    GuideSvarFactory(retstekst="ude-af-brug", aktiv=False)

    named = complaints()

    assert "kun-i-guiden" in named
    assert "ude-af-brug" not in named


def test_an_answer_for_no_one_is_refused_in_danish():
    svar = GuideSvarFactory.build(maalgrupper=[])

    with pytest.raises(ValidationError, match="Vælg, hvem der spørger"):
        svar.validate_constraints()


@pytest.mark.parametrize("role", ["koordinator", "administrator"])
def test_guide_is_written_by_coordinators_and_administrators(client, role, request):
    bruger = request.getfixturevalue(role)
    RetstekstFactory(noegle="attest")
    svar = GuideSvarFactory(slug="uaendret")
    client.force_login(bruger)

    page = client.get(reverse("admin:grundlag_guidesvar_change", args=[svar.pk]))
    changes = {"svar": "Nyt", "retstekst": "attest", "slug": "andet", "_save": "Gem"}
    response = submit(client, page, **changes)

    assert response.status_code == 302
    svar.refresh_from_db()
    assert (svar.svar, svar.retstekst, svar.slug) == ("Nyt", "attest", "uaendret")
    assert Logpost.objects.about(svar).get().felter == ["svar", "retstekst"]
    assert fields(page)["maalgrupper"] == ["leder"]


def test_a_rule_that_does_not_exist_cannot_be_chosen(client, koordinator):
    svar = GuideSvarFactory()
    client.force_login(koordinator)

    page = client.get(reverse("admin:grundlag_guidesvar_change", args=[svar.pk]))
    response = submit(client, page, retstekst="findes-ikke", _save="Gem")

    assert response.status_code == 200
    svar.refresh_from_db()
    assert svar.retstekst == ""


def test_guide_is_not_deleted_and_not_written_by_leaders(client, koordinator, leder):
    svar = GuideSvarFactory()
    change = reverse("admin:grundlag_guidesvar_change", args=[svar.pk])
    delete = reverse("admin:grundlag_guidesvar_delete", args=[svar.pk])

    client.force_login(koordinator)
    assert client.post(delete, {"post": "yes"}).status_code == 403
    client.force_login(leder)
    assert client.get(change).status_code == 403
    assert client.post(change, {"svar": "Mit"}).status_code == 403


def test_list_of_retstekster_says_which_the_guide_shows(client, koordinator):
    RetstekstFactory(noegle="kun-i-guiden")
    GuideSvarFactory(retstekst="kun-i-guiden")
    client.force_login(koordinator)

    html = client.get(reverse("admin:grundlag_retstekst_changelist")).text

    assert '<td class="field-shown_on">guiden</td>' in html
