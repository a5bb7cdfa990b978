"""The texts that ship with the portal, to begin from: legal drafts and the guide."""

from collections.abc import Iterator
from pathlib import Path

from rudersdal_frivillig.grundlag import actions
from rudersdal_frivillig.grundlag.models import Emne, GuideSvar, Laeser, Retstekst

FOLDER = Path(__file__).parent / "retstekster"
GUIDE = Path(__file__).parent / "guide_svar"


def _read(folder: Path, known: set[str]) -> Iterator[tuple[str, dict[str, str], str]]:
    """(name, head, text) of each file whose name is not `known`."""
    for path in sorted(folder.glob("*.md")):
        if path.stem not in known:
            head, _, text = path.read_text().partition("\n\n")
            facts = dict(line.split(": ", 1) for line in head.splitlines())
            yield path.stem, facts, text.strip()


def load_missing() -> int:
    """Load each legal text of which no version exists, and return how many."""
    known = set(Retstekst.objects.values_list("noegle", flat=True))
    missing = list(_read(FOLDER, known))
    for noegle, facts, tekst in missing:
        retstekst = Retstekst(
            noegle=noegle,
            titel=facts["titel"],
            kilde=facts["kilde"],
            skal_godkendes=facts["skal_godkendes"] == "ja",
            tekst=tekst,
        )
        actions.revise(retstekst, by=None)
    return len(missing)


def load_missing_guide() -> int:
    """Load each answer of the guide whose address no answer has, and return how many.

    What staff have changed or taken out of use stays as they left it.
    """
    known = set(GuideSvar.objects.values_list("slug", flat=True))
    missing = [_svar(*found) for found in _read(GUIDE, known)]
    for svar in missing:
        svar.full_clean()
        svar.save()
    return len(missing)


def _svar(slug: str, facts: dict[str, str], svar: str) -> GuideSvar:
    emner = {emne.label: emne for emne in Emne}
    return GuideSvar(
        slug=slug,
        spoergsmaal=facts["spoergsmaal"],
        emne=emner[facts["emne"]],
        raekkefoelge=int(facts["raekkefoelge"]),
        maalgrupper=[Laeser(word) for word in facts["for"].split(", ")],
        retstekst=facts.get("retstekst", ""),
        svar=svar,
    )
