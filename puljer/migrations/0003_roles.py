from django.db import migrations

from rudersdal_frivillig.grundlag.roles import (
    ADMINISTRATOR,
    KOORDINATOR,
    OEKONOMIMEDARBEJDER,
    SAGSBEHANDLER,
    grant,
)

# All see their own pools alone, or every pool with `manage_alle_puljer`.
CASES = {
    "pulje": ["view"],
    "runde": ["view"],
    "skema": ["view"],
    "ansoegning": ["view", "change", "assist_ansoegning", "handle_ansoegning"],
    "ansoegningsversion": ["view"],
    "besked": ["view"],
    "bilag": ["view"],
    "journaldokument": ["view", "change", "file_journaldokument"],
}
FORM = {
    name: ["add", "change", "delete", "view"]
    for name in ("adgangskrav", "kriterium", "spoergsmaal")
}
SET_UP = {
    **FORM,
    "pulje": ["add", "change", "view", "approve_pulje"],
    "runde": ["add", "change", "delete", "view"],
}


def make_roles(apps, schema_editor):
    for group in (SAGSBEHANDLER, KOORDINATOR, ADMINISTRATOR):
        grant(apps, group, "puljer", CASES)
        grant(apps, group, "puljer", SET_UP)
    for group in (KOORDINATOR, ADMINISTRATOR):
        grant(apps, group, "puljer", {"pulje": ["manage_alle_puljer"]})
    grant(apps, OEKONOMIMEDARBEJDER, "puljer", {"pulje": ["view"], "runde": ["view"]})


class Migration(migrations.Migration):
    dependencies = [
        ("puljer", "0002_guards"),
        ("grundlag", "0005_roles"),
    ]

    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
