from django.db import migrations

from rudersdal_frivillig.grundlag.roles import (
    ADMINISTRATOR,
    ALL,
    KOORDINATOR,
    LEDER,
    MEDARBEJDER,
    STEDFORTRAEDER,
    UDVALGSSEKRETAER,
    grant,
)

WRITE = ["add", "change", "view"]
EVERYTHING = [*WRITE, "delete"]
ALLE = "manage_alle_institutioner"

ABILITIES = {
    MEDARBEJDER: {"institution": ["view"]},
    STEDFORTRAEDER: {
        "institution": ["view", "change"],
        "lukkedag": EVERYTHING,
        "bruger": ["view"],
        "institutionsrolle": ["view"],
    },
    LEDER: {
        "institution": ["view", "change"],
        "lukkedag": EVERYTHING,
        "bruger": WRITE,
        "institutionsrolle": ["view", "change"],
    },
    KOORDINATOR: {
        "institution": [ALLE, *EVERYTHING],
        "lukkedag": EVERYTHING,
        "fagomraade": ["view", "change"],
        "omraade": ["view", "change"],
        "bruger": WRITE,
        "institutionsrolle": ["view", "change"],
        "brev": ["view", "resend_brev"],
        "adgang": ["view", "revoke_adgang"],
        "retstekst": WRITE,
    },
    UDVALGSSEKRETAER: {"udvalg": WRITE, "udvalgsmedlemskab": WRITE},
    ADMINISTRATOR: {
        "institution": [ALLE, *EVERYTHING],
        "lukkedag": EVERYTHING,
        "fagomraade": EVERYTHING,
        "omraade": EVERYTHING,
        "bruger": WRITE,
        "institutionsrolle": ["view", "change"],
        "udvalg": EVERYTHING,
        "udvalgsmedlemskab": EVERYTHING,
        "brev": ["view", "resend_brev"],
        "adgang": ["view", "revoke_adgang"],
        "koersel": ["view"],
        "retstekst": [*WRITE, "approve_retstekst"],
    },
}


def make_roles(apps, schema_editor):
    for group in ALL:
        grant(apps, group, "grundlag", ABILITIES.get(group, {}))
    grant(apps, ADMINISTRATOR, "auth", {"group": ["view", "change"]})


class Migration(migrations.Migration):
    dependencies = [
        ("grundlag", "0004_lists"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
