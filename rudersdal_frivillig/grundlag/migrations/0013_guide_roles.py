from django.db import migrations

from rudersdal_frivillig.grundlag.roles import (
    ADMINISTRATOR,
    KOORDINATOR,
    LEDER,
    MEDARBEJDER,
    STEDFORTRAEDER,
    grant,
)

WRITE = ["add", "change", "view"]
FILLS_IN = {"dialogskema": WRITE, "dialograekke": [*WRITE, "delete"]}
READS = {"dialogskema": ["view"], "dialograekke": ["view"]}
ABILITIES = {
    MEDARBEJDER: READS,
    STEDFORTRAEDER: FILLS_IN,
    LEDER: FILLS_IN,
    KOORDINATOR: {"guidesvar": WRITE, **READS},
    ADMINISTRATOR: {"guidesvar": WRITE, **READS},
}


def make_roles(apps, schema_editor):
    for group, abilities in ABILITIES.items():
        grant(apps, group, "grundlag", abilities)


class Migration(migrations.Migration):
    dependencies = [("grundlag", "0012_guide")]

    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
