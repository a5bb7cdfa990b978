"""What differs between two frozen versions of a pool, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from puljer.choices import Spoergsmaalsslags
from puljer.models import Pulje
from puljer.skemaindhold import FACTS, Felt, Skemaindhold
from rudersdal_frivillig.grundlag import log, readable

# From here on, or over several lines, a text is compared word by word.
LONG = 60


@dataclass(frozen=True)
class Forskel:
    """`what` is a sentence, or the texts say it; long ones have `difference`."""

    label: str
    what: str = ""
    before: str = ""
    after: str = ""
    difference: tuple[tuple[str, str], ...] = ()


def compare(before: Skemaindhold, after: Skemaindhold) -> list[Forskel]:
    return [
        *_texts(_facts(before), _facts(after)),
        *_texts(dict(before.afsnit), dict(after.afsnit)),
        *_rows("“Kan I søge?”", _krav(before), _krav(after)),
        *_rows("Kriteriet", _kriterier(before), _kriterier(after)),
        *_rows("Spørgsmålet", _felter(before), _felter(after)),
    ]


def _facts(skema: Skemaindhold) -> dict[str, str]:
    fields = {name: Pulje._meta.get_field(name) for name in FACTS}
    return {
        _capital(str(getattr(field, "verbose_name", name))): readable.as_read(
            readable.field_of(Pulje, name), log.as_text(getattr(skema, name))
        )
        for name, field in fields.items()
    }


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


# A row by its key: what it is called, and its texts by what they are.
type _Rows = dict[str, tuple[str, dict[str, str]]]


def _krav(skema: Skemaindhold) -> _Rows:
    return {
        krav.spoergsmaal: (
            krav.spoergsmaal,
            {
                "svaret skal være": "ja" if krav.skal_vaere_ja else "nej",
                "regel": krav.regel,
                "et andet sted at gå hen": krav.andet_sted,
            },
        )
        for krav in skema.krav
    }


def _kriterier(skema: Skemaindhold) -> _Rows:
    return {
        kriterium.titel: (
            kriterium.titel,
            {
                "beskrivelse": kriterium.beskrivelse,
                "vægt": str(kriterium.vaegt),
                "trin 0 til 3": "\n".join(kriterium.ankre),
            },
        )
        for kriterium in skema.kriterier
    }


def _felter(skema: Skemaindhold) -> _Rows:
    return {felt.noegle: (felt.tekst, _felt(skema, felt)) for felt in skema.felter}


def _felt(skema: Skemaindhold, felt: Felt) -> dict[str, str]:
    return {
        "ordlyd": felt.tekst,
        "afsnit": felt.afsnit,
        "slags": Spoergsmaalsslags(felt.slags).label,
        "hjælp": felt.hjaelp,
        "skal besvares": "ja" if felt.skal_besvares else "nej",
        "højst så mange ord": str(felt.mest_ord or ""),
        "valgmuligheder": "\n".join(felt.valg),
        "bruges til": felt.formaal,
        "vises": skema.condition(felt),
    }


def _rows(kind: str, before: _Rows, after: _Rows) -> Iterator[Forskel]:
    for key, (name, texts) in after.items():
        label = f"{kind} “{name}”"
        if key not in before:
            yield Forskel(label, "Er nyt.")
            continue
        changed = list(_texts(before[key][1], texts))
        yield from (
            Forskel(f"{label}: {f.label}", "", f.before, f.after, f.difference)
            for f in changed
        )
    for key, (name, _) in before.items():
        if key not in after:
            yield Forskel(f"{kind} “{name}”", "Er fjernet.")
    if [k for k in before if k in after] != [k for k in after if k in before]:
        yield Forskel(kind, "Rækkefølgen er en anden.")


def _texts(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Forskel]:
    for label in dict.fromkeys([*before, *after]):
        old, new = before.get(label, ""), after.get(label, "")
        if old == new:
            continue
        is_long = max(len(old), len(new)) > LONG or "\n" in old + new
        pieces = readable.difference(old, new) if old and new and is_long else []
        yield Forskel(label, "", old, new, tuple(pieces))
