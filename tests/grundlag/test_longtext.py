import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from rudersdal_frivillig.grundlag.longtext import LongTextField

LIMIT = 12
# What a textarea can hold: the browser makes every line break one character.
texts = st.text(st.characters(exclude_characters="\r\0", exclude_categories=["Cs"]))


class Form(forms.Form):
    besked = LongTextField(max_length=LIMIT, required=False)


def sent(text):
    """As the browser sends what stands in the textarea."""
    return Form({"besked": text.replace("\n", "\r\n")})


def counted(text):
    """As character-count.js and `maxlength` count it."""
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
