"""How hard a text is to read: LIX, by Björnsson. Newspapers lie around 45."""

import re

# Easy for most people.
READABLE = 35
_LONG_WORD = 6
_END = re.compile(r"[.:?!](?:\s|$)|·|\n")
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


def lix(text: str) -> int:
    """Words in a sentence, and how many in a hundred are long. 0 for no words."""
    words = _WORD.findall(text)
    if not words:
        return 0
    sentences = [part for part in _END.split(text) if _WORD.search(part)]
    long_words = sum(len(word) > _LONG_WORD for word in words)
    return round(len(words) / len(sentences) + 100 * long_words / len(words))
