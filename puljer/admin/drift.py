"""From a pool that is being edited to one that is in operation, and out of it again."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Exists, OuterRef, Subquery
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path

from puljer import (
    actions,
    driftsklar,
    forskel,
    forslag,
    puljeside,
    retstekster,
    skemaindhold,
)
from puljer.admin import gennemsyn
from puljer.admin.pulje_forms import SendBackForm
from puljer.models import Ansoegning, Pulje, Runde, Skema
from rudersdal_frivillig.grundlag.arrival import arrived
from rudersdal_frivillig.grundlag.models import Bruger

CHANGE = "admin:puljer_pulje_change"


class Idriftsaettelse:
    """For `PuljeAdmin`."""

    def get_urls(self):
        view, name = self.admin_site.admin_view, "puljer_pulje"
        return [
            path("<int:pk>/vis/", view(self.preview_view), name=f"{name}_vis"),
            path(
                "<int:pk>/foreslaa/", view(self.propose_view), name=f"{name}_foreslaa"
            ),
            path("<int:pk>/godkend/", view(self.approve_view), name=f"{name}_godkend"),
            path("<int:pk>/luk/", view(self.close_view), name=f"{name}_luk"),
            *super().get_urls(),
        ]

    def get_queryset(self, request):
        skemaer = Skema.objects.filter(pulje=OuterRef("pk"))
        runder = Runde.objects.filter(pulje=OuterRef("pk"))
        newest = skemaer.approved().values("version")[:1]
        waits = Exists(skemaer.waiting()) | Exists(runder.waiting())
        rows = super().get_queryset(request)
        return rows.annotate(i_drift=Subquery(newest), venter=waits)

    @admin.display(description="tilstand")
    def tilstand(self, pulje):
        said = f"I drift, version {pulje.i_drift}"
        if pulje.lukket_den:
            said = "Lukket"
        elif pulje.i_drift is None:
            said = "Ikke i drift endnu"
        return f"{said}. Noget venter på godkendelse" if pulje.venter else said

    def preview_view(self, request, pk):
        """The public page of the pool as it is being edited."""
        pulje = self._own(request, pk)
        side = puljeside.preview(pulje, arrived(request))
        context = {
            "pulje": pulje,
            "side": side,
            "skema": side.skema,
            "retstekster": retstekster.in_use(pulje),
        }
        return TemplateResponse(request, "admin/puljer/pulje/vis.html", context)

    def propose_view(self, request, pk):
        pulje = self._own(request, pk, to_change=True)
        if request.method == "POST":
            said = "En anden kan nu sætte den i drift. Den står på deres arbejdsplads."
            self._try(request, said, actions.propose, pulje)
            return redirect(CHANGE, pk)
        seen = self._as_edited(pulje)
        context = {
            "gennemsyn": seen,
            "forskelle": _differs(pulje, seen.skema),
            "er_ny": not pulje.skemaer.approved().exists(),
            "mangler": driftsklar.lacks(pulje),
            "burden": driftsklar.burden(pulje),
            "kan_godkende": _able_to_approve(pulje, request.user),
        }
        title = f"Bed om godkendelse af {pulje}"
        return self._page(request, "foreslaa", pulje, title, context)

    def approve_view(self, request, pk):
        """Exactly what goes live, for another than who proposed it."""
        pulje = self._own(request, pk)
        waiting = forslag.waiting(pulje)
        may = self.has_approve_permission(request)
        is_own = waiting.foreslaaet_af == request.user
        form = SendBackForm(request.POST if "send_tilbage" in request.POST else None)
        if request.method == "POST":
            if not may and not is_own:
                raise PermissionDenied
            if done := self._decide(request, pulje, form, is_own=is_own):
                return done
        context = {
            "forslag": waiting,
            "gennemsyn": self._as_proposed(pulje, waiting),
            "er_ny": not pulje.skemaer.approved().exists(),
            "forskelle": self._changes(pulje, waiting),
            "burden": driftsklar.burden(pulje),
            "is_own": is_own,
            "may_approve": may and not is_own,
            "form": form,
        }
        return self._page(request, "godkend", pulje, f"Sæt {pulje} i drift", context)

    def _decide(self, request, pulje, form, *, is_own):
        """Where to go on to, or None if the page is shown again with what is wrong."""
        if "godkend" in request.POST:
            said = f"{pulje} er i drift."
            seen = request.POST.get("set", "-")
            done = self._try(request, said, actions.approve, pulje, seen=seen)
            page = CHANGE if done else "admin:puljer_pulje_godkend"
            return redirect(page, pulje.pk)
        if not is_own and not form.is_valid():
            return None
        because = "" if is_own else form.cleaned_data["because"]
        said = "Forslaget er trukket tilbage." if is_own else "Puljen er sendt tilbage."
        self._try(request, said, actions.send_back, pulje, because)
        return redirect(CHANGE, pulje.pk)

    def close_view(self, request, pk):
        """Asked for on a page of its own: citizens see the pool no more."""
        pulje = self._own(request, pk, to_change=True)
        if request.method == "POST":
            self._try(request, f"{pulje} er lukket.", actions.close_pulje, pulje)
            return redirect(CHANGE, pk)
        begun = Ansoegning.objects.drafts().filter(runde__pulje=pulje)
        context = {"begyndte": begun.count()}
        return self._page(request, "luk", pulje, f"Vil du lukke {pulje}?", context)

    def has_approve_permission(self, request):
        return request.user.has_perm("puljer.approve_pulje")

    def render_change_form(self, request, context, *args, **kwargs):
        pulje = kwargs.get("obj")
        if pulje:
            waiting = forslag.waiting(pulje)
            context |= {
                "tilstand": self.tilstand(pulje),
                "forslag": waiting,
                "is_own": waiting.foreslaaet_af == request.user,
                "tjekliste": driftsklar.tjekliste(pulje),
                "burden": driftsklar.burden(pulje),
                "gennemsyn": gennemsyn.of_pulje(pulje, runder=pulje.runder.all()),
                "skemaer": pulje.skemaer.approved(),
            }
        context["show_save_and_add_another"] = False
        return super().render_change_form(request, context, *args, **kwargs)

    def _as_edited(self, pulje):
        texts = retstekster.in_use(pulje)
        rounds = pulje.runder.filter(lukket_den=None)
        return gennemsyn.of_pulje(pulje, retstekster=texts, runder=rounds)

    def _as_proposed(self, pulje, waiting):
        """With the form in operation, where only rounds are new."""
        skema = waiting.skema or pulje.skemaer.approved().first()
        if skema is None:
            return None
        texts = waiting.retstekster
        return gennemsyn.of_skema(skema, retstekster=texts, runder=waiting.runder)

    def _changes(self, pulje, waiting):
        if waiting.skema is None:
            return []
        return _differs(pulje, skemaindhold.read(waiting.skema.indhold))

    def _own(self, request, pk, *, to_change=False):
        if not self.has_view_permission(request):
            raise PermissionDenied
        pulje = get_object_or_404(self.get_queryset(request), pk=pk)
        if to_change and not self.has_change_permission(request, pulje):
            raise PermissionDenied
        return pulje

    def _page(self, request, name, pulje, title, context):
        context |= self.admin_site.each_context(request)
        context |= {"title": title, "opts": self.opts, "pulje": pulje}
        return TemplateResponse(request, f"admin/puljer/pulje/{name}.html", context)

    def _try(self, request, said, action, *args, **options):
        """Whether it was done. What was done or hinders it is said on the next page."""
        try:
            action(*args, by=request.user, **options)
        except ValidationError as error:
            for message in error.messages:
                self.message_user(request, message, messages.ERROR)
            return False
        self.message_user(request, said, messages.SUCCESS)
        return True


def _differs(pulje, skema):
    """From the version in operation; nothing where there is none."""
    newest = pulje.skemaer.approved().first()
    if newest is None:
        return []
    return forskel.compare(skemaindhold.read(newest.indhold), skema)


def _able_to_approve(pulje, user):
    """Others who may put the pool in operation."""
    able = Bruger.objects.filter(
        is_active=True, groups__permissions__codename="approve_pulje"
    )
    return [
        bruger
        for bruger in able.exclude(pk=user.pk).distinct()
        if Pulje.objects.visible_to(bruger).filter(pk=pulje.pk).exists()
    ]
