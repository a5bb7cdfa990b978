"""Amounts as Danes write them. Everywhere else an amount is an integer of øre.

A point with three digits after it parts thousands; a comma parts kroner from øre. A
point with one or two digits after it parts øre, too, as calculators and phones write
it. `1,234.50` and `1,234` are refused: who writes the first means 1234 by the second,
and a Dane means a little more than one krone by it. A guess would cost someone money.
"""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

MAX_OERE = 1_000_000_000_00

_UNIT_FIRST = re.compile(r"\A(?:kr\.?|dkk) ?")
# On phones the stroke of `1.234,-` becomes a dash.
_UNIT_LAST = re.compile(r"(?:,[-–—]{1,2})?(?: ?(?:kr\.?|kroner|dkk))?\Z")
_NEGATIVE = re.compile(r"[-−–] ?[0-9]")
_NUMBER = re.compile(
    r"(?P<kroner>[1-9][0-9]{0,2}(?P<between>[. ])[0-9]{3}(?:(?P=between)[0-9]{3})*"
    r"|[0-9]+)(?:(?P<mark>[,.])(?P<oere>[0-9]+))?"
)
_MOST_DIGITS = len(str(MAX_OERE // 100))

_UNREADABLE = "Skriv beløbet med tal, for eksempel 4.000 eller 1.234,50."
_BELOW_ZERO = "Beløbet kan ikke være mindre end 0 kr."
_TOO_FINE = "Skriv højst to cifre efter kommaet, for eksempel 1.234,50."
_TOO_MUCH = "Beløbet er for stort. Det kan højst være 1.000.000.000 kr."


def parse_oere(text: str) -> int:
    """Raises `ValidationError` for what is no amount, or could be two."""
    # Spaces of every width, such as in what was copied from a spreadsheet, are one.
    said = _UNIT_FIRST.sub("", " ".join(text.casefold().split()))
    if _NEGATIVE.match(said):
        raise ValidationError(_BELOW_ZERO)
    match = _NUMBER.fullmatch(_UNIT_LAST.sub("", said))
    if not match:
        raise ValidationError(_UNREADABLE)
    kroner, between, mark, oere = match.group("kroner", "between", "mark", "oere")
    if mark == "." and (between == "." or len(oere) > 2):
        raise ValidationError(_UNREADABLE)
    if oere and len(oere) > 2:
        raise ValidationError(_TOO_FINE)
    return _in_oere(re.sub("[. ]", "", kroner), (oere or "").ljust(2, "0"))


def _in_oere(kroner: str, oere: str) -> int:
    # Python refuses to read thousands of digits, so they are counted first.
    digits = kroner.lstrip("0")
    if len(digits) > _MOST_DIGITS or (amount := int(digits + oere)) > MAX_OERE:
        raise ValidationError(_TOO_MUCH)
    return amount


def format_oere(oere: int) -> str:
    """`1.234,50`, and whole kroner without øre: `4.000`."""
    kroner, rest = divmod(abs(oere), 100)
    thousands = f"{kroner:,}".replace(",", ".")
    return f"{'-' if oere < 0 else ''}{thousands}{f',{rest:02}' if rest else ''}"


class BeloebInput(forms.TextInput):
    """Drawn with `kr.` after it by templates/dkfds/field.html and rows.html."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        own = {"class": "form-input", "inputmode": "decimal", "autocomplete": "off"}
        super().__init__(own | (attrs or {}))


class BeloebField(forms.Field):
    """Gives øre, or `empty` if it is left empty and need not be given.

    What can be read is shown again as we write it, also when something else was wrong.
    """

    widget = BeloebInput

    def __init__(self, *, empty: int | None = None, **options: Any) -> None:
        self.empty = empty
        super().__init__(**options)

    def to_python(self, value: Any) -> int | None:
        # A disabled field is given its initial value, which is øre already.
        if isinstance(value, int):
            return value
        text = str(value or "").strip()
        if not text:
            return None if self.required else self.empty
        return parse_oere(text)

    def prepare_value(self, value: Any) -> Any:
        try:
            return "" if value is None else format_oere(self._as_oere(value))
        except ValidationError:
            return value

    def _as_oere(self, value: Any) -> int:
        return value if isinstance(value, int) else parse_oere(str(value))
