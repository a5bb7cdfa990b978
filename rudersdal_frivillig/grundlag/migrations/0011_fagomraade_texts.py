"""What stands over the posts of a fagområde, to begin with."""

from django.db import migrations

TEXTS = {
    "boern-0-6-aar": (
        "Her hjælper du de mindste i vuggestuer, børnehaver og dagpleje. "
        "Du læser, leger, synger eller går med på tur, mens personalet har ansvaret."
    ),
    "skole-sfo-og-klub": (
        "Her hjælper du børn i skole, SFO og klub. "
        "Det kan være lektier, læsning, et spil skak eller et par ekstra hænder på en tur."
    ),
    "unge": (
        "Her er du med i de unges klubber og fællesskaber. "
        "Du kan give et godt råd, lave mad, spille musik eller bare lytte."
    ),
    "aeldre-og-sundhed": (
        "Her gør du en forskel for ældre på plejecentre, i aktivitetscentre og derhjemme. "
        "En snak, en gåtur eller en sang kan være nok."
    ),
    "handicap-og-psykiatri": (
        "Her er du sammen med mennesker, der har et handicap eller en psykisk sygdom. "
        "I deler en hobby, en tur eller en kop kaffe."
    ),
    "integration": (
        "Her hjælper du nye borgere med dansk, lektier og livet i Rudersdal. "
        "Du behøver ikke at kunne andre sprog."
    ),
    "kultur-og-bibliotek": (
        "Her er du med, når der sker noget på biblioteker, museer og kulturhuse. "
        "Du kan være vært, rundviser, oplæser eller tekniker."
    ),
    "natur-klima-og-genbrug": (
        "Her passer du på skove, strande og ting, der kan bruges igen. "
        "Tag arbejdstøj på, og kom ud sammen med andre."
    ),
    "idraet-og-fritid": (
        "Her får du andre op af stolen. "
        "Du kan hjælpe på et hold, gå ture med en gruppe eller starte noget nyt."
    ),
    "faellesskab-og-lokalsamfund": (
        "Her bringer du folk sammen. "
        "Det kan være fællesspisning, en café, en lokal fest eller en hånd til en nabo."
    ),
}


def describe(apps, schema_editor):
    """What no one has written yet."""
    empty = apps.get_model("grundlag", "Fagomraade").objects.filter(beskrivelse="")
    for slug, text in TEXTS.items():
        empty.filter(slug=slug).update(beskrivelse=text)


class Migration(migrations.Migration):
    dependencies = [("grundlag", "0010_fagomraade_beskrivelse")]

    operations = [migrations.RunPython(describe, migrations.RunPython.noop)]
