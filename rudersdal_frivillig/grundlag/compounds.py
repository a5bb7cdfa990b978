"""Compound words and their parts: of `lektiehjaelp`, `lektie` and `hjaelp`."""

import json
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from django.db.models import Model, TextField

from rudersdal_frivillig.grundlag.folding import fold, words

SHORTEST = 6
# What a compound's last part may end in, folded.
_ENDINGS = frozenset(
    ["", "s", "e", "er", "en", "et", "erne", "ene", "ens", "ets", "rne", "r", "n", "ne"]
)
_TWO_LETTERS = frozenset(["it", "by", "bo"])


@cache
def _lists() -> tuple[frozenset[str], frozenset[str]]:
    """Parts that words are made of, and words that mean more than their parts."""
    lists = json.loads((Path(__file__).parent / "ordled.json").read_text())
    return (
        frozenset(fold(word) for word in lists["led"]),
        frozenset(fold(word) for word in lists["hele"]),
    )


@lru_cache(50_000)
def parts(word: str) -> tuple[str, ...]:
    """Of a folded word. Empty unless the whole of it is made of parts we know.

    Parts may be joined by an s or an e, and the last may be inflected.
    """
    led, hele = _lists()
    if len(word) < SHORTEST or _is_whole(word, hele):
        return ()
    found = _split(word, 0, led, set())
    return tuple(found) if found and len(found) > 1 else ()


def _is_whole(word: str, hele: frozenset[str]) -> bool:
    return any(word.removesuffix(ending) in hele for ending in _ENDINGS)


def _split(
    word: str, start: int, led: frozenset[str], dead: set[int]
) -> list[str] | None:
    """The longest parts first, back one step where that leads nowhere.

    `dead` are starts from which nothing leads on; without them it takes time without
    end, since a word can be cut in very many ways.
    """
    if start in dead:
        return None
    for end in range(len(word), start + 1, -1):
        part, rest = word[start:end], word[end:]
        if part not in led or (len(part) == 2 and part not in _TWO_LETTERS):
            continue
        if rest in _ENDINGS:
            return [part]
        for after in (end, end + 1) if rest[0] in "se" else (end,):
            if more := _split(word, after, led, dead):
                return [part, *more]
    dead.add(start)
    return None


def parts_of(text: str) -> str:
    """Every part of every compound in `text`, once each, folded."""
    found = dict.fromkeys(part for word in words(text) for part in parts(fold(word)))
    return " ".join(found)


class OrdledField(TextField):
    """The parts of the compounds in other fields, worked out whenever one saves."""

    def __init__(self, *, of: list[str] | None = None, **options: Any) -> None:
        self.of = of or []
        options |= {"editable": False, "default": "", "blank": True}
        super().__init__(**options)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        for implied in ("editable", "default", "blank"):
            kwargs.pop(implied, None)
        return name, path, args, kwargs | {"of": self.of}

    def pre_save(self, model_instance: Model, add: bool) -> str:
        value = parts_of(" ".join(getattr(model_instance, name) for name in self.of))
        setattr(model_instance, self.attname, value)
        return value
