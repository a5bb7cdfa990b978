from django.db import migrations

from rudersdal_frivillig.grundlag.roles import ADMINISTRATOR, KOORDINATOR, grant


def make_roles(apps, schema_editor):
    for group in (KOORDINATOR, ADMINISTRATOR):
        grant(apps, group, "opgavebank", {"opslag": ["approve_opslag"]})


class Migration(migrations.Migration):
    dependencies = [("opgavebank", "0009_opslag_life"), ("grundlag", "0005_roles")]

    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
