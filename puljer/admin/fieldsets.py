"""The form of a pool, under the headings of its public page and in their order."""

from puljer.models.pulje import AFSNIT

_WITH_THE_HEADING = {
    "hvem_kan_soege": ["ansoegertyper", "hvem_kan_soege"],
    "rammer_og_vilkaar": ["rammer_og_vilkaar", "vilkaar", "timesats_oere"],
    "saadan_soeger_i": [
        "saadan_soeger_i",
        "udfyldes_paa_minutter",
        "skal_have_bilag",
        "aabne_opslag",
    ],
}
_FRISTER = (
    "Ansøgningsfrist og svarfrist",
    {
        "description": "Datoer og beløb hører til runderne.",
        "fields": [("svar_hverdage", "efter_frist_dage")],
    },
)


def _afsnit():
    for name, title in AFSNIT.items():
        if name == "udbetaling":
            yield _FRISTER
        yield title, {"fields": _WITH_THE_HEADING.get(name, [name])}


FIELDSETS = [
    ("Puljen", {"fields": ["navn", "slug", "manchet", "stoetteform"]}),
    *_afsnit(),
    (
        "Hvem kan man spørge",
        {"fields": ["kontakt_funktion", ("kontakt_telefon", "kontakt_email")]},
    ),
    (
        "Afgørelse og sag",
        {
            "fields": [
                "hjemmel",
                "kompetent_organ",
                "klageinstans",
                ("kle_nummer", "sagsnummer", "opbevaring_aar"),
            ]
        },
    ),
    (
        "Hvem behandler puljen",
        {
            "description": "De ser puljens ansøgninger og får besked om dem.",
            "fields": ["sagsbehandlere"],
        },
    ),
]
