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

EVERYTHING = ["add", "change", "view", "delete"]
INDSATS = {"frivilligindsats": EVERYTHING}
OPSLAG = {"opslag": [*EVERYTHING, "publish_opslag"]}


def make_roles(apps, schema_editor):
    for group in (MEDARBEJDER, STEDFORTRAEDER, LEDER, KOORDINATOR, ADMINISTRATOR):
        grant(apps, group, "opgavebank", INDSATS)
    for group in (FAGOMRAADEREDAKTOER, EKSTERN_REDAKTOER):
        grant(apps, group, "opgavebank", OPSLAG)


class Migration(migrations.Migration):
    dependencies = [
        ("opgavebank", "0007_frivilligindsats"),
        ("grundlag", "0017_redaktoer_rights"),
    ]

    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
