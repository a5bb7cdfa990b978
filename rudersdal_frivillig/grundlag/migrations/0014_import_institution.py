from django.db import migrations

from rudersdal_frivillig.grundlag.roles import ADMINISTRATOR, KOORDINATOR, grant
from rudersdal_frivillig.grundlag.sorting import DanishKey


def grant_import(apps, schema_editor):
    for group in (KOORDINATOR, ADMINISTRATOR):
        grant(apps, group, "grundlag", {"institution": ["import_institution"]})


class Migration(migrations.Migration):
    dependencies = [("grundlag", "0013_guide_roles")]

    operations = [
        migrations.AlterModelOptions(
            name="institution",
            options={
                "ordering": [DanishKey("navn"), "pk"],
                "permissions": [
                    ("manage_alle_institutioner", "Kan arbejde med alle institutioner"),
                    ("import_institution", "Kan importere institutioner"),
                ],
                "verbose_name": "institution",
                "verbose_name_plural": "institutioner",
            },
        ),
        migrations.RunPython(grant_import, migrations.RunPython.noop),
    ]
