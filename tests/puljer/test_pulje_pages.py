"""A pool as citizens meet it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from puljer import actions
from puljer.models import Pulje, Skema
from tests.factories import BrugerFactory
from tests.puljer.sager import make_pulje, make_runde, open_pulje

pytestmark = pytest.mark.django_db
COPENHAGEN = ZoneInfo("Europe/Copenhagen")


def page(client, name, pulje, **query):
    return client.get(reverse(f"puljer:{name}", args=[pulje.slug]), query)


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_pulje_detail_has_rudersdals_headings_in_their_order(client):
    runde = open_pulje(udbetaling="Straks.", regnskabsfrist="Om et år.")

    said = text(page(client, "pulje_detail", runde.pulje))

    order = [
        "Hvad kan I få tilskud til",
        "Hvem kan søge",
        "Ansøgningsfrist og svarfrist",
        "Udbetaling af tilskuddet",
        "Frist for regnskab",
    ]
    places = [said.index(f">{title}</h2>") for title in order]
    assert places == sorted(places)


def test_pulje_detail_is_there_only_once_another_has_approved(client):
    pulje = make_pulje()
    assert page(client, "pulje_detail", pulje).status_code == 404

    runde = open_pulje()
    assert page(client, "pulje_detail", runde.pulje).status_code == 200
    actions.close_pulje(runde.pulje, by=BrugerFactory())
    assert page(client, "pulje_detail", runde.pulje).status_code == 404


def test_pulje_detail_shows_what_was_approved_and_not_what_is_being_written(client):
    runde = open_pulje(manchet="Det, der er godkendt.")
    Pulje.objects.filter(pk=runde.pulje_id).update(manchet="Noget, nogen skriver på.")

    said = text(page(client, "pulje_detail", runde.pulje))

    assert "Det, der er godkendt." in said
    assert "Noget, nogen skriver på." not in said


def test_the_deadline_is_the_same_on_page_list_and_in_the_calendar(client):
    frist = datetime(2027, 3, 1, 23, 59, tzinfo=COPENHAGEN)
    runde = open_pulje(frist=frist)

    said = "mandag 1. marts 2027 kl. 23.59"
    assert said in text(page(client, "pulje_detail", runde.pulje)).casefold()
    assert said in text(client.get(reverse("puljer:pulje_list")))
    calendar = page(client, "pulje_calendar", runde.pulje).content.decode()
    assert "DTSTART;TZID=Europe/Copenhagen:20270301T235900" in calendar
    assert said in calendar.replace("\r\n ", "")


@pytest.mark.parametrize(
    ("after", "state"),
    [
        (timedelta(0), "Åben"),
        (timedelta(seconds=59), "Åben"),
        (timedelta(seconds=60), "Lukket lige nu"),
    ],
)
@pytest.mark.parametrize(
    "frist",
    [
        datetime(2027, 3, 1, 23, 59, tzinfo=COPENHAGEN),
        # The two nights when the clock is changed.
        datetime(2027, 3, 27, 23, 59, tzinfo=COPENHAGEN),
        datetime(2027, 10, 30, 23, 59, tzinfo=COPENHAGEN),
        datetime(2027, 10, 31, 1, 59, tzinfo=COPENHAGEN),
    ],
)
def test_a_pool_is_open_until_the_end_of_the_minute(
    client, time_machine, frist, after, state
):
    open_pulje(frist=frist)

    time_machine.move_to(frist + after, tick=False)

    assert f'<p class="rf-etiket">{state}</p>' in text(
        client.get(reverse("puljer:pulje_list"))
    )


def test_a_coming_round_says_when_it_opens_and_cannot_be_applied_for(client):
    opens = timezone.now() + timedelta(days=3)
    runde = open_pulje(runde={"aabner": opens})

    said = text(page(client, "pulje_detail", runde.pulje))

    assert "Åbner" in said
    assert reverse("puljer:pulje_kan_i_soege", args=[runde.pulje.slug]) not in said


def test_pulje_spoergsmaal_shows_all_that_is_asked_and_judged(client):
    runde = open_pulje(spoergsmaal=[{"tekst": "Hvad er nyt?", "mest_ord": 150}])

    said = text(page(client, "pulje_spoergsmaal", runde.pulje))

    assert "Hvad er nyt?" in said
    assert "højst 150 ord" in said
    assert "3 point" in said


def answers(*said):
    return {f"svar{number}": answer for number, answer in enumerate(said, 1)}


def test_kan_i_soege_leads_on_when_all_rules_are_kept(client):
    runde = open_pulje()

    response = page(client, "pulje_kan_i_soege", runde.pulje, **answers(*["ja"] * 4))

    assert "Ja, I kan søge" in text(response)
    assert not response.cookies


def test_kan_i_soege_names_each_rule_that_is_broken_and_where_to_go(client):
    runde = open_pulje()

    given = answers("ja", "nej", "ja", "nej")
    said = text(page(client, "pulje_kan_i_soege", runde.pulje, **given))

    assert "Krav 1 skal være opfyldt." in said
    assert "Krav 3 skal være opfyldt." in said
    assert "Krav 0 skal være opfyldt." not in said
    assert "https://frivilligcentret.dk/" in said
    assert "Begynd på ansøgningen" not in said


def test_kan_i_soege_asks_for_the_answers_that_are_missing(client):
    runde = open_pulje()

    said = text(page(client, "pulje_kan_i_soege", runde.pulje, svar1="ja"))

    assert "Svar ja eller nej." in said
    assert "Ja, I kan søge" not in said


@pytest.mark.parametrize("hostile", ["'; DROP TABLE", "<script>", "1" * 5000, "-1"])
def test_pages_stand_hostile_queries(client, hostile):
    runde = open_pulje()
    query = answers(*[hostile] * 4) | {"opslag": hostile}

    for name in ("pulje_detail", "pulje_kan_i_soege"):
        response = page(client, name, runde.pulje, **query)
        assert response.status_code == 200
        assert "<script>alert" not in text(response)
        assert f"opslag={hostile}" not in text(response)


def test_pulje_list_asks_no_more_for_more_pools(client, django_assert_num_queries):
    open_pulje()
    with django_assert_num_queries(5):
        client.get(reverse("puljer:pulje_list"))
    pulje = open_pulje().pulje
    make_runde(pulje)
    assert Skema.objects.count() == 2
    with django_assert_num_queries(5):
        client.get(reverse("puljer:pulje_list"))


def test_pages_may_be_kept_by_shared_caches(client):
    runde = open_pulje()

    response = page(client, "pulje_detail", runde.pulje)

    assert "public" in response["Cache-Control"]
    assert not response.cookies
