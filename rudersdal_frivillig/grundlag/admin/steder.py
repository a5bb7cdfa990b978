from django.contrib import admin

from rudersdal_frivillig.grundlag.admin.logged import LoggedAdmin, LoggedInline
from rudersdal_frivillig.grundlag.models import (
    Fagomraade,
    Institution,
    Lukkedag,
    Omraade,
    Postnummer,
)


@admin.register(Fagomraade)
class FagomraadeAdmin(LoggedAdmin):
    bestemt = "fagområdet"
    list_display = ["navn", "beskrivelse", "raekkefoelge"]
    search_fields = ["navn"]
    prepopulated_fields = {"slug": ["navn"]}


@admin.register(Omraade)
class OmraadeAdmin(LoggedAdmin):
    bestemt = "området"
    list_display = ["navn", "raekkefoelge"]
    search_fields = ["navn"]
    prepopulated_fields = {"slug": ["navn"]}


@admin.register(Postnummer)
class PostnummerAdmin(LoggedAdmin):
    bestemt = "postnummeret"
    list_display = ["nr", "navn"]
    search_fields = ["nr", "navn"]


class LukkedagInline(LoggedInline):
    model = Lukkedag


@admin.register(Institution)
class InstitutionAdmin(LoggedAdmin):
    bestemt = "institutionen"
    list_display = ["navn", "slags", "fagomraade", "omraade", "kontakt_funktion"]
    list_filter = ["slags", "fagomraade", "omraade"]
    list_select_related = ["fagomraade", "omraade"]
    search_fields = ["navn"]
    prepopulated_fields = {"slug": ["navn"]}
    inlines = [LukkedagInline]
    fieldsets = [
        (None, {"fields": ["navn", "slug", "slags", "fagomraade", "beskrivelse"]}),
        (
            "Sted",
            {
                "fields": [
                    "adresse",
                    ("postnr", "by"),
                    "omraade",
                    ("breddegrad", "laengdegrad"),
                    "offentlig_transport",
                ]
            },
        ),
        (
            "Kontakt",
            {
                "description": "Foreslås på nye opslag. En funktion, ikke et navn.",
                "fields": [
                    "kontakt_funktion",
                    ("kontakt_telefon", "kontakt_email"),
                    "stedfortraeder_funktion",
                    ("stedfortraeder_telefon", "stedfortraeder_email"),
                ],
            },
        ),
        (
            "Tilgængelighed",
            {
                "description": "Vises på institutionens opslag. Lad det stå som "
                "“Ikke oplyst”, til nogen har set efter.",
                "fields": [
                    "trinfri_adgang",
                    "elevator",
                    "handicaptoilet",
                    "teleslynge",
                    "handicapparkering",
                    "tilgaengelighed_note",
                ],
            },
        ),
    ]

    def has_change_permission(self, request, obj=None):
        may = super().has_change_permission(request, obj)
        managed = Institution.objects.managed_by(request.user)
        return may and (obj is None or managed.filter(pk=obj.pk).exists())

    def get_readonly_fields(self, request, obj=None):
        if request.user.has_perm("grundlag.manage_alle_institutioner"):
            return []
        return ["navn", "slug", "slags", "fagomraade", "omraade"]

    def get_prepopulated_fields(self, request, obj=None):
        return (
            {} if self.get_readonly_fields(request, obj) else self.prepopulated_fields
        )
