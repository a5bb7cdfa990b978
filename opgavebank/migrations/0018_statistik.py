from django.db import migrations

from rudersdal_frivillig.grundlag.roles import (
    ADMINISTRATOR,
    KOORDINATOR,
    LEDER,
    STEDFORTRAEDER,
    UDVALGSSEKRETAER,
    grant,
)

READERS = [LEDER, STEDFORTRAEDER, KOORDINATOR, ADMINISTRATOR, UDVALGSSEKRETAER]


def make_roles(apps, schema_editor):
    for group in READERS:
        grant(apps, group, "opgavebank", {"visningstal": ["view_statistik"]})


class Migration(migrations.Migration):
    dependencies = [("opgavebank", "0017_henvendelse_videresendt")]

    operations = [
        migrations.AlterModelOptions(
            name="visningstal",
            options={
                "permissions": [("view_statistik", "Kan se statistik")],
                "verbose_name": "visningstal",
                "verbose_name_plural": "visningstal",
            },
        ),
        migrations.RunPython(make_roles, migrations.RunPython.noop),
    ]
