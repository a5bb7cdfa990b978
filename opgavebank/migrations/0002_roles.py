from django.db import migrations

from rudersdal_frivillig.grundlag.roles import (
    ADMINISTRATOR,
    KOORDINATOR,
    LEDER,
    MEDARBEJDER,
    STEDFORTRAEDER,
    grant,
)

ABILITIES = {"opslag": ["add", "change", "view", "delete", "publish_opslag"]}


def make_roles(apps, schema_editor):
    for group in (MEDARBEJDER, STEDFORTRAEDER, LEDER, KOORDINATOR, ADMINISTRATOR):
        grant(apps, group, "opgavebank", ABILITIES)


class Migration(migrations.Migration):
    dependencies = [("opgavebank", "0001_initial"), ("grundlag", "0005_roles")]

    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
