"""The address: all the state of the list, and one for each."""

from itertools import permutations
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.http import QueryDict
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opgavebank import kartotek
from opgavebank.choices import Maalgruppe, Tidspunkt
from opgavebank.soegning import Soegning
from tests.factories import OpslagFactory
from tests.pages import tags

pytestmark = pytest.mark.django_db

LIST = reverse("opgavebank:opslag_list")


def canonical(client, query):
    [address] = [
        attrs["href"]
        for _, attrs in tags(client.get(f"{LIST}?{query}"), "link")
        if attrs.get("rel") == "canonical"
    ]
    return address.removeprefix("http://testserver")


def query_of(address):
    return parse_qs(urlsplit(address).query)


def but(chosen, name):
    return {key: values for key, values in chosen.items() if key != name}


PARTS = ["q=tur", "hvornaar=aften", "hvem=unge", "hvem=aeldre", "fra=2840"]


def test_the_address_is_the_same_in_whatever_order_its_parts_come(client):
    orders = {"&".join(parts) for parts in list(permutations(PARTS))[::17]}

    assert {canonical(client, query) for query in orders} == {
        f"{LIST}?q=tur&fra=2840&hvornaar=aften&hvem=unge&hvem=aeldre"
    }


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("x=1&utm_source=nyhedsbrev", LIST),
        ("q=++gåtur%09i++skoven+", f"{LIST}?q=g%C3%A5tur+i+skoven"),
        ("q=&fra=&orden=", LIST),
        ("slags=ide&slags=ide&slags=findes-ikke", f"{LIST}?slags=ide"),
        ("orden=nyeste", LIST),
        ("q=tur&orden=relevans", f"{LIST}?q=tur"),
        ("q=tur&orden=nyeste", f"{LIST}?q=tur&orden=nyeste"),
        ("fra=holte&orden=naermest", f"{LIST}?fra=holte"),
        ("orden=relevans", LIST),
        ("praecis=1", LIST),
        ("q=tur&praecis=ja", f"{LIST}?q=tur"),
        ("q=tur&praecis=1", f"{LIST}?q=tur&praecis=1"),
        ("side=1", LIST),
        ("side=7", LIST),
    ],
)
def test_the_address_keeps_what_means_something(client, query, address):
    OpslagFactory(aktiv=True, titel="En tur")

    assert canonical(client, query) == address


def read(query):
    posts = kartotek.current()
    return Soegning.read(QueryDict(query), posts.facets, posts.places)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.sampled_from(["q", "fra", "orden", "slags", "side", "praecis", "x"]),
        st.sampled_from(["1", "2", "tur", "2840", "holte", "mangler", "ide", "æ", ""]),
    )
)
def test_an_address_leads_to_the_search_it_was_made_of(db, query):
    soegning = read(urlencode(query))
    address = soegning.address(soegning.page)

    again = read(urlsplit(address).query)

    assert again.address(again.page) == address
    assert again.orden == soegning.orden
    assert again.chosen == soegning.chosen


def test_a_long_search_is_cut_at_what_the_field_holds(client):
    response = client.get(LIST, {"q": "abc " * 100})

    assert len(response.context["soegning"].q) <= 120


def test_only_the_plain_list_and_its_pages_may_be_found(client):
    assert "noindex" not in client.get(LIST).text
    assert "noindex" not in client.get(LIST, {"side": "1"}).text
    for name in ("x", "q", "slags", "orden", "fra"):
        assert 'content="noindex"' in client.get(LIST, {name: "1"}).text


def test_a_chip_removes_its_own_choice_and_nothing_else(client):
    chosen = {
        "q": ["tur"],
        "fra": ["2840"],
        "orden": ["nyeste"],
        "hvornaar": ["aften"],
        "hvem": ["unge", "aeldre"],
    }

    chips = client.get(LIST, chosen).context["soegning"].chips

    assert [(label, query_of(address)) for label, address in chips] == [
        ("Aften", but(chosen, "hvornaar")),
        ("Unge", chosen | {"hvem": ["aeldre"]}),
        ("Ældre", chosen | {"hvem": ["unge"]}),
        ("Afstand fra 2840 Holte", but(chosen, "fra")),
    ]


def test_the_page_has_a_link_for_each_chip_and_one_for_all(client):
    query = {"q": "tur", "slags": "ide", "hvem": "unge", "orden": "nyeste"}

    response = client.get(LIST, query)

    addresses = {attrs.get("href") for _, attrs in tags(response, "a")}
    assert f"{LIST}?q=tur&orden=nyeste&hvem=unge" in addresses
    assert f"{LIST}?q=tur&orden=nyeste&slags=ide" in addresses
    assert f"{LIST}?q=tur" in addresses
    assert "Fjern alle valg" not in client.get(LIST, {"q": "tur"}).text


def test_what_is_chosen_stays_chosen_and_page_numbers_keep_it(client):
    for number in range(21):
        OpslagFactory(
            aktiv=True,
            titel=f"Gå en tur {number}",
            tidspunkter=[Tidspunkt.AFTEN],
            maalgrupper=[Maalgruppe.UNGE],
        )

    response = client.get(LIST, {"hvornaar": "aften", "q": "tur", "fra": "holte"})

    boxes = {
        attrs["value"] for _, attrs in tags(response, "input") if "checked" in attrs
    }
    assert boxes == {"aften"}
    again = "?q=tur&amp;fra=holte&amp;hvornaar=aften&amp;side=2"
    assert f'href="{LIST}{again}"' in response.text
    assert 'value="holte" data-middle="55.816,12.476" selected' in response.text
    assert 'value="tur"' in response.text


@pytest.mark.parametrize(
    ("query", "labels"),
    [
        ({}, ["Nyeste først", "Mangler flest først"]),
        ({"q": "tur"}, ["Bedste svar først", "Nyeste først", "Mangler flest først"]),
        ({"fra": "2840"}, ["Nyeste først", "Nærmest først", "Mangler flest først"]),
    ],
)
def test_only_orders_that_mean_something_are_offered(client, query, labels):
    orders = client.get(LIST, query).context["soegning"].orders

    assert [label for _, label, _ in orders] == labels
    assert sum(is_chosen for *_, is_chosen in orders) == 1


def test_postcodes_come_before_areas_and_what_is_everywhere_is_no_home(client):
    homes = [str(home) for home in client.get(LIST).context["soegning"].homes]

    assert homes[0] == "2830 Virum"
    assert homes.index("3460 Birkerød") < homes.index("Birkerød")
    assert "Hele kommunen" not in homes
