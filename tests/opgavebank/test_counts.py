"""The number beside a filter is what choosing it gives."""

import pytest
from django.urls import reverse
from django.utils.http import urlencode

from opgavebank.choices import (
    DanskNiveau,
    EgnetFor,
    Form,
    Hyppighed,
    Maalgruppe,
    Slags,
    Sted,
    Tidspunkt,
)
from rudersdal_frivillig.grundlag.models import Fagomraade, Omraade, Oplyst
from tests.factories import InstitutionFactory, OpslagFactory

pytestmark = pytest.mark.django_db

LIST = reverse("opgavebank:opslag_list")


@pytest.fixture
def mixture(db):
    """Posts that differ in everything one can narrow by."""
    omraader, fagomraader = list(Omraade.objects.all()), list(Fagomraade.objects.all())
    steder = [
        InstitutionFactory(trinfri_adgang=Oplyst.JA, teleslynge=Oplyst.JA),
        InstitutionFactory(elevator=Oplyst.JA, trinfri_adgang=Oplyst.DELVIST),
    ]
    for n in range(30):
        OpslagFactory(
            aktiv=True,
            titel=f"Gå en tur {n}" if n % 3 else f"Plant et træ {n}",
            institution=steder[n % 2],
            omraade=omraader[n % 4],
            fagomraade=fagomraader[n % 3],
            slags=list(Slags)[n % 3],
            form=list(Form)[n % 4],
            hyppighed=list(Hyppighed)[n % 8],
            tidspunkter=[list(Tidspunkt)[n % 5], Tidspunkt.WEEKEND],
            maalgrupper=[list(Maalgruppe)[n % 10], list(Maalgruppe)[n % 3]],
            egnet_for=[list(EgnetFor)[n % 7]],
            sted=list(Sted)[n % 5],
            dansk_niveau=list(DanskNiveau)[n % 3],
            erfaring_kraeves=not n % 4,
            boern_under_15=not n % 2,
        )


def resultat(client, query):
    return client.get(f"{LIST}?{urlencode(query, doseq=True)}").context["resultat"]


@pytest.mark.parametrize(
    "chosen",
    [
        {},
        {"hvornaar": ["aften"]},
        {"omraade": ["birkeroed", "bistrup"], "slags": ["opgave"]},
        {"q": "tur"},
        {"q": "plant træ", "hvem": ["boern"]},
        {"q": "ture", "dansk": ["lidt"], "fra": "2840"},
    ],
)
def test_a_filters_number_is_what_choosing_it_gives(client, mixture, chosen):
    page = resultat(client, chosen)

    for facet in page.facets:
        for option in facet.options:
            others = {name: v for name, v in chosen.items() if name != facet.name}
            alone = resultat(client, others | {facet.name: [option.value]})
            assert (facet.name, option.value, option.count) == (
                facet.name,
                option.value,
                alone.counts.total,
            )


def test_an_option_that_gives_nothing_is_shown_and_cannot_be_chosen(client, mixture):
    html = client.get(LIST, {"omraade": "skodsborg"}).text

    assert 'value="aften" form="soeg" disabled' in html
    assert 'value="skodsborg" form="soeg" checked' in html


def test_what_is_chosen_can_be_let_go_one_by_one(client, mixture):
    page = resultat(client, {"hvornaar": ["aften"], "slags": ["ide"], "fra": "2840"})

    chips = dict(page.soegning.chips)

    assert list(chips) == ["Aften", "Idé, vi vil prøve", "Afstand fra 2840 Holte"]
    assert chips["Aften"] == f"{LIST}?fra=2840&slags=ide"
    assert chips["Afstand fra 2840 Holte"] == f"{LIST}?hvornaar=aften&slags=ide"


def test_an_address_with_nonsense_has_the_same_answer_as_one_without(client, mixture):
    query = {"slags": ["ide", "nej"], "tid": ["' OR 1=1"], "x": ["y"], "q": ["  tur "]}

    html = client.get(LIST, query).text

    assert f'rel="canonical" href="http://testserver{LIST}?q=tur&amp;slags=ide"' in html
