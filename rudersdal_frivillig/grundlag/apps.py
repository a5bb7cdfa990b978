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
            persons,
            registry,
            retries,
            second_person,
            sitemaps,
        )

        retries.connect()
        actions.register_access()
        actions.register_tilmelding()
        registry.retstekster["oplysning-invitation"] = "/invitation/"
        registry.retstekster["oplysning-tilmelding"] = "/arrangementer/"
        registry.menu += [
            registry.MenuItem("Arrangementer", "grundlag:arrangement_list", place=50),
            registry.MenuItem("Guide", "grundlag:guide_list", place=90),
        ]
        registry.sitemaps["guide"] = sitemaps.GuideSitemap
        registry.sitemaps["arrangementer"] = sitemaps.ArrangementSitemap
        registry.sitemaps["dialogskemaer"] = sitemaps.DialogskemaSitemap
        registry.workplace.append(second_person.work)
        deletion.register()
        persons.register()
        persondata.register_grundlag()
