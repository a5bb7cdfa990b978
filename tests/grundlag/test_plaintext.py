import re
import unicodedata

import pytest
from django.core.exceptions import ValidationError
from hypothesis import example, given
from hypothesis import strategies as st

from rudersdal_frivillig.grundlag.plaintext import (
    PlainLinesField,
    PlainTextField,
    plain,
    plain_lines,
)

BOTH = pytest.mark.parametrize("make", [plain, plain_lines])
PIECES = [*"•·–-*\uf0b7“’\xa0\xad\u200b\u200d\r\n\t <>!aæ7å", "- ", "<!--", "-->"]
PIECES += ["<o:p>", "</o:p>", "<![endif]>", "a\u030a", "👩\u200d👧", "\r\n", "\n\n\n"]
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=3)).map("".join)

FROM_WORD = (
    "<!--StartFragment--><p class=MsoNormal style='mso-list:l0'>•\tLæs “højt”</p>\r\n"
    "\uf0b7\xa0\xa0Drik kaffe<o:p></o:p>\r\n"
    "·  Gå en tur i ha\xadven\u200b<!--EndFragment-->"
)


@pytest.mark.parametrize(
    ("pasted", "text"),
    [
        ("“Godt gået”, sagde „hun’s‟", '"Godt gået", sagde "hun\'s"'),
        ("kl.\xa014\u2009–\u200916", "kl. 14 – 16"),
        ("ha\xadve\u200bgang\ufeff", "havegang"),
        ("En\r\nto\x0btre\u2028fire", "En\nto\ntre\nfire"),
        ("En  \n\n\n\nto", "En\n\nto"),
        ("Tag med:\n•\tkaffe\n· kage\n– te", "Tag med:\n- kaffe\n- kage\n- te"),
        ("<!--[if gte mso 9]><xml>w</xml><![endif]-->Hej<o:p></o:p>", "Hej"),
        ("<style>p.MsoNormal {mso-style: x}</style>Hej", "Hej"),
        ("a\u030ar", "år"),
        ("Vi er <3 og 5 > 4", "Vi er <3 og 5 > 4"),
        ("Skriv <!-- uden slut", "Skriv <!-- uden slut"),
        ("👩\u200d👧 og \u200dto", "👩\u200d👧 og to"),
    ],
)
def test_pasted_text_is_made_plain(pasted, text):
    assert plain(pasted) == text


@pytest.mark.parametrize(
    ("pasted", "text"),
    [
        ("•\tLæs højt\r\n\r\n•\tGå en tur", "Læs højt\nGå en tur"),
        ("• Læs højt • Gå en tur", "Læs højt\nGå en tur"),
        ("\uf0b7\xa0Læs højt\n- Gå en tur", "Læs højt\nGå en tur"),
        ("Mandag · tirsdag\n-5 grader", "Mandag · tirsdag\n-5 grader"),
    ],
)
def test_bullets_become_lines(pasted, text):
    assert plain_lines(pasted) == text


def test_a_whole_fragment_from_word_becomes_three_lines():
    assert plain_lines(FROM_WORD) == 'Læs "højt"\nDrik kaffe\nGå en tur i haven'


def test_a_list_in_a_list_stays_one():
    assert plain("- frugt\n  - æble") == "- frugt\n  - æble"


@BOTH
@given(text=texts)
@example(text="<!<!---->---->")
@example(text="- - •\n-")
def test_what_is_plain_stays_so(make, text):
    assert make(make(text)) == make(text)


def letters(text):
    return [c for c in unicodedata.normalize("NFC", text) if c.isalnum()]


@BOTH
@given(text=texts.filter(lambda text: not re.search(r"<[!?/a-z]", text, re.I)))
def test_no_letter_or_digit_is_lost(make, text):
    assert letters(make(text)) == letters(text)


@pytest.mark.parametrize("field", [PlainTextField(), PlainLinesField()])
def test_field_does_not_take_a_text_for_changed_that_was_only_made_plain(field):
    assert not field.has_changed("“Læs”\n• gå", "“Læs”\r\n• gå")
    assert field.has_changed("“Læs”", "“Løs”")


def test_field_counts_the_plain_text_against_its_limit():
    field = PlainTextField(max_length=3)

    assert field.clean("a\xad\r\nb") == "a\nb"
    with pytest.raises(ValidationError):
        field.clean("\u200b" * 9 + "abcd")
    with pytest.raises(ValidationError):
        field.clean("\u200b\xa0")
