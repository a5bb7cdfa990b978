"""One page of an application: its form, its texts and where it stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse

from puljer import budget, mangler, trin
from puljer.forms import BilagForm, BudgetForm, OmJerForm, SvarForm
from puljer.models import Ansoegning
from puljer.skemaindhold import BILAG, BUDGET, OM_JER, SEND, Skemaindhold
from puljer.views.hvem import Hvem
from rudersdal_frivillig.grundlag.amounts import format_oere

_LEADS = {
    OM_JER: "Hvem er I, og hvem kan vi skrive til?",
    BUDGET: "Skriv, hvad det koster, og hvor pengene kommer fra. Vi lægger sammen.",
    BILAG: "Her kan I vedlægge det, der gør jeres idé tydeligere. Det er frivilligt.",
}
STEMMER = "Budgettet stemmer"
STEMMER_IKKE = "Budgettet er ikke færdigt"


@dataclass(frozen=True)
class Side:
    hvem: Hvem
    skema: Skemaindhold
    slug: str

    @property
    def ansoegning(self) -> Ansoegning:
        return self.hvem.ansoegning

    @cached_property
    def titel(self) -> str:
        return next(part.titel for part in self.skema.dele if part.slug == self.slug)

    def form(self, data: Any = None, files: Any = None) -> Any:
        if self.slug == OM_JER:
            return OmJerForm(
                self.ansoegning,
                self.skema,
                data,
                may_change_contacts=self.hvem.may_send,
            )
        if self.slug == BUDGET:
            return BudgetForm(self.ansoegning, self.skema, data)
        if self.slug == BILAG:
            return BilagForm(self.ansoegning, data, files)
        return SvarForm(self.ansoegning, self.skema, self.slug, data, files)

    def address(self, slug: str) -> str:
        name = "ansoegning_send" if slug == SEND else "ansoegning_part"
        args = [self.ansoegning.noegle, *([] if slug == SEND else [slug])]
        return reverse(f"puljer:{name}", args=args)

    def removes_file(self, data: Mapping[str, Any]) -> bool:
        return self.slug != BUDGET and any(key.endswith("-fjern") for key in data)

    def context(self, form: Any) -> dict[str, Any]:
        liste = trin.find(self.ansoegning, self.skema)
        here = liste.find(self.slug)
        before = liste.before(here) if here else None
        return {
            "hvem": self.hvem,
            "ansoegning": self.ansoegning,
            "runde": self.ansoegning.runde,
            "side": self,
            "form": form,
            "manchet": _LEADS.get(self.slug, ""),
            "steps": list(self._steps(liste)),
            "current": liste.trin.index(here) + 1 if here else 0,
            "total": len(liste.trin),
            "back": self.address(before.slug) if before else self._front(),
            "budget": {
                key.removeprefix("budget-"): text for key, text in self.texts().items()
            },
            "is_budget": self.slug == BUDGET,
        }

    def _front(self) -> str:
        return self.ansoegning.get_absolute_url()

    def _steps(self, liste: trin.Trinliste) -> Iterator[dict[str, str]]:
        """In `components/trin.html` each step has a link but those "ahead"."""
        for step in liste.trin:
            is_here = step.slug == self.slug
            is_filled = step.tilstand == trin.Tilstand.UDFYLDT
            yield {
                "title": step.titel,
                "url": self.address(step.slug),
                "state": "current" if is_here else "done" if is_filled else "open",
            }

    def texts(self) -> dict[str, str]:
        """Sums of the budget as it is saved, by the id of where they stand."""
        if self.slug != BUDGET:
            return {}
        ansoegning = self.ansoegning
        sums = budget.add_up(
            ansoegning.budgetlinjer.all(),
            timer=ansoegning.frivilligtimer,
            timesats_oere=self.skema.timesats_oere,
        )
        lacks = mangler.find(ansoegning, self.skema)
        faults = [lack.tekst for lack in lacks if lack.del_slug == BUDGET]
        return {
            "udgifter-sum": _kroner(sums.udgifter_oere),
            "indtaegter-sum": _kroner(sums.indtaegter_oere),
            "ansoegt": _kroner(sums.ansoegt_oere),
            "budget-titel": STEMMER_IKKE if faults else STEMMER,
            "budget-fejl": " ".join(faults),
            "budget-stemmer": "" if faults else self._asked(sums.ansoegt_oere),
        }

    def _asked(self, oere: int) -> str:
        most = _kroner(self.ansoegning.runde.hoejst_oere)
        return f"I søger om {_kroner(oere)} Puljen giver højst {most}"


def _kroner(oere: int) -> str:
    return f"{format_oere(oere)} kr."
