"""The municipality's fields of work and areas. Staff may change them afterwards."""

from django.db import migrations

FAGOMRAADER = [
    ("Børn 0-6 år", "boern-0-6-aar"),
    ("Skole, SFO og klub", "skole-sfo-og-klub"),
    ("Unge", "unge"),
    ("Ældre og sundhed", "aeldre-og-sundhed"),
    ("Handicap og psykiatri", "handicap-og-psykiatri"),
    ("Integration", "integration"),
    ("Kultur og bibliotek", "kultur-og-bibliotek"),
    ("Natur, klima og genbrug", "natur-klima-og-genbrug"),
    ("Idræt og fritid", "idraet-og-fritid"),
    ("Fællesskab og lokalsamfund", "faellesskab-og-lokalsamfund"),
]

# Middles in WGS84, roughly.
OMRAADER = [
    ("Birkerød", "birkeroed", 55.843, 12.429),
    ("Bistrup", "bistrup", 55.826, 12.443),
    ("Ravnsnæs og Høsterkøb", "ravnsnaes-og-hoesterkoeb", 55.861, 12.468),
    ("Holte", "holte", 55.816, 12.476),
    ("Søllerød og Øverød", "soelleroed-og-oeveroed", 55.822, 12.503),
    ("Gl. Holte", "gl-holte", 55.836, 12.497),
    ("Nærum", "naerum", 55.817, 12.534),
    ("Trørød", "troeroed", 55.841, 12.541),
    ("Vedbæk", "vedbaek", 55.853, 12.565),
    ("Skodsborg", "skodsborg", 55.825, 12.57),
    ("Hele kommunen", "hele-kommunen", None, None),
]


def make_lists(apps, schema_editor):
    Fagomraade = apps.get_model("grundlag", "Fagomraade")
    Omraade = apps.get_model("grundlag", "Omraade")
    for number, (navn, slug) in enumerate(FAGOMRAADER, 1):
        Fagomraade.objects.get_or_create(
            slug=slug, defaults={"navn": navn, "raekkefoelge": number}
        )
    for number, (navn, slug, breddegrad, laengdegrad) in enumerate(OMRAADER, 1):
        Omraade.objects.get_or_create(
            slug=slug,
            defaults={
                "navn": navn,
                "raekkefoelge": number,
                "breddegrad": breddegrad,
                "laengdegrad": laengdegrad,
            },
        )


class Migration(migrations.Migration):
    dependencies = [("grundlag", "0003_cache_table")]

    operations = [migrations.RunPython(make_lists, migrations.RunPython.noop)]
