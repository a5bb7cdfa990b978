"""What stands on the page: numbers, sentences, charts and tables of one part."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.urls import reverse

from opgavebank.statistik.figurer import Figur, figurer
from opgavebank.statistik.tal import ENOUGH, PROMPT, Statistik, Tal, statistik, total
from opgavebank.statistik.udsnit import Udsnit
from opgavebank.statistik.words import (
    between,
    count,
    few,
    hverdage,
    month_name,
    several,
)
from rudersdal_frivillig.grundlag.models import Institution
from rudersdal_frivillig.grundlag.spreadsheets import Row

# So many places stand on the page; the file has the rest.
PLACES, SILENT = 20, 10
HEADS = [
    "Opslag vist",
    "Visninger",
    "Henvendelser",
    "Besvaret",
    "Aftaler",
    "Venter på svar",
]


@dataclass(frozen=True)
class Tabel:
    titel: str
    heads: list[str]
    rows: list[list[str]]
    note: str = ""


@dataclass
class Side:
    udsnit: Udsnit
    is_guarded: bool
    tal: Statistik = field(init=False)
    ialt: Tal = field(init=False)
    _per_place: dict[int, Tal] = field(init=False)

    def __post_init__(self) -> None:
        self.tal = statistik(self.udsnit.periode, self.udsnit.of)
        self._per_place = self.tal.per_place()
        self.ialt = total(self._per_place.values())

    @property
    def maaneder_i_ord(self) -> str:
        return between(self.udsnit.periode.first, self.udsnit.periode.last)

    @property
    def url_print(self) -> str:
        return _address("udskrift", self.udsnit)

    @property
    def url_csv(self) -> str:
        return _address("csv", self.udsnit)

    @property
    def noegletal(self) -> list[tuple[str, str]]:
        """Rows (what it counts, number)."""
        ialt = self.ialt
        return [
            ("Opslag vist", count(ialt.opslag)),
            ("Visninger, mindst", count(ialt.visninger)),
            ("Henvendelser", self._few(ialt.henvendelser)),
            ("Besvaret", self._few(ialt.besvaret)),
            ("Aftaler", self._few(ialt.aftalt)),
            ("Venter på svar nu", self._few(ialt.ubesvaret)),
        ]

    @property
    def saetninger(self) -> list[str]:
        ialt = self.ialt
        shown = (
            f"Borgerne kunne læse {count(ialt.opslag)} opslag fra "
            f"{several(len(self.tal.opslag), 'sted', 'steder')}. Opslagene blev vist "
            f"mindst {several(ialt.visninger, 'gang', 'gange')}."
        )
        if not ialt.henvendelser:
            return [shown, "Ingen har henvendt sig."]
        time = [*self._time_to_answer(), *self._waiting()]
        became = [self._became(), *self._first_time()]
        return [shown, self._came(), *time, *became]

    def _came(self) -> str:
        came = self._said(self.ialt.henvendelser, "henvendelse", "henvendelser")
        if self.ialt.besvaret == self.ialt.henvendelser:
            return f"Der kom {came}. Alle er besvaret."
        answered = self._few(self.ialt.besvaret) if self.ialt.besvaret else "ingen"
        return f"Der kom {came}. {answered.capitalize()} er besvaret."

    def _time_to_answer(self) -> Iterator[str]:
        typisk, andel = self.ialt.typisk, self.ialt.andel_til_tiden
        if typisk is not None:
            when = f"inden for {hverdage(typisk)}" if typisk else "samme dag"
            yield f"Halvdelen af dem, der har fået svar, fik det {when}."
        if andel is not None:
            yield f"{andel} procent blev besvaret inden for {PROMPT} hverdage."

    def _waiting(self) -> Iterator[str]:
        if waiting := self.ialt.ubesvaret:
            yield f"{self._few(waiting).capitalize()} venter på svar nu."

    def _became(self) -> str:
        if not self.ialt.aftalt:
            return "Det er ikke blevet til en aftale endnu."
        return f"Det er blevet til {self._said(self.ialt.aftalt, 'aftale', 'aftaler')}."

    def _first_time(self) -> Iterator[str]:
        """Always guarded, since it is what someone told of themselves."""
        asked, first = self.ialt.har_sagt, self.ialt.foerste_gang
        if asked >= ENOUGH:
            yield (
                "Vi spørger, om det er første gang, man er frivillig hos kommunen. "
                f"{few(first).capitalize()} af {count(asked)} har svaret ja."
            )

    @property
    def figurer(self) -> list[Figur]:
        return figurer(self.tal, is_guarded=self.is_guarded)

    @property
    def maaneder(self) -> Tabel:
        rows = [
            [month_name(month), *self._cells(tal)]
            for month, tal in self.tal.per_month().items()
        ]
        rows.append(["I alt", *self._cells(self.ialt)])
        return Tabel(
            "Måned for måned",
            ["Måned", *HEADS],
            rows,
            "Et opslag tæller i hver måned, det bliver vist, men kun én gang i alt.",
        )

    @property
    def institutioner(self) -> Tabel | None:
        """Place by place, where one has several."""
        names = self.udsnit.mine
        if self.is_guarded or len(self._per_place) < 2:
            return None
        most = sorted(
            self._per_place.items(),
            key=lambda one: (-one[1].henvendelser, -one[1].opslag, names[one[0]]),
        )
        rows = [
            [names[pk], *self._cells(tal), _typisk(tal)] for pk, tal in most[:PLACES]
        ]
        more = f"De {PLACES} med flest henvendelser. Alle er i CSV-filen."
        return Tabel(
            "Institution for institution",
            ["Institution", *HEADS, "Typisk svartid"],
            rows,
            more if len(most) > PLACES else "",
        )

    @property
    def fagomraader(self) -> Tabel:
        """One query. Coarse enough for everyone."""
        places = Institution.objects.order_by("fagomraade__raekkefoelge", "fagomraade")
        whole: dict[str, Tal] = {}
        for pk, navn in places.values_list("pk", "fagomraade__navn"):
            if pk in self._per_place:
                whole.setdefault(navn, Tal()).add(self._per_place[pk])
        rows = [[navn, *self._cells(tal)] for navn, tal in whole.items()]
        return Tabel("Fagområde for fagområde", ["Fagområde", *HEADS], rows)

    @property
    def uhoert(self) -> Tabel | None:
        """Places that showed posts and heard from no one, for who can help them."""
        if not self.udsnit.sees_all or self.is_guarded:
            return None
        silent = [
            (pk, tal)
            for pk, tal in self._per_place.items()
            if tal.opslag and not tal.henvendelser
        ]
        silent.sort(key=lambda one: (-one[1].opslag, -one[1].visninger))
        rows = [
            [self.udsnit.mine[pk], count(tal.opslag), count(tal.visninger)]
            for pk, tal in silent[:SILENT]
        ]
        more = f"De første {SILENT} af {count(len(silent))}. Resten er i CSV-filen."
        return Tabel(
            "Institutioner, som ingen har skrevet til",
            ["Institution", "Opslag vist", "Visninger"],
            rows,
            more if len(silent) > SILENT else "",
        )

    def file(self) -> Iterator[Row]:
        """A row for each place and month; for the whole alone, where it is guarded."""
        yield ["Institution", "Måned", *HEADS, f"Besvaret inden {PROMPT} hverdage"]
        if self.is_guarded:
            for month, tal in self.tal.per_month().items():
                prompt = self._few(tal.til_tiden)
                yield [self.udsnit.sted, f"{month:%Y-%m}", *self._cells(tal), prompt]
            return
        names = self.udsnit.mine
        rows = ((names[pk], month, tal) for (pk, month), tal in self.tal.celler.items())
        for navn, month, tal in sorted(rows, key=lambda row: row[:2]):
            yield [navn, f"{month:%Y-%m}", *_numbers(tal), tal.til_tiden]

    def _few(self, number: int) -> str:
        return few(number) if self.is_guarded else count(number)

    def _said(self, number: int, one: str, more: str) -> str:
        said = self._few(number)
        return f"{said} {one if said == '1' else more}"

    def _cells(self, tal: Tal) -> list[str]:
        opslag, visninger, *people = _numbers(tal)
        return [count(opslag), count(visninger), *map(self._few, people)]


def _numbers(tal: Tal) -> list[int]:
    people = [tal.henvendelser, tal.besvaret, tal.aftalt, tal.ubesvaret]
    return [tal.opslag, tal.visninger, *people]


def _typisk(tal: Tal) -> str:
    return "–" if tal.typisk is None else hverdage(tal.typisk)


def _address(page: str, udsnit: Udsnit) -> str:
    return f"{reverse(f'admin:opgavebank_statistik_{page}')}?{udsnit.query}"
