import contextlib
import re

import pytest
from django import forms
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from rudersdal_frivillig.grundlag.fields import CVRField, CVRFormField, read_cvr

# Rudersdal Kommune's own.
CVR = "29188378"


class Form(forms.Form):
    cvr = CVRFormField(label="CVR-nummer")


@pytest.mark.parametrize(
    "text", [CVR, "29 18 83 78", " 2918 8378 ", "29\u00a018\u202f83 78", "DK29188378"]
)
def test_a_number_is_kept_as_its_digits(text):
    form = Form({"cvr": text})

    assert form.is_valid()
    assert form.cleaned_data == {"cvr": CVR}


@given(st.integers(0, 7), st.sampled_from("0123456789"))
def test_a_digit_that_is_wrong_is_found(place, digit):
    typed = CVR[:place] + digit + CVR[place + 1 :]

    assert Form({"cvr": typed}).is_valid() == (typed == CVR)


@given(st.text() | st.text("0123456789 -\n", max_size=12))
def test_any_text_is_eight_digits_or_refused(text):
    with contextlib.suppress(ValidationError):
        assert re.fullmatch("[0-9]{8}", read_cvr(text))


def test_an_empty_number_asks_for_one_and_says_nothing_of_digits():
    assert "otte cifre" not in str(Form({"cvr": ""}).errors["cvr"])


def test_model_field_takes_digits_and_its_form_field_takes_spaces():
    field = CVRField("CVR-nummer", blank=False)

    assert field.clean(CVR, None) == CVR
    assert field.formfield().clean("29 18 83 78") == CVR
    with pytest.raises(ValidationError, match="otte cifre"):
        field.clean("29188379", None)
