"""What an uploaded document is, judged by its content and by nothing else.

What is not taken raises `ValidationError` with a sentence that says what is wrong and
what to do instead.
"""

from typing import NamedTuple


class Kind(NamedTuple):
    # What its file's name ends in, with the dot.
    ending: str
    indholdstype: str


# How much is read at a time, however large the file is.
CHUNK = 64 * 1024
