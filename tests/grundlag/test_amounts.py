import contextlib

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from rudersdal_frivillig.grundlag.amounts import (
    MAX_OERE,
    BeloebField,
    format_oere,
    parse_oere,
)

amounts = st.integers(0, MAX_OERE)
# Between the thousands: none, a point, and spaces as keyboards and spreadsheets make.
BETWEEN = ["", ".", " ", "\u00a0", "\u202f", "\u2009"]
AROUND = ["{}", " {} ", "kr. {}", "kr {}", "Kr.{}", "{} kr.", "{}kr", "{} kroner"]


class Form(forms.Form):
    beloeb = BeloebField(label="Beløb")
    tilskud = BeloebField(label="Tilskud", required=False)
    egne = BeloebField(label="Egne penge", required=False, empty=0)


def grouped(kroner, between):
    return f"{kroner:,}".replace(",", between)


@given(amounts)
def test_a_formatted_amount_is_read_as_itself(oere):
    assert parse_oere(format_oere(oere)) == oere


@given(amounts, st.sampled_from(BETWEEN), st.sampled_from(AROUND))
def test_an_amount_is_read_in_every_way_of_writing_it(oere, between, around):
    kroner, rest = divmod(oere, 100)
    written = [f"{grouped(kroner, between)},{rest:02}"]
    if between != ".":
        written.append(f"{grouped(kroner, between)}.{rest:02}")
    if rest % 10 == 0:
        written.append(f"{grouped(kroner, between)},{rest // 10}")
    if rest == 0:
        written += [f"{grouped(kroner, between)}{end}" for end in ("", ",-", ",–")]

    assert {parse_oere(around.format(text)) for text in written} == {oere}


@given(st.text() | st.text("0123456789.,- \u00a0kr", max_size=12))
def test_any_text_is_an_amount_or_refused(text):
    with contextlib.suppress(ValidationError):
        assert 0 <= parse_oere(text) <= MAX_OERE


@pytest.mark.parametrize(
    ("text", "oere"),
    [
        ("1.234,50", 123450),
        ("1 234,50", 123450),
        ("1234.50", 123450),
        ("1.234", 123400),
        ("1234", 123400),
        ("1.234,5", 123450),
        ("kr. 1.234,-", 123400),
        ("1.234,50 kr.", 123450),
        ("1.5", 150),
        ("0", 0),
        ("007", 700),
        ("1.000.000.000", MAX_OERE),
    ],
)
def test_an_amount_is_read_as_a_dane_means_it(text, oere):
    assert parse_oere(text) == oere


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("-5", "mindre end 0"),
        ("kr. −5,00", "mindre end 0"),
        ("1e9", "med tal"),
        ("1.23,4", "med tal"),
        ("1,234.50", "med tal"),
        ("1234.567", "med tal"),
        ("1.234.50", "med tal"),
        ("1.234 567", "med tal"),
        ("0.123", "med tal"),
        ("12 34", "med tal"),
        ("5 kr. 50", "med tal"),
        ("12kr 34", "med tal"),
        ("٣", "med tal"),
        ("kr.", "med tal"),
        ("", "med tal"),
        ("1,234", "to cifre efter kommaet"),
        ("1,2345", "to cifre efter kommaet"),
        ("1.000.000.000,01", "for stort"),
        ("9" * 5000, "for stort"),
    ],
)
def test_what_is_no_amount_or_could_be_two_is_refused(text, message):
    with pytest.raises(ValidationError, match=message):
        parse_oere(text)


@pytest.mark.parametrize(
    ("oere", "text"), [(400000, "4.000"), (123450, "1.234,50"), (-5, "-0,05")]
)
def test_an_amount_is_shown_without_øre_if_it_has_none(oere, text):
    assert format_oere(oere) == text


def test_field_gives_øre_and_what_empty_means():
    form = Form({"beloeb": " 1.234,5 kr.", "tilskud": "", "egne": ""})

    assert form.is_valid()
    assert form.cleaned_data == {"beloeb": 123450, "tilskud": None, "egne": 0}


def test_field_shows_an_amount_as_we_write_it_and_other_text_as_it_was_typed():
    form = Form({"beloeb": "1234,5", "tilskud": "en tusse", "egne": "1,234.50"})

    assert not form.is_valid()
    assert [field.value() for field in form] == ["1.234,50", "en tusse", "1,234.50"]


def test_field_shows_what_is_stored_and_knows_if_it_was_changed():
    stored = {"beloeb": 123450, "tilskud": None, "egne": 0}

    assert [f.value() for f in Form(initial=stored)] == ["1.234,50", "", "0"]
    typed = {"beloeb": "1234.50", "tilskud": "5", "egne": "0"}
    assert Form(typed, initial=stored).changed_data == ["tilskud"]


def test_a_disabled_field_keeps_its_amount():
    form = Form({}, initial={"beloeb": 400000})
    form.fields["beloeb"].disabled = True

    assert form.is_valid()
    assert form.cleaned_data["beloeb"] == 400000


def test_phone_offers_digits_and_a_comma():
    assert 'inputmode="decimal"' in str(Form()["beloeb"])


def test_template_shows_an_amount_that_stays_on_its_line():
    shown = Template("{% load grundlag %}{{ oere|kroner }}").render(
        Context({"oere": 123450})
    )

    assert shown == "1.234,50\u00a0kr."
