"""What people had better not write to us: CPR numbers, and how their health is.

A hint, not a proof: a number may look like one, and health has more words than these.
"""

import re
from calendar import monthrange

# Six and four digits, together or apart as people write them.
_CPR = re.compile(
    r"(?<![0-9+])([0-9]{2})[ .]?([0-9]{2})[ .]?([0-9]{2})"
    r" ?[-–.]? ?[0-9]{4}(?![0-9])"
)
# The day of a number given to who has none of their own.
_ADMINISTRATIVE = 60

_HEALTH = """
adhd alkoholiker angst autis bipolar cancer demens depressi diabetes diagnos epileps
hiv kræft misbrug parkinson psykisk psykose ptsd selvmord skizofren sklerose
sygdom sygemeldt kemo operation medicin førtidspension
"""
_OWN = r"\b(?:jeg|min|mit|mine|mig)\b"
# In a sentence about oneself: who likes to visit people with dementia says so, too.
_ABOUT_ONESELF = re.compile(
    rf"{_OWN}[^.!?\n]{{0,80}}?\b((?:{'|'.join(_HEALTH.split())})\w*)", re.IGNORECASE
)


def has_cpr(text: str) -> bool:
    """Whether there is a number in `text` that could be someone's CPR number."""
    return any(_is_date(*map(int, found.groups())) for found in _CPR.finditer(text))


def _is_date(day: int, month: int, year: int) -> bool:
    """In one century or another: 29 February was in 2000, not in 1900."""
    if day > _ADMINISTRATIVE:
        day -= _ADMINISTRATIVE
    if not 1 <= month <= 12:
        return False
    return (
        1
        <= day
        <= max(monthrange(1900 + year, month)[1], monthrange(2000 + year, month)[1])
    )


def health_words(text: str) -> list[str]:
    """Words about health that `text` uses of the one who writes it."""
    return [found.group(1) for found in _ABOUT_ONESELF.finditer(text)]
