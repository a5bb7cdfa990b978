from datetime import date

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from rudersdal_frivillig.grundlag.dateparts import DatePartsField


class DateForm(forms.Form):
    dag = DatePartsField(label="Dag")
    anden_dag = DatePartsField(label="Anden dag", required=False)


def read(day, month, year):
    return DateForm({"dag_day": day, "dag_month": month, "dag_year": year})


@given(st.dates(min_value=date(1, 1, 1)))
def test_every_date_comes_back_as_it_was_typed(day):
    form = read(day.day, day.month, day.year)

    assert form.is_valid()
    assert form.cleaned_data == {"dag": day, "anden_dag": None}
    assert form.fields["dag"].widget.decompress(day) == [day.day, day.month, day.year]


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        (("31", "2", "2027"), "Datoen findes ikke"),
        (("0", "1", "2027"), "Datoen findes ikke"),
        (("1", "13", "2027"), "Datoen findes ikke"),
        (("1", "1", "99999"), "Datoen findes ikke"),
        (("1", "1", "9" * 12), "Datoen findes ikke"),
        (("fredag", "1", "2027"), "Skriv datoen med tal"),
        (("1", "", "2027"), "Skriv både dag, måned og år"),
        (("", "", ""), "påkrævet"),
    ],
)
def test_a_date_that_is_none_says_what_is_wrong(parts, message):
    form = read(*parts)

    assert not form.is_valid()
    assert message in form.errors["dag"][0]
