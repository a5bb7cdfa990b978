from django.apps import AppConfig


class OpgavebankConfig(AppConfig):
    name = "opgavebank"
    verbose_name = "Idé- og opgavebank"

    def ready(self) -> None:
        from opgavebank import (
            answered,
            asked,
            deletion,
            indbakke,
            links,
            persons,
            reminders,
            retstekster,
            showcase,
            sitemaps,
            workplace,
        )
        from rudersdal_frivillig.grundlag import persondata, registry

        registry.menu.append(
            registry.MenuItem("Find en opgave", "opgavebank:opslag_list")
        )
        registry.forside.append(
            registry.Panel("opgavebank/forside.html", showcase.front)
        )
        registry.workplace.append(indbakke.work)
        registry.workplace.append(workplace.work)
        registry.sitemaps["opslag"] = sitemaps.OpslagSitemap
        registry.sitemaps["institutioner"] = sitemaps.InstitutionSitemap
        registry.sitemaps["fagomraader"] = sitemaps.FagomraadeSitemap
        registry.retstekster |= retstekster.WHERE
        deletion.register()
        reminders.register()
        answered.register()
        links.register()
        asked.register()
        persons.register()
        persondata.add(
            "opgavebank.Opslag",
            "kontakt_funktion",
            "kontakt_telefon",
            "kontakt_email",
            "stedfortraeder_funktion",
            "stedfortraeder_telefon",
            "stedfortraeder_email",
            "oprettet_af",
            formaal="At borgere kan kontakte den, der søger frivillige",
            sletning="Opslag arkiveres efter et år uden ændring og slettes 2 år efter",
        )
        kept = "90 dage efter, at henvendelsen er afsluttet"
        persondata.add(
            "opgavebank.Henvendelse",
            "navn",
            "email",
            "telefon",
            "besked",
            formaal="At institutionen kan svare den, der vil hjælpe",
            sletning=kept,
        )
        persondata.add(
            "opgavebank.Henvendelsesord",
            "tekst",
            "af",
            formaal="At institutionen kan holde styr på, hvad den har aftalt",
            sletning=kept,
        )
