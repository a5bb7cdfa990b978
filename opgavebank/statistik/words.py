"""Numbers and months as the statistics say them."""

from datetime import date

from django.utils.formats import date_format, number_format

# Fewer than these might be told from each other.
FEW = 3


def count(number: int) -> str:
    """With a dot at the thousands."""
    return str(number_format(number, force_grouping=True))


def few(number: int) -> str:
    return f"under {FEW}" if 0 < number < FEW else count(number)


def several(number: int, one: str, more: str) -> str:
    return f"{count(number)} {one if number == 1 else more}"


def hverdage(number: int) -> str:
    return several(number, "hverdag", "hverdage") if number else "samme dag"


def month_name(month: date) -> str:
    return date_format(month, "F Y").capitalize()


def between(first: date, last: date) -> str:
    """As in “december 2025 til november 2026”."""
    said = [date_format(month, "F Y") for month in (first, last)]
    return " til ".join(dict.fromkeys(said))
