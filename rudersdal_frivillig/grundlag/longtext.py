"""A text of several lines with a limit, counted as the browser counts it."""

from typing import Any

from django import forms


class LongTextField(forms.CharField):
    """A line break is one character, as in the textarea's own limit and the counter.

    Browsers send it as two, so that a text which just fits would be refused.
    """

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")
