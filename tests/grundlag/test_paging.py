from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.http import urlencode
from hypothesis import given
from hypothesis import strategies as st

from rudersdal_frivillig.grundlag import paging


def turn(asked, count):
    query = QueryDict(urlencode({"side": asked}))
    paginator = Paginator(range(count), paging.PAGE_SIZE)
    return paging.turn_to(paging.asked_for(query), paginator, lambda n: f"?side={n}")


@given(asked=st.text(max_size=12), count=st.integers(0, 5000))
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
