import pytest
from hypothesis import given
from hypothesis import strategies as st

from rudersdal_frivillig.grundlag.distance import kilometres

points = st.tuples(st.floats(-90, 90), st.floats(-180, 180))
HOLTE, VEDBAEK = (55.816, 12.476), (55.853, 12.565)
HALF_ROUND_KM = 20_015.12


def test_it_is_seven_kilometres_from_holte_to_vedbaek():
    assert kilometres(HOLTE, VEDBAEK) == pytest.approx(6.91, abs=0.05)


def test_a_degree_north_is_sixty_nautical_miles():
    assert kilometres((55, 12), (56, 12)) == pytest.approx(60 * 1.853, abs=0.1)


@given(points, points)
def test_it_is_as_far_back_as_there_and_never_more_than_half_round(a, b):
    assert kilometres(a, b) == pytest.approx(kilometres(b, a))
    assert 0 <= kilometres(a, b) <= HALF_ROUND_KM


@given(points)
def test_it_is_no_way_to_where_one_is(point):
    assert kilometres(point, point) == pytest.approx(0, abs=1e-6)


@given(points, points, points)
def test_a_detour_is_never_shorter(a, b, c):
    assert kilometres(a, c) <= kilometres(a, b) + kilometres(b, c) + 1e-3
