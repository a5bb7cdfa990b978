"""A text of several lines with a limit, counted as the browser counts it.

static/js/count.js says what is left, of letters or of words, by the same rules.
"""

from typing import Any

from django import forms
from django.core.validators import BaseValidator


class LongTextField(forms.CharField):
    """A line break is one character, as in the textarea's own limit and the counter.

    Browsers send it as two, so that a text which just fits would be refused.
    """

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")


def count_words(text: str) -> int:
    """As people count: what stands between spaces, but not a dash alone."""
    return sum(any(map(str.isalnum, word)) for word in text.split())


class MaxOrdValidator(BaseValidator):
    message = "Højst %(limit_value)s ord, I har skrevet %(show_value)s."
    code = "max_ord"

    def compare(self, a: int, b: int) -> bool:
        return a > b

    def clean(self, x: str) -> int:
        return count_words(x)


class OrdField(LongTextField):
    """At most `max_ord` words."""

    def __init__(self, *, max_ord: int, **options: Any) -> None:
        super().__init__(**options)
        self.max_ord = max_ord
        self.validators.append(MaxOrdValidator(max_ord))
