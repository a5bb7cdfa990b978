"""The form of an opslag: what citizens read first, then how, when, where and for whom.

What most posts do without is folded away.
"""

from rudersdal_frivillig.grundlag.guide import links

FOLDED = ["collapse"]

FIELDSETS = [
    (None, {"fields": ["status", "institution", "slags", "titel", "resume"]}),
    (
        "Opgaven",
        {
            "description": links(
                "Frivillige supplerer personalet. Skriv, hvem der gør hvad.",
                ("kerneopgave", "personalets arbejde og frivilliges"),
                ("dialogskema", "aftal, hvad frivillige må"),
                ("et-godt-opslag", "et opslag, som nogen svarer på"),
            ),
            "fields": [
                "det_goer_du",
                "det_goer_personalet",
                "saadan_foregaar_det",
                "det_faar_du",
            ],
        },
    ),
    (
        "Tid",
        {
            "fields": [
                "form",
                ("varighed_min", "hyppighed"),
                "tidspunkter",
                "tidspunkt_note",
                ("starter", "slutter"),
            ]
        },
    ),
    (
        "Mere om tid",
        {"classes": FOLDED, "fields": ["omfang_note", ("fra_maaned", "til_maaned")]},
    ),
    ("Sted", {"fields": ["sted", "sted_note"]}),
    (
        "Mere om sted",
        {"classes": FOLDED, "fields": ["omraade", "tilgaengelighed_note"]},
    ),
    ("Hvem", {"fields": ["maalgrupper", "egnet_for", "pladser"]}),
    (
        "Mere om, hvem I søger",
        {
            "classes": FOLDED,
            "fields": [
                ("kompetencer", "erfaring_kraeves"),
                ("dansk_niveau", "andre_sprog"),
                "fagomraade",
            ],
        },
    ),
    (
        "Godt at vide",
        {
            "description": links(
                "Ud fra svarene viser vi de rigtige regler på opslaget.",
                ("boerneattest", "børneattest"),
                ("eget-hjem", "hjemme hos en borger"),
                ("forsikring", "forsikring"),
                ("dagpenge", "dagpenge"),
                ("tal-med-personalet", "tal med personalet"),
            ),
            "fields": [
                ("arrangoer", "forening_navn"),
                "boern_under_15",
                "fast_tilknytning",
                "i_eget_hjem",
                "ligner_loenarbejde",
                "droeftet",
                "supplerer_personalet",
            ],
        },
    ),
    (
        "Kontakt",
        {
            "description": links(
                "Borgerne ser kontakten, ikke stedfortræderen.",
                ("hvem-holder-styr", "hvem holder styr på de frivillige"),
            ),
            "fields": [
                "kontakt_funktion",
                ("kontakt_telefon", "kontakt_email"),
                "stedfortraeder_funktion",
                ("stedfortraeder_telefon", "stedfortraeder_email"),
            ],
        },
    ),
    ("Billede", {"fields": ["nyt_billede", "billede_alt", "fjern_billede"]}),
    ("Visning", {"fields": ["vises_til", "offentliggjort_den"]}),
    ("Mere om visning", {"classes": FOLDED, "fields": ["soegeord", "ekstern_url"]}),
]
