from django.apps import AppConfig


class GrundlagConfig(AppConfig):
    name = "rudersdal_frivillig.grundlag"
    verbose_name = "Grundlag"

    def ready(self) -> None:
        from rudersdal_frivillig.grundlag import (
            actions,
            checks,  # noqa: F401
            deletion,
            persondata,
            registry,
            retries,
        )

        retries.connect()
        actions.register_access()
        registry.retstekster["oplysning-invitation"] = "/invitation/"
        deletion.register()
        persondata.register_grundlag()
