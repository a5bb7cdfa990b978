from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from rudersdal_frivillig.grundlag import actions, persons
from rudersdal_frivillig.grundlag.admin.logged import LoggedAdmin, ReadOnly
from rudersdal_frivillig.grundlag.forms.sletning import (
    AskForErasureForm,
    FindPersonForm,
    RefuseErasureForm,
)
from rudersdal_frivillig.grundlag.models import Sletteanmodning

LIST = "admin:grundlag_sletteanmodning_changelist"
CHANGE = "admin:grundlag_sletteanmodning_change"


class WaitsForMeFilter(admin.SimpleListFilter):
    """The same rows as on the front page."""

    title = "venter på"
    parameter_name = "venter"

    def lookups(self, request, model_admin):
        return [("mig", "Mig")]

    def queryset(self, request, queryset):
        return queryset.decidable_by(request.user) if self.value() else queryset


@admin.register(Sletteanmodning)
class SletteanmodningAdmin(ReadOnly, LoggedAdmin):
    """What is held about a person, shown and erased. No address stands in a list."""

    bestemt = "anmodningen"
    sentences = {
        "bad om sletning": "bad om sletning af en person",
        "afviste sletning": "afviste at slette",
    }
    list_display = ["anmodet_den", "anmodet_af", "status", "afgjort_af", "afgjort_den"]
    list_filter = [WaitsForMeFilter, "status"]
    list_select_related = ["anmodet_af", "afgjort_af"]

    def has_ask_permission(self, request):
        return request.user.has_perm("grundlag.ask_sletteanmodning")

    def has_decide_permission(self, request):
        return request.user.has_perm("grundlag.decide_sletteanmodning")

    def get_urls(self):
        name = "grundlag_sletteanmodning_{}".format
        view = self.admin_site.admin_view
        return [
            path("indsigt/", view(self.insight_view), name=name("insight")),
            path("indsigt/hent/", view(self.json_view), name=name("json")),
            path("anmod/", view(self.ask_view), name=name("ask")),
            *super().get_urls(),
        ]

    def insight_view(self, request):
        if not self.has_ask_permission(request):
            raise PermissionDenied
        form = FindPersonForm(request.POST or None)
        if not form.is_valid():
            return self._insight_page(request, form=form, title="Slå en person op")
        email = form.cleaned_data["email"]
        actions.note_insight(by=request.user)
        ask = AskForErasureForm(initial={"email": email})
        return self._shown(request, email, ask)

    def _shown(self, request, email, ask):
        return self._insight_page(
            request,
            title="Det har portalen om personen",
            email=email,
            held=persons.held_about(email),
            ask=ask,
        )

    def _insight_page(self, request, **context):
        context |= self.admin_site.each_context(request) | {"opts": self.opts}
        return TemplateResponse(request, "admin/indsigt.html", context)

    @method_decorator(require_POST)
    def json_view(self, request):
        if not self.has_ask_permission(request):
            raise PermissionDenied
        form = FindPersonForm(request.POST)
        if not form.is_valid():
            return redirect("admin:grundlag_sletteanmodning_insight")
        actions.note_insight(by=request.user)
        response = JsonResponse(
            persons.as_json(form.cleaned_data["email"]),
            json_dumps_params={"ensure_ascii": False, "indent": 2},
        )
        response["Content-Disposition"] = 'attachment; filename="oplysninger.json"'
        return response

    @method_decorator(require_POST)
    def ask_view(self, request):
        if not self.has_ask_permission(request):
            raise PermissionDenied
        form = AskForErasureForm(request.POST)
        if form.is_valid():
            try:
                form.perform_once(request.path, lambda: self._ask(request, form))
            except ValidationError as error:
                form.add_error(None, error.messages)
            else:
                said = "Anmodningen er sendt. En kollega skal nu afgøre den."
                self.message_user(request, said, messages.SUCCESS)
                return redirect(LIST)
        if "email" in form.errors:
            return redirect("admin:grundlag_sletteanmodning_insight")
        return self._shown(request, form.cleaned_data["email"], form)

    def _ask(self, request, form):
        email, why = form.cleaned_data["email"], form.cleaned_data["begrundelse"]
        anmodning = actions.ask_for_erasure(email, why, by=request.user)
        return reverse(CHANGE, args=[anmodning.pk])

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        anmodning = self.get_object(request, object_id)
        form = RefuseErasureForm(request.POST if "afvis" in request.POST else None)
        if request.method == "POST":
            if not self.has_decide_permission(request):
                raise PermissionDenied
            if self._decide(request, anmodning, form):
                return redirect(CHANGE, anmodning.pk)
        return self._request_page(request, anmodning, form)

    def _decide(self, request, anmodning, form):
        """Whether something was done, or need not be: a second click."""
        if anmodning.afgjort_af_id == request.user.pk:
            return True
        try:
            if "godkend" in request.POST:
                actions.approve_erasure(anmodning, by=request.user)
            elif form.is_valid():
                why = form.cleaned_data["because"]
                actions.refuse_erasure(anmodning, because=why, by=request.user)
            else:
                return False
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
        return True

    def _request_page(self, request, anmodning, form):
        may_decide = self.has_decide_permission(request)
        is_own = anmodning.anmodet_af_id == request.user.pk
        context = {
            **self.admin_site.each_context(request),
            "title": "Anmodning om sletning",
            "opts": self.opts,
            "anmodning": anmodning,
            "held": persons.held_about(anmodning.email) if anmodning.email else [],
            "is_own": is_own,
            "may_decide": may_decide and not is_own and anmodning.is_waiting,
            "may_see": self.has_ask_permission(request),
            "form": form,
        }
        return TemplateResponse(request, "admin/sletteanmodning.html", context)
