from itertools import pairwise

from opgavebank.charts import PLOT, TOP, WIDTH, Value, chart


def test_heights_are_as_the_numbers_and_stand_on_the_line():
    columns = chart([Value("jan", (5,), "5"), Value("feb", (10,), "10")]).columns

    heights = [column.pieces[0].height for column in columns]
    assert heights == [PLOT // 2, PLOT]
    assert {c.pieces[0].y + c.pieces[0].height for c in columns} == {TOP + PLOT}


def test_parts_are_stacked_and_the_upper_one_is_hollow():
    filled, hollow = chart([Value("jan", (3, 1), "4")]).columns[0].pieces

    assert (filled.is_hollow, hollow.is_hollow) == (False, True)
    assert hollow.y + hollow.height == filled.y
    assert filled.height + hollow.height == PLOT


def test_columns_stay_in_the_drawing_and_apart():
    columns = chart([Value(str(n), (n,), str(n)) for n in range(12)]).columns

    edges = [(c.x, c.x + c.width) for c in columns]
    assert edges[0][0] >= 0
    assert edges[-1][1] <= WIDTH
    assert all(a[1] < b[0] for a, b in pairwise(edges))


def test_nothing_draws_nothing_and_one_of_many_is_seen():
    nothing = chart([Value("jan", (0,), "")])
    little = chart([Value("jan", (1,), "1"), Value("feb", (9000,), "9.000")])

    assert nothing.columns[0].pieces == ()
    assert little.columns[0].pieces[0].height == 1
