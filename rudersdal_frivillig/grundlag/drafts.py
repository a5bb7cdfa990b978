"""The legal texts that ship with the portal, as drafts to begin from."""

from pathlib import Path

from rudersdal_frivillig.grundlag import actions
from rudersdal_frivillig.grundlag.models import Retstekst

FOLDER = Path(__file__).parent / "retstekster"


def load_missing() -> int:
    """Load each text of which no version exists, and return how many that was."""
    known = set(Retstekst.objects.values_list("noegle", flat=True))
    missing = [path for path in sorted(FOLDER.glob("*.md")) if path.stem not in known]
    for path in missing:
        head, _, tekst = path.read_text().partition("\n\n")
        facts = dict(line.split(": ", 1) for line in head.splitlines())
        retstekst = Retstekst(
            noegle=path.stem,
            titel=facts["titel"],
            kilde=facts["kilde"],
            skal_godkendes=facts["skal_godkendes"] == "ja",
            tekst=tekst,
        )
        actions.revise(retstekst, by=None)
    return len(missing)
