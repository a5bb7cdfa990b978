"""Roles are groups. Migrations make them and give them their abilities."""

from collections.abc import Iterable, Mapping
from typing import Any

LEDER = "Leder"
STEDFORTRAEDER = "Stedfortræder"
MEDARBEJDER = "Medarbejder"
FAGOMRAADEREDAKTOER = "Fagområderedaktør"
EKSTERN_REDAKTOER = "Ekstern redaktør"
KOORDINATOR = "Frivilligkoordinator"
SAGSBEHANDLER = "Sagsbehandler"
OEKONOMIMEDARBEJDER = "Økonomimedarbejder"
UDVALGSMEDLEM = "Udvalgsmedlem"
UDVALGSSEKRETAER = "Udvalgssekretær"
ADMINISTRATOR = "Administrator"

ALL = [
    LEDER,
    STEDFORTRAEDER,
    MEDARBEJDER,
    FAGOMRAADEREDAKTOER,
    EKSTERN_REDAKTOER,
    KOORDINATOR,
    SAGSBEHANDLER,
    OEKONOMIMEDARBEJDER,
    UDVALGSMEDLEM,
    UDVALGSSEKRETAER,
    ADMINISTRATOR,
]

# Groups that follow from a role with dates, and come and go with it.
WITH_DATES = [
    LEDER,
    STEDFORTRAEDER,
    MEDARBEJDER,
    FAGOMRAADEREDAKTOER,
    EKSTERN_REDAKTOER,
]


def grant(
    apps: Any, group: str, app_label: str, abilities: Mapping[str, Iterable[str]]
) -> None:
    """Give `group` abilities in an app, from within a migration.

    `abilities` maps a model to verbs ("view") or whole codenames ("publish_opslag").
    Django makes permissions only after all migrations, so the rows are made here.
    """
    content_types = apps.get_model("contenttypes", "ContentType").objects
    permissions = apps.get_model("auth", "Permission").objects
    gruppe, _ = apps.get_model("auth", "Group").objects.get_or_create(name=group)
    for model, names in abilities.items():
        content_type, _ = content_types.get_or_create(app_label=app_label, model=model)
        for name in names:
            codename = name if "_" in name else f"{name}_{model}"
            permission, _ = permissions.get_or_create(
                content_type=content_type,
                codename=codename,
                defaults={"name": codename},
            )
            gruppe.permissions.add(permission)
