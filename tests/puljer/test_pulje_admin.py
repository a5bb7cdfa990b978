"""Setting up a pool without code."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from puljer.models import Pulje
from tests.factories import RetstekstFactory
from tests.page_text import page_text
from tests.pages import submit, tags
from tests.puljer.opsaetning import of_pulje, of_runde, sagsbehandler, save
from tests.puljer.sager import make_pulje, make_runde, open_pulje

pytestmark = pytest.mark.django_db

ADD = reverse("admin:puljer_pulje_add")
LIST = reverse("admin:puljer_pulje_changelist")
YES_OR_NO = {"tekst": "Har I lokaler?", "slags": "janej"}
CHOICE = {"tekst": "Hvor?", "slags": "valg", "valgmuligheder": ["Ude", "Inde"]}
TEXT = {"tekst": "Hvilke?", "slags": "kort"}


@pytest.fixture
def pulje():
    return make_pulje(spoergsmaal=[YES_OR_NO, CHOICE, TEXT])


@pytest.fixture
def staff(client, pulje):
    bruger = sagsbehandler(pulje)
    client.force_login(bruger)
    return bruger


def questions(pulje):
    return list(pulje.spoergsmaal.all())


def condition(place, other, svar):
    """The fields of a question that say when it is asked."""
    start = f"spoergsmaal-{place}-vis_hvis"
    return {start: getattr(other, "pk", other), f"{start}_svar": svar}


def test_who_adds_a_pool_becomes_one_of_its_sagsbehandlere(client):
    staff = sagsbehandler()
    client.force_login(staff)

    facts = {"navn": "Grøn pulje", "slug": "groen-pulje"}
    page = submit(client, client.get(ADD), **facts, _save="1")

    pulje = Pulje.objects.get()
    assert page.url == of_pulje("change", pulje)
    assert list(pulje.sagsbehandlere.all()) == [staff]
    assert client.get(page.url).status_code == 200


def test_the_form_follows_the_headings_of_the_public_page(client, staff, pulje):
    page = client.get(of_pulje("change", pulje)).text

    order = [
        "Hvad kan I få tilskud til",
        "Hvem målrettes tilskuddet",
        "Hvem kan søge",
        "Rammer og vilkår",
        "Sådan søger I",
        "Ansøgningsfrist og svarfrist",
        "Udbetaling af tilskuddet",
        "Frist for regnskab",
    ]
    places = [page.index(f'fieldset-heading">{heading}<') for heading in order]
    assert places == sorted(places)


def test_vilkaar_is_chosen_among_the_legal_texts_there_are(client, staff, pulje):
    RetstekstFactory(noegle="vilkaar-groen", titel="Vilkår for grønne")

    save(client, of_pulje("change", pulje), vilkaar="vilkaar-groen")
    save(client, of_pulje("change", pulje), vilkaar="findes-ikke")

    pulje.refresh_from_db()
    assert pulje.vilkaar == "vilkaar-groen"


def test_an_hour_is_worth_an_amount_in_kroner(client, staff, pulje):
    RetstekstFactory(noegle="vilkaar-proeve")

    save(client, of_pulje("change", pulje), timesats_oere="125,50")

    pulje.refresh_from_db()
    assert pulje.timesats_oere == 125_50
    assert "125,50 kr." in page_text(client.get(of_pulje("history", pulje)))


@pytest.mark.parametrize(
    ("typed", "saved"),
    [
        ("Lidt\nNoget\n\n- Meget\nMest", ["Lidt", "Noget", "Meget", "Mest"]),
        ("Lidt\nNoget\nMeget", ["0", "1", "2", "3"]),
        ("Lidt\nNoget\nMeget\nMest\nAlt", ["0", "1", "2", "3"]),
        (f"Lidt\nNoget\nMeget\n{'x' * 201}", ["0", "1", "2", "3"]),
    ],
)
def test_the_anchors_of_a_criterion_are_four_lines(client, staff, pulje, typed, saved):
    RetstekstFactory(noegle="vilkaar-proeve")

    save(client, of_pulje("change", pulje), kriterier__0__ankre=typed)

    assert pulje.kriterier.get().ankre == saved


def test_a_question_may_depend_on_one_before_it(client, staff, pulje):
    RetstekstFactory(noegle="vilkaar-proeve")
    first, second, third = questions(pulje)
    asked = condition(1, first, "Ja") | condition(2, first, "Nej")

    save(client, of_pulje("change", pulje), **asked)

    second.refresh_from_db()
    third.refresh_from_db()
    assert (second.vis_hvis, second.vis_hvis_svar) == (first, "Ja")
    assert (third.vis_hvis, third.vis_hvis_svar) == (first, "Nej")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        # Of one that stands after it.
        (lambda a, b, c: condition(0, b, "Ude"), "Vælg et spørgsmål, der står før."),
        # Of itself.
        (lambda a, b, c: condition(1, b, "Ude"), "Vælg et andet spørgsmål i puljen"),
        # Of a text.
        (lambda a, b, c: condition(2, c, "x"), "Vælg et andet spørgsmål i puljen"),
        # Of what is no answer.
        (lambda a, b, c: condition(1, a, "Måske"), "Skriv et af svarene"),
        # Without an answer.
        (lambda a, b, c: condition(1, a, ""), "Skriv et af svarene"),
        # Two levels deep, both sent at once.
        (
            lambda a, b, c: condition(1, a, "Ja") | condition(2, b, "Ude"),
            "som ikke selv afhænger",
        ),
        # In a circle.
        (
            lambda a, b, c: condition(0, b, "Ude") | condition(1, a, "Ja"),
            "som ikke selv afhænger",
        ),
        # Moved behind the one that depends on it, at once.
        (
            lambda a, b, c: condition(1, a, "Ja") | {"spoergsmaal-0-raekkefoelge": 9},
            "Vælg et spørgsmål, der står før.",
        ),
        # Of an answer that the same page takes away.
        (
            lambda a, b, c: (
                condition(2, b, "Ude") | {"spoergsmaal-1-valgmuligheder": "A\nB"}
            ),
            "Skriv et af svarene",
        ),
        # Of one that the same page deletes.
        (
            lambda a, b, c: condition(2, a, "Ja") | {"spoergsmaal-0-DELETE": "on"},
            "Det spørgsmål er du ved at slette.",
        ),
    ],
)
def test_a_condition_that_cannot_be_is_refused(client, staff, pulje, asked, said):
    RetstekstFactory(noegle="vilkaar-proeve")

    page = save(client, of_pulje("change", pulje), **asked(*questions(pulje)))

    assert page.status_code == 200
    assert said in page.text
    assert not pulje.spoergsmaal.filter(vis_hvis__isnull=False).exists()


def test_a_question_of_another_pool_is_no_condition(client, staff, pulje):
    other = make_pulje(spoergsmaal=[YES_OR_NO]).spoergsmaal.get()

    page = save(client, of_pulje("change", pulje), **condition(1, other, "Ja"))

    assert "Vælg et andet spørgsmål i puljen" in page.text


def test_a_question_and_the_condition_on_it_go_at_once(client, staff, pulje):
    RetstekstFactory(noegle="vilkaar-proeve")
    first, second, third = questions(pulje)
    save(client, of_pulje("change", pulje), **condition(1, first, "Ja"))

    gone = condition(1, "", "") | {"spoergsmaal-0-DELETE": "on"}
    save(client, of_pulje("change", pulje), **gone)

    assert questions(pulje) == [second, third]


def test_a_criterion_that_a_question_serves_is_not_deleted(client, staff, pulje):
    RetstekstFactory(noegle="vilkaar-proeve")

    page = save(client, of_pulje("change", pulje), **{"kriterier-0-DELETE": "on"})

    assert "Det kriterium er du ved at slette." in page.text
    assert pulje.kriterier.exists()


def test_a_criterion_goes_when_its_questions_serve_something_else(client, staff, pulje):
    RetstekstFactory(noegle="vilkaar-proeve")
    moved = {f"spoergsmaal-{n}-kriterium": "" for n in range(3)}
    moved |= {f"spoergsmaal-{n}-regel": "Lov om social service" for n in range(3)}

    save(client, of_pulje("change", pulje), **moved, **{"kriterier-0-DELETE": "on"})

    assert not pulje.kriterier.exists()


def test_the_page_says_what_is_missing_and_what_is_done(client, staff, pulje):
    pulje.hjemmel = ""
    pulje.save()

    lines = page_text(client.get(of_pulje("change", pulje)))

    assert "Hjemmel og sag Mangler" in lines
    assert "Skriv hjemlen." in lines
    assert "Kriterier Klar" in lines
    assert "Lav mindst én runde." in lines


def test_many_questions_for_little_money_are_said_in_a_sentence(client):
    asked = [{"tekst": f"Spørgsmål {n}"} for n in range(8)]
    pulje = make_pulje(spoergsmaal=asked)
    make_runde(pulje, hoejst_oere=10_000_00)
    client.force_login(sagsbehandler(pulje))

    lines = page_text(client.get(of_pulje("change", pulje)))

    assert (
        "8 spørgsmål er mange, når man højst kan få 10.000 kr., og det tager 20 "
        "minutter at svare: Overvej, om 6 er nok."
    ) in lines
    pulje.runder.update(hoejst_oere=20_000_00)
    assert "er mange" not in page_text(client.get(of_pulje("change", pulje)))


def test_a_pool_that_someone_else_handles_is_not_found(client, staff):
    runde = open_pulje()
    pulje, skema = runde.pulje, runde.pulje.skemaer.get()
    pages = ["change", "history", "delete", "vis", "foreslaa", "godkend", "luk"]
    addresses = [of_pulje(page, pulje) for page in pages]
    addresses += [
        of_runde(page, runde) for page in ["change", "history", "flyt", "luk"]
    ]
    addresses += [reverse("admin:puljer_skema_change", args=[skema.pk])]

    for address in addresses:
        assert client.get(address).status_code in {403, 404}, address
        assert client.post(address, {"godkend": "1"}).status_code in {403, 404}

    runde.refresh_from_db()
    assert runde.lukket_den is None
    for name in ["pulje", "runde", "skema"]:
        page = client.get(reverse(f"admin:puljer_{name}_changelist"))
        assert pulje.navn not in page.text
    assert pulje.navn not in client.get(reverse("admin:puljer_runde_add")).text


def test_who_works_with_no_pools_is_shut_out(client, leder):
    pulje = make_pulje()
    client.force_login(leder)

    for page in ["change", "vis", "foreslaa", "godkend", "luk"]:
        assert client.get(of_pulje(page, pulje)).status_code in {403, 404}


def test_the_address_stays_once_the_pool_has_been_shown(client):
    pulje = open_pulje().pulje
    client.force_login(sagsbehandler(pulje))
    before = pulje.slug

    assert "slug" not in {a.get("name") for _, a in tags(_form(client, pulje), "input")}
    save(client, of_pulje("change", pulje), slug="et-andet-sted")

    pulje.refresh_from_db()
    assert pulje.slug == before


def _form(client, pulje):
    return client.get(of_pulje("change", pulje))


def test_the_preview_of_a_pool_without_rounds_says_what_comes_first(
    client, staff, pulje
):
    assert "Lav først en runde" in client.get(of_pulje("vis", pulje)).text


def test_the_list_asks_no_more_for_more_pools(client, koordinator):
    client.force_login(koordinator)
    open_pulje()
    client.get(LIST)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(LIST)
    for _ in range(3):
        make_pulje()

    with CaptureQueriesContext(connection) as many:
        page = client.get(LIST)

    assert len(page.context["cl"].result_list) == 4
    assert len(many) == len(few)
