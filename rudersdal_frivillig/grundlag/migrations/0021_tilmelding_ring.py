from django.db import migrations, models

from rudersdal_frivillig.grundlag.roles import (
    KOORDINATOR,
    LEDER,
    MEDARBEJDER,
    STEDFORTRAEDER,
    grant,
)

AT_A_PLACE = [MEDARBEJDER, STEDFORTRAEDER, LEDER, KOORDINATOR]
ABILITIES = {"arrangement": ["add", "change", "view"], "tilmelding": ["change", "view"]}


def make_roles(apps, schema_editor):
    for group in AT_A_PLACE:
        grant(apps, group, "grundlag", ABILITIES)


class Migration(migrations.Migration):
    dependencies = [("grundlag", "0020_arrangement")]

    operations = [
        migrations.AddField(
            "tilmelding",
            "skal_ringes_op",
            models.BooleanField(default=False, verbose_name="skal ringes op"),
        ),
        migrations.RunPython(make_roles, migrations.RunPython.noop),
    ]
