"""What the demo holds, read from the files beside this one."""

import json
from pathlib import Path
from typing import Any

from rudersdal_frivillig.grundlag import roles

FOLDER = Path(__file__).parent

# Anyone may know it: the demo refuses to start where there is anything but itself.
PASSWORD = "rudersdal-demo"
PHONE = "46 11 00 00"

# (e-mail, navn, funktion, group, institution or fagområde or None)
BRUGERE = [
    (
        "leder@demo.example",
        "Leder af plejecenteret",
        "Leder",
        roles.LEDER,
        "Plejecenter Sjælsø",
    ),
    (
        "boernehus@demo.example",
        "Leder af børnehuset",
        "Pædagogisk leder",
        roles.LEDER,
        "Børnehuset Ellesletten",
    ),
    (
        "redaktoer@demo.example",
        "Redaktør for kulturen",
        "Kulturkonsulent",
        roles.FAGOMRAADEREDAKTOER,
        "Kultur og bibliotek",
    ),
    (
        "frivilligcenter@demo.example",
        "Redaktør på frivilligcenteret",
        "Konsulent",
        roles.EKSTERN_REDAKTOER,
        "Frivilligcenter Rudersdal",
    ),
    (
        "koordinator@demo.example",
        "Frivilligkoordinator",
        "Frivilligkoordinator",
        roles.KOORDINATOR,
        None,
    ),
    (
        "sagsbehandler@demo.example",
        "Sagsbehandler for puljerne",
        "Puljekonsulent",
        roles.SAGSBEHANDLER,
        None,
    ),
    (
        "puljeleder@demo.example",
        "Leder for puljerne",
        "Teamleder",
        roles.SAGSBEHANDLER,
        None,
    ),
    (
        "administrator@demo.example",
        "Administrator",
        "Systemadministrator",
        roles.ADMINISTRATOR,
        None,
    ),
]


def load(name: str) -> list[dict[str, Any]]:
    return json.loads((FOLDER / f"{name}.json").read_text())
