import pytest
from django.urls import reverse

from opgavebank.choices import Form, Hyppighed, Maalgruppe, Slags, Sted, Tidspunkt
from rudersdal_frivillig.grundlag.models import Fagomraade, Omraade, Oplyst
from tests.factories import InstitutionFactory, OpslagFactory

pytestmark = pytest.mark.django_db

LIST = reverse("opgavebank:opslag_list")


def titles(client, query):
    resultat = client.get(LIST, query).context["resultat"]
    return {opslag.titel for opslag in resultat.strong}


def make(titel, **fields):
    return OpslagFactory(aktiv=True, titel=titel, **fields)


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        ({"tid": "engang"}, {"form": Form.ENGANG}),
        ({"tid": "ugentlig"}, {"hyppighed": Hyppighed.DAGLIG}),
        ({"tid": "maanedlig"}, {"hyppighed": Hyppighed.MAANEDLIG}),
        ({"tid": "sjaeldent"}, {"hyppighed": Hyppighed.KVARTALSVIS}),
        ({"tid": "fleksibelt"}, {"form": Form.LOEBENDE}),
        ({"hvornaar": "aften"}, {"tidspunkter": [Tidspunkt.AFTEN]}),
        ({"hvem": "unge"}, {"maalgrupper": [Maalgruppe.UNGE, Maalgruppe.BOERN]}),
        ({"slags": "ide"}, {"slags": Slags.IDE}),
        ({"sted": "hjemmefra"}, {"sted": Sted.HJEMMEFRA}),
        ({"q": "guitar"}, {"soegeord": "musik, guitar"}),
        ({"q": "  AVISEN  højt "}, {"resume": "Læs avisen højt for os."}),
    ],
)
def test_a_filter_shows_what_fits_and_only_that(client, query, fields):
    make("Passer", **fields)
    make(
        "Passer ikke",
        hyppighed=Hyppighed.HVER_ANDEN_UGE if "maanedlig" not in query.values() else "",
        resume="Noget andet.",
    )

    assert titles(client, query) == {"Passer"}


def test_filters_by_place_and_field_of_work_use_their_slugs(client):
    holte = Omraade.objects.get(slug="holte")
    unge = Fagomraade.objects.get(slug="unge")
    make("Her", omraade=holte, fagomraade=unge)
    make("Der")

    assert titles(client, {"omraade": "holte"}) == {"Her"}
    assert titles(client, {"fagomraade": "unge"}) == {"Her"}


def test_choices_in_one_facet_widen_and_facets_narrow(client):
    make("Idé om aftenen", slags=Slags.IDE, tidspunkter=[Tidspunkt.AFTEN])
    make("Opgave om aftenen", tidspunkter=[Tidspunkt.AFTEN])
    make("Kompetence om dagen", slags=Slags.KOMPETENCE)

    query = {"slags": ["ide", "kompetence"], "hvornaar": "aften"}

    assert titles(client, {"slags": ["ide", "kompetence"]}) == {
        "Idé om aftenen",
        "Kompetence om dagen",
    }
    assert titles(client, query) == {"Idé om aftenen"}


def test_every_word_must_be_found_also_in_the_name_of_the_place(client):
    sted = InstitutionFactory(navn="Plejecenter Byageren")
    make("Gå en tur", institution=sted)
    make("Gå en tur et andet sted")

    assert titles(client, {"q": "tur byageren"}) == {"Gå en tur"}


@pytest.mark.parametrize(
    "query",
    [
        {"tid": "findes-ikke"},
        {"findes": "ikke"},
        {"omraade": "' OR 1=1 --"},
        {"fra": "9999"},
        {"praecis": "1"},
        {"hvem": ["", "x" * 5000]},
        {"side": "99999"},
        {"side": "-1"},
        {"side": "æ"},
    ],
)
def test_what_does_not_exist_is_ignored(client, query):
    make("Gå en tur")

    assert titles(client, query) == {"Gå en tur"}


def test_words_come_back_as_words_and_the_plain_list_may_be_found(client):
    response = client.get(LIST, {"q": '"><script>alert(1)</script>'})

    assert "<script>alert" not in response.text
    assert "noindex" in response.text
    assert "noindex" in client.get(LIST, {"x": "1"}).text
    assert "noindex" not in client.get(LIST, {"side": "1"}).text


@pytest.mark.parametrize("q", ["x" * 10_000, "' & | ! ( <->", "%_\\", "😀" * 300])
def test_hostile_words_give_a_page_that_helps(client, q):
    make("Gå en tur")

    response = client.get(LIST, {"q": q})

    assert response.status_code == 200
    assert "Find en opgave" in response.text


def test_the_choices_stay_chosen_and_page_numbers_keep_them(client):
    for number in range(21):
        make(f"Gå en tur {number}", tidspunkter=[Tidspunkt.AFTEN])

    html = client.get(LIST, {"hvornaar": "aften", "q": "tur"}).text

    assert 'value="aften" form="soeg" checked' in html
    assert 'value="tur"' in html
    assert "?q=tur&amp;hvornaar=aften&amp;side=2" in html
    assert "noindex" in html


def test_narrowing_takes_no_more_queries_with_more_posts(
    client, django_assert_max_num_queries
):
    OpslagFactory.create_batch(15, aktiv=True)

    with django_assert_max_num_queries(6):
        client.get(LIST, {"hvornaar": "hverdag_formiddag", "omraade": "birkeroed"})


def test_a_filter_for_no_experience_leaves_out_what_needs_some(client):
    make("Passer")
    make("Passer ikke", erfaring_kraeves=True)

    assert titles(client, {"erfaring": "ingen"}) == {"Passer"}


@pytest.mark.parametrize(
    ("value", "field"),
    [
        ("trinfri", "trinfri_adgang"),
        ("elevator", "elevator"),
        ("toilet", "handicaptoilet"),
        ("teleslynge", "teleslynge"),
        ("parkering", "handicapparkering"),
    ],
)
def test_a_filter_for_access_asks_the_place_where_it_goes_on(client, value, field):
    has_it = InstitutionFactory(**{field: Oplyst.JA})
    make("Der", institution=has_it)
    make("Ude", institution=has_it, sted=Sted.UDE)
    make("Et sted uden", institution=InstitutionFactory(**{field: Oplyst.NEJ}))
    make("Et sted, der ikke har sagt det")

    assert titles(client, {"adgang": value}) == {"Der"}
