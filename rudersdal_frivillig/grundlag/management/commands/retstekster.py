from pathlib import Path

from django.core.management.base import BaseCommand

from rudersdal_frivillig.grundlag import actions
from rudersdal_frivillig.grundlag.models import Retstekst

FOLDER = Path(__file__).parents[2] / "retstekster"


class Command(BaseCommand):
    help = "Load the drafts that ship with the portal, where a text is missing."

    def handle(self, **options):
        known = set(Retstekst.objects.values_list("noegle", flat=True))
        missing = [p for p in sorted(FOLDER.glob("*.md")) if p.stem not in known]
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
        return f"{len(missing)} drafts loaded."
