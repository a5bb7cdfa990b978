from django.db import migrations

from rudersdal_frivillig.grundlag.roles import ADMINISTRATOR, KOORDINATOR, grant

EVERYTHING = ["add", "change", "view", "delete"]
ABILITIES = {
    KOORDINATOR: {"synonym": EVERYTHING, "forgaevessoegning": ["view"]},
    ADMINISTRATOR: {
        "synonym": EVERYTHING,
        "forgaevessoegning": ["view"],
        "postnummer": EVERYTHING,
    },
}


def make_roles(apps, schema_editor):
    for group, abilities in ABILITIES.items():
        grant(apps, group, "grundlag", abilities)


class Migration(migrations.Migration):
    dependencies = [("grundlag", "0008_search_lists")]

    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
