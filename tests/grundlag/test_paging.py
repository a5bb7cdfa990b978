import pytest
from django.core.paginator import Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from rudersdal_frivillig.grundlag import paging
from tests.factories import InstitutionFactory, OpslagFactory
from tests.pages import tags

ASKED = st.one_of(st.integers().map(str), st.text(max_size=12))


def turn(asked, count):
    query = QueryDict(urlencode({"side": asked}))
    paginator = Paginator(range(count), paging.PAGE_SIZE)
    return paging.turn_to(paging.asked_for(query), paginator, lambda n: f"?side={n}")


@given(asked=ASKED, count=st.integers(0, 5000))
@example(asked="٣", count=100)
@example(asked="²", count=100)
@example(asked="9" * 5000, count=100)
def test_whatever_is_asked_there_is_a_page(asked, count):
    side = turn(asked, count)

    assert 1 <= side.page.number <= side.last <= paging.MAX_PAGE


@given(asked=st.integers(-5, 300), count=st.integers(0, 5000))
def test_no_link_leads_past_the_last_page(asked, count):
    side = turn(str(asked), count)

    linked = [address for _, address in side.numbers] + [side.previous, side.next]

    numbers = {int(address[6:]) for address in linked if address}
    assert numbers <= set(range(1, side.last + 1))
    assert bool(side.next) == (side.page.number < side.last)


@given(st.integers(0, 3000))
def test_every_row_is_on_one_page(count):
    rows, side = [], turn("1", count)
    rows += side.page
    while side.next:
        side = turn(side.next.removeprefix("?side="), count)
        rows += side.page

    assert rows == list(range(min(count, paging.MAX_PAGE * paging.PAGE_SIZE)))


@pytest.fixture
def places(db):
    institution = InstitutionFactory(slug="stedet")
    OpslagFactory.create_batch(41, aktiv=True, institution=institution)
    return [
        reverse("opgavebank:opslag_list"),
        reverse("opgavebank:institution_detail", args=["stedet"]),
        reverse("opgavebank:fagomraade_detail", args=[institution.fagomraade.slug]),
    ]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=10)
@given(ASKED.filter(lambda text: "\0" not in text))
def test_lists_answer_any_number_with_a_page(client, places, text):
    for place in places:
        response = client.get(place, {"side": text})

        assert response.status_code == 200
        assert response.context["side"].page.object_list


def test_lists_link_to_pages_that_answer(client, places):
    for place in places:
        anchors = [a["href"] for _, a in tags(client.get(place), "a") if "href" in a]
        pages = [address for address in anchors if "side=" in address]

        assert pages == [f"{place}?side=2", f"{place}?side=3", f"{place}?side=2"]
        assert client.get(pages[1]).context["side"].page.number == 3
