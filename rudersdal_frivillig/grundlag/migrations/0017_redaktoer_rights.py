from django.db import migrations

from rudersdal_frivillig.grundlag.roles import ADMINISTRATOR, KOORDINATOR, grant


def make_roles(apps, schema_editor):
    for group in (KOORDINATOR, ADMINISTRATOR):
        grant(apps, group, "grundlag", {"redaktoerrolle": ["view", "change"]})


class Migration(migrations.Migration):
    dependencies = [("grundlag", "0016_viser_frivilligoverblik")]

    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
