"""Addresses in ASCII, with Danish letters written out."""

from django.utils.text import slugify

_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


def danish_slug(text: str) -> str:
    """Of “Læs højt”: laes-hoejt. Empty where no letter or digit is left."""
    return slugify(text.lower().translate(_LETTERS))
