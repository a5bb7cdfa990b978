"""Every list as a file: what the page shows, to whom it shows it, and no more."""

from datetime import date

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from factory.django import DjangoModelFactory

from opgavebank.models import Opslag
from rudersdal_frivillig.grundlag.admin.exported import ExportedAdmin
from rudersdal_frivillig.grundlag.models import (
    Adgang,
    Brev,
    Bruger,
    Fagomraade,
    Institution,
    Logpost,
    Retstekst,
    Rolle,
)
from tests import factories
from tests.pages import tags
from tests.spreadsheets import export, read_csv, read_xlsx

pytestmark = pytest.mark.django_db

ADMINS = [a for a in admin.site._registry.values() if isinstance(a, ExportedAdmin)]
FACTORIES = {
    factory._meta.model: factory
    for factory in vars(factories).values()
    if isinstance(factory, type) and issubclass(factory, DjangoModelFactory)
}
SECRET = {
    ("bruger", "password"),
    ("brev", "tekst"),
    ("adgang", "noegle"),
    ("adgang", "token"),
}


def each_admin():
    return pytest.mark.parametrize("model_admin", ADMINS, ids=str)


def make(model, n):
    """`n` rows, if the tests have a factory for them."""
    if model is Adgang:
        obj = factories.InstitutionFactory()
        return factories.AdgangFactory.create_batch(n, obj=obj)
    return FACTORIES[model].create_batch(n) if model in FACTORIES else []


@pytest.fixture
def superuser():
    return factories.BrugerFactory(is_superuser=True)


@pytest.fixture
def places(client, koordinator):
    """Three places, and a coordinator who sees them."""
    client.force_login(koordinator)
    for navn, slags in [("Åsen", "skole"), ("Æblehaven", "klub"), ("Bakken", "skole")]:
        factories.InstitutionFactory(navn=navn, slags=slags)


def names(response):
    return [row[0] for row in read_csv(response)[1:]]


@pytest.mark.usefixtures("places")
@pytest.mark.parametrize(
    ("query", "n"),
    [
        ({}, 3),
        ({"slags__exact": "skole"}, 2),
        ({"q": "haven"}, 1),
        ({"o": "-1"}, 3),
        ({"o": "2.1", "slags__exact": "klub"}, 1),
    ],
)
def test_export_is_the_list_as_it_is_narrowed_and_ordered(client, query, n):
    page = client.get(reverse("admin:grundlag_institution_changelist"), query)

    response = export(client, Institution, **query, p="7", all="")

    shown = [place.navn for place in page.context["cl"].result_list]
    assert names(response) == shown
    assert len(shown) == n


def test_export_has_human_labels_and_headings(client, koordinator):
    factories.OpslagFactory(titel="=1+1", vises_til=date(2026, 12, 31))
    client.force_login(koordinator)

    headings, row = read_csv(export(client, Opslag))
    cells = dict(zip(headings, row, strict=True))
    sheet_row = read_xlsx(export(client, Opslag, "xlsx"))[1]

    assert cells["Titel"] == "'=1+1"
    assert cells["Slags"] == "Opgave"
    assert cells["Hvornår"] == "Hverdage om formiddagen"
    assert cells["Vises til og med"] == "2026-12-31"
    assert sheet_row[0].value == "=1+1"
    assert sheet_row[0].data_type != "f"
    assert sheet_row[headings.index("Vises til og med")].is_date


def test_booleans_are_ja_and_nej(client, koordinator):
    client.force_login(koordinator)

    headings, row = read_csv(export(client, Bruger))

    assert row[headings.index("Har valgt adgangskode")] == "ja"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_file_has_a_danish_name_with_the_day(client, koordinator, kind):
    client.force_login(koordinator)

    response = export(client, Fagomraade, kind)

    response.getvalue()
    name = f"fagomraader-{timezone.localdate()}.{kind}"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert "no-store" in response["Cache-Control"]


@pytest.mark.usefixtures("places")
def test_export_is_logged_without_what_was_sought(client, koordinator):
    export(client, Institution, slags__exact="skole", q="Hansen", o="1")

    post = Logpost.objects.get(handling="hentede")
    values = {v.felt: v.efter for v in post.vaerdier.all()}
    assert (post.hvem, post.objekt_type) == (koordinator, "grundlag.institution")
    assert values == {
        "format": "CSV",
        "filter": "slags__exact=skole, søgning",
        "antal rækker": "0",
    }


def test_export_needs_a_post_with_the_page_s_token(koordinator):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(koordinator)
    address = reverse("admin:grundlag_institution_export")

    assert browser.get(address).status_code == 405
    assert browser.post(address, {"format": "csv"}).status_code == 403
    page = browser.get(reverse("admin:grundlag_institution_changelist"), {"q": "a"})
    [token, *_] = [a for _, a in tags(page, "input") if "csrf" in a.get("name", "")]
    data = {"csrfmiddlewaretoken": token["value"], "format": "csv"}
    assert browser.post(f"{address}?q=a", data).status_code == 200
    assert f'action="{address}?q=a"' in page.text


@pytest.mark.parametrize(
    "query", [{"password__startswith": "a"}, {"o": "x", "q": "\0"}]
)
def test_export_answers_no_question_that_the_list_does_not(client, koordinator, query):
    client.force_login(koordinator)

    assert export(client, Bruger, **query).status_code == 400


def test_who_may_not_see_a_list_gets_no_file(client, medarbejder):
    client.force_login(medarbejder)

    assert export(client, Brev).status_code == 403
    assert export(client, Bruger).status_code == 403


@each_admin()
def test_a_leader_takes_home_nothing_of_another_place(
    client, leder, other_leder, model_admin
):
    other = other_leder.institutionsroller.get().institution
    Institution.objects.filter(pk=other.pk).update(navn="Et andet sted")
    factories.OpslagFactory(institution=other, titel="Opslag et andet sted")
    for model in FACTORIES:
        make(model, 1)
    client.force_login(leder)

    response = export(client, model_admin.model)

    if response.status_code != 403:
        text = response.getvalue().decode().lower()
        assert "andet sted" not in text
        assert other_leder.email not in text


@each_admin()
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_export_takes_as_many_queries_for_many_rows_as_for_few(
    client, superuser, model_admin, kind
):
    model = model_admin.model
    client.force_login(superuser)
    counts = []
    for _ in range(2):
        made = make(model, 3)
        if model is Bruger:
            for bruger in made:
                factories.InstitutionsrolleFactory(bruger=bruger, rolle=Rolle.LEDER)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            rows = read_csv if kind == "csv" else read_xlsx
            assert len(rows(export(client, model, kind))) > len(made)
        counts.append(len(queries))

    assert counts[0] == counts[1]


@each_admin()
def test_export_has_no_secret_and_no_text_that_may_hold_a_link(
    rf, superuser, model_admin
):
    request = rf.post("/")
    request.user = superuser

    fields = {
        (model_admin.opts.model_name, name)
        for name in model_admin.get_export_fields(request)
    }

    assert fields & SECRET == set()


def test_every_list_of_ours_has_the_buttons(client, superuser):
    client.force_login(superuser)

    for model_admin in ADMINS:
        opts = model_admin.opts
        page = client.get(
            reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
        )
        assert "Hent som CSV" in page.text


def test_retstekster_are_taken_home_without_their_wording(client, koordinator):
    factories.RetstekstFactory(titel="Tavshedspligt", tekst="Hemmelig ordlyd")
    client.force_login(koordinator)

    text = export(client, Retstekst).getvalue().decode()

    assert "Tavshedspligt" in text
    assert "Hemmelig" not in text
