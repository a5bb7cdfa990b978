from django.apps import AppConfig


class PuljerConfig(AppConfig):
    name = "puljer"
    verbose_name = "Tilskud"

    def ready(self) -> None:
        from puljer import deletion, links, opslag, persons, retstekster
        from rudersdal_frivillig.grundlag import registry

        registry.retstekster |= retstekster.WHERE
        links.register()
        deletion.register()
        opslag.register()
        persons.register()
