from django.contrib import admin, messages
from django.contrib.admin import ActionLocation

from rudersdal_frivillig.grundlag import access, mail
from rudersdal_frivillig.grundlag.admin.logged import LoggedAdmin, ReadOnly
from rudersdal_frivillig.grundlag.models import Adgang, Brev, Koersel

BOTH = [ActionLocation.CHANGE_LIST, ActionLocation.CHANGE_FORM]


class DeliveryFilter(admin.SimpleListFilter):
    title = "afsendelse"
    parameter_name = "afsendelse"

    def lookups(self, request, model_admin):
        return [
            ("venter", "Venter"),
            ("frem", "Nåede ikke frem"),
            ("opgivet", "Kunne ikke sendes"),
            ("retur", "Kom retur"),
            ("sendt", "Sendt"),
        ]

    def queryset(self, request, queryset):
        if self.value() == "venter":
            return queryset.unsent()
        if self.value() == "frem":
            return queryset.not_arrived()
        if self.value() == "retur":
            return queryset.returned()
        if self.value() == "opgivet":
            return queryset.given_up()
        if self.value() == "sendt":
            return queryset.exclude(sendt_den=None)
        return queryset


@admin.register(Brev)
class BrevAdmin(ReadOnly, LoggedAdmin):
    """The text is not shown here: it may hold a link that is the recipient's alone."""

    bestemt = "brevet"
    sentences = {"sendte igen": "sendte brevet igen", "kom retur": "fik brevet retur"}
    list_display = ["emne", "til", "sendt_den", "afvist_den", "forsoeg", "fejl"]
    list_filter = [DeliveryFilter]
    search_fields = ["til", "emne"]
    fields = [
        "emne",
        "til",
        "besked_id",
        "oprettet_den",
        "sendt_den",
        "afvist_den",
        "afvist_kode",
        "forsoeg",
        "fejl",
    ]
    actions = ["resend"]

    def has_resend_permission(self, request):
        return request.user.has_perm("grundlag.resend_brev")

    @admin.action(description="Send igen", permissions=["resend"], location=BOTH)
    def resend(self, request, queryset):
        breve = list(queryset.given_up())
        for brev in breve:
            mail.resend(brev, by=request.user)
        level = messages.SUCCESS if breve else messages.WARNING
        self.message_user(request, f"{len(breve)} breve er sat i kø igen.", level)


@admin.register(Adgang)
class AdgangAdmin(ReadOnly, LoggedAdmin):
    sentences = {"tilbagekaldte adgang": "tilbagekaldte adgangen"}
    list_display = ["email", "rolle", "oprettet_den", "brugt_den", "udloeber_den"]
    list_filter = ["rolle", ("tilbagekaldt_den", admin.EmptyFieldListFilter)]
    search_fields = ["email"]
    actions = ["revoke"]

    def has_revoke_permission(self, request):
        return request.user.has_perm("grundlag.revoke_adgang")

    @admin.action(description="Tilbagekald", permissions=["revoke"], location=BOTH)
    def revoke(self, request, queryset):
        adgange = list(queryset.filter(tilbagekaldt_den=None))
        for adgang in adgange:
            access.revoke(adgang, by=request.user)
        self.message_user(request, f"{len(adgange)} adgange er tilbagekaldt.")


@admin.register(Koersel)
class KoerselAdmin(ReadOnly, LoggedAdmin):
    list_display = ["navn", "startet_den", "sluttet_den", "antal_fejl"]
    list_filter = ["navn"]
