from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper

from opgavebank.admin.bulk import Bulk
from opgavebank.admin.fieldsets import FIELDSETS
from opgavebank.admin.overblik import opslag_from
from opgavebank.admin.posting import Posting
from opgavebank.admin.proevegange import Proevegange
from opgavebank.admin.statistik import Statistiksider
from opgavebank.choices import Arrangoer, OpslagStatus
from opgavebank.forms import FROM_INSTITUTION, OpslagAdminForm
from opgavebank.models import Frivilligindsats, Opslag
from opgavebank.reach import Reach
from opgavebank.workplace import WAITS
from rudersdal_frivillig.grundlag.admin.logged import LoggedAdmin
from rudersdal_frivillig.grundlag.folding import fold, words


class WaitsFilter(admin.SimpleListFilter):
    """What the parts of the front page count."""

    title = "det, der venter"
    parameter_name = "venter"

    def lookups(self, request, model_admin):
        return [(name, label) for name, (label, _) in WAITS.items()]

    def queryset(self, request, queryset):
        return WAITS[self.value()][1](queryset) if self.value() in WAITS else queryset


@admin.register(Opslag)
class OpslagAdmin(Proevegange, Posting, Statistiksider, Bulk, LoggedAdmin):
    """Leaders write a post in the order of the public page, and publish it."""

    form = OpslagAdminForm
    lines = ["det_goer_du", "det_goer_personalet", "det_faar_du"]
    bestemt = "opslaget"
    sentences = {
        "ændrede status Til godkendelse": "sendte opslaget til godkendelse",
        "ændrede status Aktiv": "offentliggjorde opslaget",
        "ændrede status På pause": "satte opslaget på pause",
        "ændrede status Besat": "markerede opslaget som besat",
        "ændrede status Udløbet": "lod opslaget udløbe",
        "ændrede status Arkiveret": "arkiverede opslaget",
        "ændrede status Kladde": "sendte opslaget tilbage",
        "ændrede status": "ændrede opslagets status",
    }
    list_display = ["titel", "institution", "slags", "status", "vises_til"]
    list_filter = [WaitsFilter, "status", "slags", "fagomraade", "omraade"]
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
    search_fields = ["titel"]
    show_full_result_count = False
    readonly_fields = ["status", "offentliggjort_den"]
    actions = [
        "publish",
        "renew",
        "pause",
        "mark_besat",
        "archive",
        "send_back",
        "duplicate",
    ]
    fieldsets = FIELDSETS

    def get_search_results(self, request, queryset, search_term):
        for word in words(search_term):
            queryset = queryset.filter(soegetekst__contains=fold(word))
        return queryset, False

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        hidden = _nothing_to_read(obj)
        if obj and not self.has_change_permission(request, obj):
            # The upload is a field of the form alone, so there is nothing to read.
            hidden |= {"nyt_billede", "billede_alt", "fjern_billede"}
        shown = [
            (title, options | {"fields": _without(hidden, options["fields"])})
            for title, options in fieldsets
        ]
        return [(title, options) for title, options in shown if options["fields"]]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.by = request.user
        form.is_halted = getattr(request, "acts_on_unsaved", False)
        return form

    def get_changeform_initial_data(self, request):
        """One's only choice is made, and the contact is the institution's."""
        initial = super().get_changeform_initial_data(request)
        reach = Reach(request.user)
        indsatser = Frivilligindsats.objects.visible_to(request.user)
        asked = initial.pop("indsats", "")
        if asked.isdecimal() and (indsats := indsatser.filter(pk=asked[:18]).first()):
            initial |= opslag_from(indsats)
        mine = reach.choosable_institutioner.open()
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
            kwargs["queryset"] = Reach(request.user).choosable_institutioner.open()
        if db_field.name == "fagomraade":
            kwargs["queryset"] = Reach(request.user).choosable_fagomraader
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        # No way from here to change or delete a whole place.
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field and field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field

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

    def has_approve_permission(self, request):
        return request.user.has_perm("opgavebank.approve_opslag")

    def save_model(self, request, obj, form, change):
        if not change:
            obj.oprettet_af = request.user
            obj.kopi_af = self.earlier(request)
        super().save_model(request, obj, form, change)

    def view_on_site(self, obj):
        return obj.get_absolute_url() if obj.is_public else None


def _nothing_to_read(obj):
    if obj is None:
        return {"status", "offentliggjort_den", "fjern_billede"}
    hidden = {
        "offentliggjort_den": obj.offentliggjort_den,
        "fjern_billede": obj.billede_id,
    }
    return {name for name, value in hidden.items() if not value}


def _without(hidden, fields):
    """Rows of fields, without what is hidden and what is left empty by that."""
    rows = [
        tuple(name for name in row if name not in hidden)
        if isinstance(row, tuple)
        else row
        for row in fields
    ]
    return [row for row in rows if row and row not in hidden]
