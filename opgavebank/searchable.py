"""The columns of an opslag that search reads. See `grundlag.search`."""

from django.contrib.postgres.search import SearchVectorField
from django.db import models

from rudersdal_frivillig.grundlag.compounds import OrdledField
from rudersdal_frivillig.grundlag.folding import Folded, StoredField, joined, vector

# What ranks, and what matches: columns by the weight of a word in them.
HEAD = {
    "A": ["titel"],
    "B": ["soegeord", "kompetencer", "institution_navn"],
    "C": ["ordled"],
    "D": ["resume"],
}
WHOLE = {
    "A": ["titel"],
    "B": ["soegeord", "kompetencer", "institution_navn"],
    "C": ["ordled", "resume"],
    "D": [
        "saadan_foregaar_det",
        "det_goer_du",
        "det_faar_du",
        "omfang_note",
        "tidspunkt_note",
        "sted_note",
        "stednavne",
    ],
}


class SoegbartOpslag(models.Model):
    # Names of others, copied by triggers: the institution with its slags, the område
    # and fagområde.
    institution_navn = models.TextField(default="", editable=False)
    stednavne = models.TextField(default="", editable=False)
    # What follows from the post itself.
    ordled = OrdledField(of=["titel", "soegeord", "kompetencer", "resume"])
    soegehoved = StoredField(
        expression=vector(**HEAD), output_field=SearchVectorField()
    )
    soegeindeks = StoredField(
        expression=vector(**WHOLE), output_field=SearchVectorField()
    )
    soegetekst = StoredField(
        expression=Folded(joined(["titel", "soegeord", "institution_navn"])),
        output_field=models.TextField(),
    )

    class Meta:
        abstract = True

    @property
    def public_text(self) -> str:
        """All that search finds the post by, for the vocabulary."""
        names = [name for names in WHOLE.values() for name in names if name != "ordled"]
        return " ".join(getattr(self, name) for name in names)
