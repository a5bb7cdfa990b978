"""Text that a spreadsheet would run as a formula gets an apostrophe in front.

Only in CSV, where a cell has no type. OWASP, CSV Injection.
"""

import re

# Also as full-width letters, behind white space, and where an apostrophe stands
# already, so that `unguard` gives back what it was.
_DANGEROUS = re.compile(r"'*(?:[\t\r\n]|\s*[=+\-@＝＋－＠])")
# A number or a telephone number: a sign, then nothing that calculates.
_HARMLESS = re.compile(r"[+-][0-9][0-9 .,]*")


def guard(text: str) -> str:
    if _DANGEROUS.match(text) and not _HARMLESS.fullmatch(text):
        return f"'{text}"
    return text


def unguard(text: str) -> str:
    """What `guard` was given."""
    if text[:1] == "'" and guard(text[1:]) == text:
        return text[1:]
    return text
