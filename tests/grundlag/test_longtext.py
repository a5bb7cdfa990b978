import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from rudersdal_frivillig.grundlag.longtext import LongTextField, OrdField, count_words

LIMIT = 12
# What a textarea can hold: the browser makes every line break one character.
texts = st.text(st.characters(exclude_characters="\r\0", exclude_categories=["Cs"]))


class Form(forms.Form):
    besked = LongTextField(max_length=LIMIT, required=False)


def sent(text):
    """As the browser sends what stands in the textarea."""
    return Form({"besked": text.replace("\n", "\r\n")})


def counted(text):
    """As count.js and `maxlength` count it."""
    return len(text.encode("utf-16-le")) // 2


@given(texts)
def test_text_that_the_counter_lets_through_is_accepted(text):
    form = sent(text)

    if counted(text) <= LIMIT:
        assert form.is_valid()
        assert form.cleaned_data["besked"] == text.strip()


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("a\n" * 5 + "bc", True),
        ("a\n" * 5 + "bcd", False),
        ("\n".join("abcdefg"), False),
    ],
)
def test_limit_counts_a_line_break_as_one(text, fits):
    assert sent(text).is_valid() == fits


def test_browser_gets_the_same_limit():
    assert f'maxlength="{LIMIT}"' in str(Form()["besked"])


class OrdForm(forms.Form):
    ide = OrdField(max_ord=5)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("Skak", 1),
        ("  Skak\r\nog\tkaffe ", 3),
        ("for 60-årige – og børn", 4),
        ("Vi mødes kl. 14.30.", 4),
        ("- - –", 0),
        ("både/og", 1),
    ],
)
def test_words_are_counted_as_people_count(text, words):
    assert count_words(text) == words


def test_text_with_too_many_words_is_told_how_many():
    form = OrdForm({"ide": "en to tre fire fem seks syv"})

    assert form.errors["ide"] == ["Højst 5 ord, I har skrevet 7."]
    assert OrdForm({"ide": "en to - tre, fire fem."}).is_valid()
