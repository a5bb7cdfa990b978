from django.contrib import admin, messages
from django.contrib.admin import ActionLocation
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from opgavebank import actions
from opgavebank.choices import Arrangoer, OpslagStatus
from opgavebank.forms import FROM_INSTITUTION, OpslagAdminForm
from opgavebank.models import Frivilligindsats, Opslag
from opgavebank.overblik_admin import opslag_from
from opgavebank.reach import Reach
from rudersdal_frivillig.grundlag.admin.logged import LoggedAdmin
from rudersdal_frivillig.grundlag.guide import links


def _status_action(description):
    return admin.action(
        description=description,
        permissions=["publish"],
        location=[ActionLocation.CHANGE_LIST, ActionLocation.CHANGE_FORM],
    )


@admin.register(Opslag)
class OpslagAdmin(LoggedAdmin):
    """Leaders write a post in the order of the public page, and publish it."""

    form = OpslagAdminForm
    lines = ["det_goer_du", "det_goer_personalet", "det_faar_du"]
    bestemt = "opslaget"
    sentences = {
        "ændrede status Aktiv": "offentliggjorde opslaget",
        "ændrede status På pause": "satte opslaget på pause",
        "ændrede status Besat": "markerede opslaget som besat",
        "ændrede status Udløbet": "lod opslaget udløbe",
        "ændrede status Arkiveret": "arkiverede opslaget",
        "ændrede status": "ændrede opslagets status",
    }
    list_display = ["titel", "institution", "slags", "status", "vises_til"]
    list_filter = ["status", "slags", "fagomraade", "omraade"]
    list_select_related = ["institution"]
    export_fields = [
        *list_display,
        "offentliggjort_den",
        "fagomraade",
        "omraade",
        "resume",
        "hyppighed",
        "tidspunkter",
        "maalgrupper",
        "egnet_for",
        "pladser",
        "kontakt_funktion",
        "kontakt_telefon",
        "kontakt_email",
    ]
    search_fields = ["titel", "resume", "institution__navn"]
    readonly_fields = ["status", "offentliggjort_den"]
    actions = ["publish", "pause", "mark_besat", "archive"]
    fieldsets = [
        (None, {"fields": ["status", "slags", "titel", "institution", "resume"]}),
        (
            "Opgaven",
            {
                "description": links(
                    "Frivillige supplerer personalet. Skriv, hvem der gør hvad.",
                    ("kerneopgave", "personalets arbejde og frivilliges"),
                    ("dialogskema", "aftal, hvad frivillige må"),
                    ("et-godt-opslag", "et opslag, som nogen svarer på"),
                ),
                "fields": [
                    "det_goer_du",
                    "det_goer_personalet",
                    "saadan_foregaar_det",
                    "det_faar_du",
                ],
            },
        ),
        (
            "Tid",
            {
                "fields": [
                    "form",
                    ("varighed_min", "hyppighed", "omfang_note"),
                    "tidspunkter",
                    "tidspunkt_note",
                    ("fra_maaned", "til_maaned"),
                    ("starter", "slutter"),
                ]
            },
        ),
        (
            "Sted",
            {"fields": ["sted", "sted_note", "omraade", "tilgaengelighed_note"]},
        ),
        (
            "Hvem",
            {
                "fields": [
                    "fagomraade",
                    "maalgrupper",
                    "egnet_for",
                    ("kompetencer", "erfaring_kraeves"),
                    ("dansk_niveau", "andre_sprog"),
                    "pladser",
                ]
            },
        ),
        (
            "Godt at vide",
            {
                "description": links(
                    "Ud fra svarene viser vi de rigtige regler på opslaget.",
                    ("boerneattest", "børneattest"),
                    ("eget-hjem", "hjemme hos en borger"),
                    ("forsikring", "forsikring"),
                    ("dagpenge", "dagpenge"),
                ),
                "fields": [
                    ("arrangoer", "forening_navn"),
                    "boern_under_15",
                    "fast_tilknytning",
                    "i_eget_hjem",
                    "ligner_loenarbejde",
                    "supplerer_personalet",
                ],
            },
        ),
        (
            "Kontakt",
            {
                "description": links(
                    "Borgerne ser kontakten, ikke stedfortræderen.",
                    ("hvem-holder-styr", "hvem holder styr på de frivillige"),
                ),
                "fields": [
                    "kontakt_funktion",
                    ("kontakt_telefon", "kontakt_email"),
                    "stedfortraeder_funktion",
                    ("stedfortraeder_telefon", "stedfortraeder_email"),
                ],
            },
        ),
        (
            "Billede",
            {"fields": ["nyt_billede", "billede_alt", "fjern_billede"]},
        ),
        (
            "Visning",
            {"fields": ["vises_til", "offentliggjort_den", "ekstern_url", "soegeord"]},
        ),
    ]

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return fieldsets
        # The upload is a field of the form alone, so there is nothing to read of it.
        return [(name, options) for name, options in fieldsets if name != "Billede"]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.by = request.user
        return form

    def get_changeform_initial_data(self, request):
        """One's only choice is made, and the contact is the institution's."""
        initial = super().get_changeform_initial_data(request)
        reach = Reach(request.user)
        indsatser = Frivilligindsats.objects.visible_to(request.user)
        asked = initial.pop("indsats", "")
        if asked.isdecimal() and (indsats := indsatser.filter(pk=asked[:18]).first()):
            initial |= opslag_from(indsats)
        mine = reach.choosable_institutioner
        if (chosen := str(initial.get("institution", ""))).isdecimal():
            mine = mine.filter(pk=chosen[:18])
        if len(mine := mine[:2]) == 1:
            contact = {name: getattr(mine[0], name) for name in FROM_INSTITUTION}
            initial = contact | {"institution": mine[0].pk} | initial
            if reach.choosable_arrangoerer == [Arrangoer.FORENING]:
                initial |= {"arrangoer": Arrangoer.FORENING}
                initial.setdefault("forening_navn", mine[0].navn)
        if len(fields := reach.choosable_fagomraader[:2]) == 1:
            initial["fagomraade"] = fields[0].pk
        return initial

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "institution":
            kwargs["queryset"] = Reach(request.user).choosable_institutioner
        if db_field.name == "fagomraade":
            kwargs["queryset"] = Reach(request.user).choosable_fagomraader
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        if db_field.name == "arrangoer":
            offered = Reach(request.user).choosable_arrangoerer
            kwargs["choices"] = [(one.value, one.label) for one in offered]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def has_change_permission(self, request, obj=None):
        if obj and obj.status == OpslagStatus.ARKIV:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        # What citizens have seen is archived, and deleted by the night.
        if obj and obj.offentliggjort_den:
            return False
        return super().has_delete_permission(request, obj)

    def get_deleted_objects(self, objs, request):
        published = [obj for obj in objs if obj.offentliggjort_den]
        if published:
            return (
                [],
                {},
                set(),
                [f"{obj} har været vist. Arkivér det." for obj in published],
            )
        return super().get_deleted_objects(objs, request)

    def has_publish_permission(self, request):
        return request.user.has_perm("opgavebank.publish_opslag")

    def save_model(self, request, obj, form, change):
        if not change:
            obj.oprettet_af = request.user
            obj.vises_fra = timezone.localdate()
        super().save_model(request, obj, form, change)

    def response_add(self, request, obj, post_url_continue=None):
        if request.POST.get("_save") == "publish":
            return self._publish_saved(request, obj)
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        if request.POST.get("_save") == "publish":
            return self._publish_saved(request, obj)
        return super().response_change(request, obj)

    def _publish_saved(self, request, obj):
        """After "Gem og offentliggør": the list, or the form again with why not."""
        if not self.has_publish_permission(request):
            return HttpResponseRedirect(reverse("admin:index"))
        if self._act(request, [obj], actions.publish):
            return HttpResponseRedirect(reverse("admin:opgavebank_opslag_changelist"))
        return HttpResponseRedirect(
            reverse("admin:opgavebank_opslag_change", args=[obj.pk])
        )

    def render_change_form(self, request, context, *args, **kwargs):
        obj = kwargs.get("obj")
        context["show_publish"] = self.has_publish_permission(request) and (
            obj is None or not obj.is_public
        )
        return super().render_change_form(request, context, *args, **kwargs)

    def view_on_site(self, obj):
        return obj.get_absolute_url() if obj.is_public else None

    @_status_action("Offentliggør")
    def publish(self, request, queryset):
        self._act(request, queryset, actions.publish)

    @_status_action("Sæt på pause")
    def pause(self, request, queryset):
        self._act(request, queryset, actions.pause)

    @_status_action("Markér som besat")
    def mark_besat(self, request, queryset):
        self._act(request, queryset, actions.mark_besat)

    @_status_action("Arkivér")
    def archive(self, request, queryset):
        self._act(request, queryset, actions.archive)

    def _act(self, request, opslag_list, action):
        """Do `action` to each and say what it refuses. Whether all went well."""
        done, refused = [], []
        for opslag in opslag_list:
            try:
                action(opslag, by=request.user)
            except ValidationError as error:
                refused.append(opslag)
                for message in error.messages:
                    self.message_user(request, f"{opslag}: {message}", messages.ERROR)
            else:
                done.append(f"{opslag}: {opslag.get_status_display().lower()}")
        if done:
            self.message_user(request, ". ".join(done) + ".", messages.SUCCESS)
        return not refused
