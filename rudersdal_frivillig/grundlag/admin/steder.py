from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from rudersdal_frivillig.grundlag.admin.logged import LoggedAdmin, LoggedInline
from rudersdal_frivillig.grundlag.forms import CarryOutForm, ImportForm
from rudersdal_frivillig.grundlag.imports.actions import (
    import_institutioner,
    may_import,
)
from rudersdal_frivillig.grundlag.imports.cells import FIELDS, HEADINGS, REQUIRED
from rudersdal_frivillig.grundlag.imports.forskel import unsign
from rudersdal_frivillig.grundlag.models import (
    Fagomraade,
    Institution,
    Lukkedag,
    Omraade,
    Postnummer,
)

PREFIX = "grundlag_institution"


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
    export_fields = [
        *FIELDS,
        "kraever_godkendelse",
        "lukket_den",
        "viser_frivilligoverblik",
    ]
    change_list_template = "admin/institution_list.html"
    search_fields = ["navn"]
    prepopulated_fields = {"slug": ["navn"]}
    inlines = [LukkedagInline]
    fieldsets = [
        (None, {"fields": ["navn", "slug", "slags", "fagomraade", "beskrivelse"]}),
        ("Opslag", {"fields": ["kraever_godkendelse", "lukket_den"]}),
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
        ("Frivilligoverblik", {"fields": ["viser_frivilligoverblik"]}),
    ]

    def has_change_permission(self, request, obj=None):
        may = super().has_change_permission(request, obj)
        managed = Institution.objects.managed_by(request.user)
        return may and (obj is None or managed.filter(pk=obj.pk).exists())

    def get_readonly_fields(self, request, obj=None):
        if request.user.has_perm("grundlag.manage_alle_institutioner"):
            return []
        return [
            "navn",
            "slug",
            "slags",
            "fagomraade",
            "omraade",
            "kraever_godkendelse",
            "lukket_den",
        ]

    def get_prepopulated_fields(self, request, obj=None):
        return (
            {} if self.get_readonly_fields(request, obj) else self.prepopulated_fields
        )

    def get_urls(self):
        views = {
            "import": ("importer/", self.import_view),
            "carry_out": ("importer/gennemfoer/", self.carry_out_view),
        }
        return [
            path(address, self.admin_site.admin_view(view), name=f"{PREFIX}_{name}")
            for name, (address, view) in views.items()
        ] + super().get_urls()

    def changelist_view(self, request, extra_context=None):
        extra_context = {
            "may_import": may_import(request.user),
            **(extra_context or {}),
        }
        return super().changelist_view(request, extra_context)

    def import_view(self, request):
        """Choose a file, and see what it would change. Nothing is stored."""
        if not may_import(request.user):
            raise PermissionDenied
        form = ImportForm(request.POST or None, request.FILES or None)
        forskel = form.forskel
        carry_out = None
        if forskel and not forskel.fejl and (forskel.nye or forskel.aendrede):
            try:
                proposal = forskel.sign(request.user)
                carry_out = CarryOutForm(initial={"forslag": proposal})
            except ValidationError as error:
                form.add_error("fil", error)
        return self._import_page(request, form, forskel=forskel, carry_out=carry_out)

    @method_decorator(require_POST)
    def carry_out_view(self, request):
        if not may_import(request.user):
            raise PermissionDenied
        form = CarryOutForm(request.POST)
        if not form.is_valid():
            return redirect(f"admin:{PREFIX}_import")
        try:
            proposal = unsign(form.cleaned_data["forslag"], request.user)
            return redirect(
                form.perform_once(
                    request.path, lambda: self._carry_out(request, proposal)
                )
            )
        except ValidationError as error:
            conflicts = error.messages
            return self._import_page(request, ImportForm(), conflicts=conflicts)

    def _carry_out(self, request, proposal):
        import_institutioner(proposal, by=request.user)
        new = sum(aendring.pk is None for aendring in proposal)
        told = f"Oprettet: {new}. Rettet: {len(proposal) - new}."
        self.message_user(request, f"Importen er gennemført. {told}", messages.SUCCESS)
        return reverse(f"admin:{PREFIX}_changelist")

    def _import_page(self, request, form, **extra_context):
        context = {
            **self.admin_site.each_context(request),
            "title": "Importér institutioner",
            "opts": self.opts,
            "form": form,
            "headings": [HEADINGS[name] for name in FIELDS],
            "required": [HEADINGS[name] for name in REQUIRED],
            **extra_context,
        }
        return TemplateResponse(request, "admin/import_institution.html", context)
