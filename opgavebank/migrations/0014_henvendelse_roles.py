from django.db import migrations

from rudersdal_frivillig.grundlag.roles import (
    ADMINISTRATOR,
    EKSTERN_REDAKTOER,
    FAGOMRAADEREDAKTOER,
    KOORDINATOR,
    LEDER,
    MEDARBEJDER,
    STEDFORTRAEDER,
    grant,
)

INBOX = [LEDER, STEDFORTRAEDER, MEDARBEJDER, FAGOMRAADEREDAKTOER, EKSTERN_REDAKTOER]


def make_roles(apps, schema_editor):
    for group in (*INBOX, KOORDINATOR, ADMINISTRATOR):
        grant(apps, group, "opgavebank", {"henvendelse": ["view", "change"]})


class Migration(migrations.Migration):
    dependencies = [
        ("opgavebank", "0013_henvendelse"),
        ("grundlag", "0020_arrangement"),
    ]

    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
