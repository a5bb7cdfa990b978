"""Institutions from a file: the difference first, then one button."""

import pytest
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rudersdal_frivillig.grundlag.imports.actions import import_institutioner
from rudersdal_frivillig.grundlag.imports.forskel import compare, unsign
from rudersdal_frivillig.grundlag.models import Institution, Logpost, Omraade
from rudersdal_frivillig.grundlag.spreadsheets.read import Table
from tests.factories import InstitutionFactory
from tests.pages import fields, submit
from tests.spreadsheets import export, make_csv, make_xlsx

pytestmark = pytest.mark.django_db

IMPORT = reverse("admin:grundlag_institution_import")
CARRY_OUT = reverse("admin:grundlag_institution_carry_out")
LIST = reverse("admin:grundlag_institution_changelist")


@pytest.fixture
def staff(client, koordinator):
    client.force_login(koordinator)
    return client


def upload(client, *rows, make=make_csv):
    return client.post(IMPORT, {"fil": make(*rows)})


def a_new(place, navn="Åhuset", **cells):
    """Headings and one row of a place that is not there, like `place`."""
    row = {
        "Navn": navn,
        "Slags": "Plejecenter",
        "Fagområde": str(place.fagomraade),
        "Område": str(place.omraade),
    } | cells
    return [list(row), list(row.values())]


def faults(response):
    return [(f.raekke, f.kolonne, f.tekst) for f in response.context["forskel"].fejl]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_was_taken_home_changes_nothing(staff, institution, kind):
    institution.beskrivelse = "To linjer.\r\nHer er den anden."
    institution.kontakt_telefon = "+45 46 11 00 00"
    institution.adresse = "'=Gade 1"
    institution.breddegrad, institution.laengdegrad = 55.8431, 12.5
    institution.postnr = "0800"
    institution.save()
    content = export(staff, Institution, kind).getvalue()

    response = staff.post(IMPORT, {"fil": uploaded(content)})

    forskel = response.context["forskel"]
    assert (forskel.nye, forskel.aendrede, forskel.fejl) == ([], [], [])
    assert forskel.uaendrede == ["Plejecenter Sjælsø"]
    assert "Filen ændrer intet" in response.text


def uploaded(content):
    file = make_csv()
    file.file.write(content)
    file.file.seek(0)
    file.size = len(content)
    return file


@pytest.mark.parametrize("make", [make_csv, make_xlsx])
def test_the_difference_is_shown_and_nothing_stored(staff, institution, make):
    headings, row = a_new(institution, Telefon="46 11 22 33", Postnr="2840")
    changed = ["plejecenter sjælsø", *row[1:4], "46 11 99 99", "2840"]

    response = upload(staff, headings, row, changed, make=make)

    forskel = response.context["forskel"]
    [ny], [aendring] = forskel.nye, forskel.aendrede
    assert ("Slags", "", "Plejecenter") in ny.linjer
    assert aendring.linjer == [
        ("Navn", "Plejecenter Sjælsø", "plejecenter sjælsø"),
        ("Telefon", "46 11 00 00", "46 11 99 99"),
        ("Postnr", "", "2840"),
    ]
    assert "Gennemfør importen" in response.text
    institution.refresh_from_db()
    assert institution.navn == "Plejecenter Sjælsø"
    assert Institution.objects.count() == 1
    assert Logpost.objects.count() == 0


def test_the_button_carries_it_out_once_and_logs_each_place(staff, institution):
    headings, row = a_new(institution, Slug="", Telefon="46 11 22 33")
    changed = [institution.navn, *row[1:4], "plejecenter-sjaelsoe", "46 11 99 99"]
    page = upload(staff, headings, row, changed)

    data = {name: values[0] for name, values in fields(page).items()}
    first, second = staff.post(CARRY_OUT, data), staff.post(CARRY_OUT, data)

    told = staff.get(first.url).text
    assert first.url == second.url == LIST
    assert "Oprettet: 1. Rettet: 1." in told
    ny = Institution.objects.get(slug="aahuset")
    institution.refresh_from_db()
    assert (ny.navn, ny.kontakt_telefon) == ("Åhuset", "46 11 22 33")
    assert institution.kontakt_telefon == "46 11 99 99"
    logged = {p.objekt_id: p for p in Logpost.objects.all()}
    assert logged[str(ny.pk)].handling == "oprettede ved import"
    assert logged[str(institution.pk)].felter == ["kontakt_telefon"]
    assert len(logged) == 2


def test_the_same_file_again_changes_nothing(staff, institution):
    rows = a_new(institution, Beskrivelse="Et sted\nved åen")
    submit(staff, upload(staff, *rows))

    again = upload(staff, *rows).context["forskel"]

    assert again.uaendrede == ["Åhuset"]
    assert (again.nye, again.aendrede, again.fejl) == ([], [], [])


def test_what_changed_meanwhile_is_shown_and_not_overwritten(staff, institution):
    headings, row = a_new(institution, Telefon="46 11 22 33")
    page = upload(staff, headings, row, [institution.navn, *row[1:4], "46 11 99 99"])
    Institution.objects.update(kontakt_telefon="46 00 00 00")

    response = submit(staff, page)

    assert "Plejecenter Sjælsø: Telefon er ændret af en anden imens." in response.text
    assert "Intet er gemt" in response.text
    institution.refresh_from_db()
    assert institution.kontakt_telefon == "46 00 00 00"
    assert Institution.objects.count() == 1


def test_a_choice_that_was_deleted_meanwhile_stops_the_import(staff, institution):
    omraade = Omraade.objects.create(navn="Nyt kvarter", slug="nyt-kvarter")
    rows = [["Navn", "Område"], [institution.navn, "nyt kvarter"]]
    page = upload(staff, *rows)
    omraade.delete()

    response = submit(staff, page)

    assert "Område: et valg i filen er slettet imens." in response.text


@pytest.mark.parametrize("meanwhile", ["deleted", "made"])
def test_a_place_that_came_or_went_meanwhile_stops_the_import(
    staff, institution, meanwhile
):
    headings, row = a_new(institution, Telefon="46 11 22 33")
    page = upload(staff, headings, row, [institution.navn, *row[1:4], "46 11 99 99"])
    if meanwhile == "deleted":
        institution.delete()
    else:
        InstitutionFactory(navn="Åhuset", slug="et-andet")

    response = submit(staff, page)

    says = "er slettet" if meanwhile == "deleted" else "er oprettet af en anden"
    assert says in response.text
    assert Logpost.objects.count() == 0


def test_faults_are_told_by_row_and_column(staff, institution):
    headings, row = a_new(institution)
    good = row[1:4]
    response = upload(
        staff,
        [*headings, "Postnr", "E-mail", "Breddegrad"],
        ["Ét", "Skool", good[1], "Mars", "", "", "øst"],
        ["To", *good, "284", "", ""],
        ["Tre", *good, "", "ingen", "55,8"],
        ["", *good, "", "", ""],
        ["Fem", *good, "", "", "", "for meget"],
    )

    told = faults(response)
    places = [(raekke, kolonne) for raekke, kolonne, _ in told]
    assert places[:3] == [(2, "Slags"), (2, "Område"), (2, "Breddegrad")]
    assert places[3:] == [(3, "Postnr"), (4, "E-mail"), (5, "Navn"), (6, "")]
    assert "Skriv en af: Daginstitution, Dagpleje" in told[0][2]
    assert "Hele kommunen" in told[1][2]
    assert told[2][2] == "“øst” er ikke et tal."
    assert "Gennemfør importen" not in response.text


def test_rows_about_the_same_place_are_a_fault(staff, institution):
    InstitutionFactory(navn="Solsikken", slug="solsikken-holte")
    InstitutionFactory(navn="Solsikken", slug="solsikken-vedbaek")

    response = upload(
        staff,
        ["Navn", "Slug"],
        ["Plejecenter Sjælsø", ""],
        ["Nyt navn", "plejecenter-sjaelsoe"],
        ["Solsikken", ""],
        ["Solsikken", "solsikken-ny"],
    )

    assert [text for _, _, text in faults(response)] == [
        "Samme institution står i række 2.",
        "Flere institutioner hedder det. Skriv, hvilken slug det er: "
        "solsikken-holte, solsikken-vedbaek.",
        "Der er allerede en institution med det navn. Dens slug er "
        "solsikken-holte, solsikken-vedbaek.",
    ]


def test_a_new_place_needs_its_columns(staff):
    response = upload(staff, ["Navn"], ["Nyt sted"])

    assert [kolonne for _, kolonne, _ in faults(response)] == [
        "Slags",
        "Fagområde",
        "Område",
    ]


def test_a_column_that_is_not_there_is_left_as_it_is(staff, institution):
    page = upload(staff, ["Navn", "By", "Noter"], [institution.navn, "Birkerød", "x"])
    submit(staff, page)

    institution.refresh_from_db()
    assert institution.by == "Birkerød"
    assert institution.kontakt_telefon == "46 11 00 00"
    assert "kender vi ikke, og de bliver ikke brugt: Noter." in page.text


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([["By"], ["Holte"]], "Kolonnen “Navn” mangler"),
        ([["Navn", "navn"], ["A", "B"]], "“Navn” er der to gange"),
        ([], "Filen er tom"),
    ],
)
def test_a_file_without_the_right_headings_is_refused(staff, rows, says):
    response = upload(staff, *rows)

    assert says in response.text
    assert "Gennemfør importen" not in response.text


def test_a_broken_file_is_refused_on_the_page(staff):
    broken = uploaded(b"PK\x03\x04not a zip file")

    assert "kan ikke læses som et regneark" in staff.post(IMPORT, {"fil": broken}).text
    assert "Vælg en fil." in staff.post(IMPORT, {"fil": ""}).text


def test_only_those_who_work_with_all_places_import(client, leder, institution):
    client.force_login(leder)

    assert upload(client, ["Navn"], ["A"]).status_code == 403
    assert client.post(CARRY_OUT, {}).status_code == 403
    assert IMPORT not in client.get(LIST).text
    with pytest.raises(ValidationError, match="Du kan ikke importere"):
        import_institutioner([], by=leder)


def test_the_list_leads_to_the_import(client, administrator):
    client.force_login(administrator)

    assert IMPORT in client.get(LIST).text
    assert "Vis forskellen" in client.get(IMPORT).text


def test_a_proposal_is_its_maker_s_alone_and_cannot_be_altered(
    staff, institution, koordinator, administrator
):
    page = upload(staff, ["Navn", "By"], [institution.navn, "Holte"])
    proposal = fields(page)["forslag"][0]

    assert unsign(proposal, koordinator)[0].felter == {"by": ["", "Holte"]}
    for text, by in [(proposal, administrator), (f"{proposal}x", koordinator)]:
        with pytest.raises(ValidationError, match="Vælg filen igen"):
            unsign(text, by)
    answer = submit(staff, page, forslag=signing.dumps([[1, "x", {}]]))
    assert "Vælg filen igen" in answer.text


def test_a_file_that_changes_too_much_for_one_form_is_to_be_divided(
    staff, institution, faker
):
    text = [faker.password(length=900) for _ in range(1_400)]
    rows = [[f"Sted {n}", *a_new(institution)[1][1:], t] for n, t in enumerate(text)]

    response = upload(staff, [*a_new(institution)[0], "Beskrivelse"], *rows)

    assert "Del den i to." in response.text
    assert "Gennemfør importen" not in response.text


def test_comparing_takes_as_many_queries_for_many_rows_as_for_few(institution):
    counts = []
    for n in (1, 50):
        InstitutionFactory.create_batch(n)
        rows = [(2 + n, [navn]) for n, navn in enumerate(names())]
        with CaptureQueriesContext(connection) as queries:
            compare(Table(["Navn"], rows))
        counts.append(len(queries))

    assert counts[0] == counts[1]


def names():
    return list(Institution.objects.values_list("navn", flat=True))
