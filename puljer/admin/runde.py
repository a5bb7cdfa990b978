from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from puljer import actions, driftsklar
from puljer.admin.runde_forms import ExtendForm, RundeForm
from puljer.choices import AnsoegningStatus
from puljer.models import Pulje, Runde
from rudersdal_frivillig.grundlag.admin.logged import LoggedAdmin
from rudersdal_frivillig.grundlag.amounts import format_oere

CHANGE = "admin:puljer_runde_change"
# Of what only reads: a column for each field that is stored in another way.
_READ = {
    "frist": "frist_i_ord",
    "mindst_oere": "mindst",
    "hoejst_oere": "hoejst",
    "ramme_oere": "ramme",
}
_FIELDS = [
    "pulje",
    "navn",
    "aabner",
    "frist",
    "svar_senest",
    "ramme_oere",
    ("mindst_oere", "hoejst_oere"),
    "egenandel_pct",
]


@admin.register(Runde)
class RundeAdmin(LoggedAdmin):
    """Once approved, a round is what applicants go by: only its frame may change."""

    form = RundeForm
    bestemt = "runden"
    sentences = {"lukkede": "lukkede runden"}
    list_display = ["navn", "pulje", "aabner", "frist_i_ord", "ramme", "tilstand"]
    list_filter = [("pulje", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["pulje"]
    search_fields = ["navn", "pulje__navn"]

    def get_fields(self, request, obj=None):
        if obj is None:
            return _FIELDS
        own = [*_FIELDS, "disponeret", "advarsler", "tilstand"]
        if not self.has_change_permission(request, obj):
            return _to_read(own, _READ)
        if obj.godkendt_den:
            return _to_read(own, {k: v for k, v in _READ.items() if k != "ramme_oere"})
        return own

    def get_readonly_fields(self, request, obj=None):
        if obj is None:
            return []
        shown = ["pulje", "disponeret", "advarsler", "tilstand", *_READ.values()]
        if obj.godkendt_den:
            shown += ["navn", "aabner", "svar_senest", "egenandel_pct"]
            shown += [name for name in _READ if name != "ramme_oere"]
        return shown

    def get_changeform_initial_data(self, request):
        initial = super().get_changeform_initial_data(request)
        asked = str(initial.pop("pulje", ""))
        mine = Pulje.objects.visible_to(request.user)
        if asked.isdecimal():
            mine = mine.filter(pk=asked[:18])
        if len(found := mine[:2]) == 1:
            initial["pulje"] = found[0].pk
        return initial

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "pulje":
            kwargs["queryset"] = Pulje.objects.visible_to(request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        # The pool is chosen here, not made or changed on the way.
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "pulje" and hasattr(field.widget, "widget"):
            field.widget = field.widget.widget
        return field

    def has_delete_permission(self, request, obj=None):
        if obj and obj.godkendt_den:
            return False
        return super().has_delete_permission(request, obj)

    def get_deleted_objects(self, objs, request):
        if kept := [str(runde) for runde in objs if runde.godkendt_den]:
            return [], {}, set(), [f"{navn} er godkendt. Luk den." for navn in kept]
        return super().get_deleted_objects(objs, request)

    def save_model(self, request, obj, form, change):
        was_waiting = obj.foreslaaet_den and not obj.godkendt_den
        actions.revise_runde(obj)
        for warning in driftsklar.warnings(obj):
            self.message_user(request, warning, messages.WARNING)
        if was_waiting:
            said = "Runden er ændret. Bed om godkendelse af puljen igen."
            self.message_user(request, said, messages.WARNING)
        if obj.godkendt_den and "navn" in request.POST:
            said = "Runden er godkendt i mellemtiden, så kun rammen er gemt."
            self.message_user(request, said, messages.WARNING)

    def response_post_save_add(self, request, obj):
        return redirect("admin:puljer_pulje_change", obj.pulje_id)

    response_post_save_change = response_post_save_add

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/flyt/", view(self.extend_view), name="puljer_runde_flyt"),
            path("<int:pk>/luk/", view(self.close_view), name="puljer_runde_luk"),
            *super().get_urls(),
        ]

    def extend_view(self, request, pk):
        runde = self._own(request, pk)
        form = ExtendForm(request.POST or None)
        if form.is_valid():
            try:
                address = form.perform_once(
                    request.path, lambda: self._extend(request, runde, form)
                )
            except ValidationError as error:
                form.add_error(None, error.messages)
            else:
                return HttpResponseRedirect(address)
        told = [AnsoegningStatus.KLADDE, AnsoegningStatus.MODTAGET]
        context = {
            "form": form,
            "begyndte": runde.ansoegninger.filter(status__in=told).count(),
            "may": bool(runde.frist and runde.godkendt_den and not runde.lukket_den),
        }
        return self._page(request, "flyt", runde, f"Flyt fristen for {runde}", context)

    def _extend(self, request, runde, form):
        frist, why = form.cleaned_data["frist"], form.cleaned_data["begrundelse"]
        actions.extend(runde, frist, why, by=request.user)
        said = f"Fristen er nu {runde.frist_text}. De, der har begyndt, får en mail."
        self.message_user(request, said, messages.SUCCESS)
        return reverse(CHANGE, args=[runde.pk])

    def close_view(self, request, pk):
        """Asked for on a page of its own: it cannot be undone."""
        runde = self._own(request, pk)
        if request.method == "POST":
            actions.close_runde(runde, by=request.user)
            self.message_user(request, f"{runde} er lukket.", messages.SUCCESS)
            return redirect(CHANGE, pk)
        context = {"begyndte": runde.ansoegninger.drafts().count()}
        return self._page(request, "luk", runde, f"Vil du lukke {runde}?", context)

    def _own(self, request, pk):
        if not self.has_change_permission(request):
            raise PermissionDenied
        rows = self.get_queryset(request).select_related("pulje")
        return get_object_or_404(rows, pk=pk)

    def _page(self, request, name, runde, title, context):
        context |= self.admin_site.each_context(request)
        context |= {"title": title, "opts": self.opts, "runde": runde}
        return TemplateResponse(request, f"admin/puljer/runde/{name}.html", context)

    @admin.display(description="frist", ordering="frist")
    def frist_i_ord(self, runde):
        return runde.frist_text

    @admin.display(description="ramme", ordering="ramme_oere")
    def ramme(self, runde):
        return f"{format_oere(runde.ramme_oere)} kr."

    @admin.display(description="givet indtil nu")
    def disponeret(self, runde):
        return f"{format_oere(runde.disponeret_oere)} kr."

    @admin.display(description="mindst")
    def mindst(self, runde):
        return f"{format_oere(runde.mindst_oere)} kr."

    @admin.display(description="højst")
    def hoejst(self, runde):
        return f"{format_oere(runde.hoejst_oere)} kr."

    @admin.display(description="vær opmærksom på")
    def advarsler(self, runde):
        return " ".join(driftsklar.warnings(runde)) or "Intet særligt"

    @admin.display(description="tilstand")
    def tilstand(self, runde):
        return runde.tilstand


def _to_read(fields, instead):
    """The fields, some of them by what is said of them."""
    return [
        tuple(instead.get(one, one) for one in field)
        if isinstance(field, tuple)
        else instead.get(field, field)
        for field in fields
    ]
