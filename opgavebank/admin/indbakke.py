"""The page of an enquiry: what was written, what came of it, and what to do now."""

from functools import partial
from itertools import chain

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from opgavebank import actions, indbakke
from opgavebank.admin.handlinger import GRUPPER, HANDLINGER
from opgavebank.admin.indbakke_forms import OpkaldFraBorgerForm
from opgavebank.admin.svarforslag import FORSLAG, begin
from opgavebank.choices import Ordslags
from rudersdal_frivillig.grundlag.admin.handling import Handles
from rudersdal_frivillig.grundlag.admin.timeline import Timeline, who
from rudersdal_frivillig.grundlag.models import Logpost

# Of these the words themselves are shown.
_IN_WORDS = ["noterede", "tilføjede", "noterede et opkald"]
_SAID = {
    Ordslags.NOTE: "skrev en note",
    Ordslags.OPKALD: "talte med borgeren",
    Ordslags.SVAR: "sendte et svar",
    Ordslags.TILFOEJELSE: "Borgeren skrev mere",
}


class Indbakke(Handles):
    """For `HenvendelseAdmin`."""

    handlinger = HANDLINGER
    grupper = GRUPPER

    def get_urls(self):
        view = self.admin_site.admin_view(self.telefon)
        name = "opgavebank_henvendelse_telefon"
        return [path("telefon/", view, name=name), *super().get_urls()]

    def has_answer_permission(self, request):
        return request.user.has_perm("opgavebank.change_henvendelse")

    def lock(self, obj):
        # The post comes first, as in the actions.
        actions.lock(obj)

    def has_handle_permission(self, request):
        return self.has_answer_permission(request)

    def offered(self, request, obj):
        """Nothing once its content is deleted."""
        return [] if obj.indhold_slettet_den else super().offered(request, obj)

    def act(self, request, obj):
        if obj.indhold_slettet_den:
            return self.page(request, obj)
        is_known = request.POST.get("handling") in HANDLINGER
        if is_known and request.POST.get("begynd") in FORSLAG:
            return self.page(request, obj, _begun(request, obj))
        return super().act(request, obj)

    def page(self, request, obj, sent=None, *, overtaken=False):
        news = self.told(request, obj, sent) if overtaken else []
        henvendelse = self.get_queryset(request).get(pk=obj.pk)
        days = indbakke.waited(henvendelse) if henvendelse.is_unanswered else None
        context = {
            **self.admin_site.each_context(request),
            "title": henvendelse.navn or "Slettet henvendelse",
            "opts": self.opts,
            "henvendelse": henvendelse,
            "waited": "" if days is None else indbakke.since(days),
            "place": _place_in_line(henvendelse),
            "history": self._history(henvendelse),
            "news": news,
            "groups": self.groups(request, henvendelse, sent),
            "forslag": FORSLAG,
        }
        template = "admin/opgavebank/henvendelse/indbakke.html"
        status = 409 if overtaken else 200
        return TemplateResponse(request, template, context, status=status)

    def _history(self, henvendelse):
        """What was said and done, newest first."""
        timeline = Timeline(self)
        posts = Logpost.objects.about(henvendelse).exclude(handling__in=_IN_WORDS)
        posts = posts.exclude(handling="svarede", hvem__isnull=False)
        posts = posts.select_related("hvem").prefetch_related("vaerdier")
        done = [(post.skete_den, timeline.read(post).sentence, "") for post in posts]
        words = henvendelse.ord.select_related("af")
        said = [(one.oprettet_den, _said(one), one.tekst) for one in words]
        return sorted(chain(said, done), key=lambda entry: entry[0], reverse=True)

    def telefon(self, request):
        """One who rang. They have their answer already."""
        if not self.has_answer_permission(request):
            raise PermissionDenied
        initial = {"opslag": request.GET.get("opslag", "")}
        form = OpkaldFraBorgerForm(
            request.POST or None, initial=initial, by=request.user
        )
        if form.is_valid():
            perform = partial(_receive_call, form, request.user)
            try:
                address = form.perform_once(request.path, perform)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                messages.success(request, "Henvendelsen er noteret.")
                return HttpResponseRedirect(address)
        context = {
            **self.admin_site.each_context(request),
            "title": "Noter en henvendelse, der kom på telefonen",
            "opts": self.opts,
            "form": form,
        }
        template = "admin/opgavebank/henvendelse/telefon.html"
        return TemplateResponse(request, template, context)


def _receive_call(form, by):
    henvendelse = form.henvendelse
    opslag, tekst = form.cleaned_data["opslag"], form.cleaned_data["tekst"]
    actions.receive_call(henvendelse, opslag, tekst, by=by)
    return reverse("admin:opgavebank_henvendelse_change", args=[henvendelse.pk])


def _begun(request, henvendelse):
    """The answer as far as it was written, with the words of a proposal."""
    text = begin(request.POST.get("tekst", ""), request.POST["begynd"], henvendelse)
    initial = {"handling": "svar", "laest": request.POST.get("laest"), "tekst": text}
    return HANDLINGER["svar"].form(initial=initial, auto_id="svar_%s")


def _said(ord):
    if ord.slags == Ordslags.TILFOEJELSE:
        return _SAID[ord.slags]
    return f"{who_wrote(ord)} {_SAID[ord.slags]}"


def who_wrote(ord):
    return who(Logpost(hvem=ord.af))


def _place_in_line(henvendelse):
    """1 for the first who waits for a place of the post, 0 for one who does not."""
    if not (henvendelse.paa_venteliste and henvendelse.is_open and henvendelse.opslag):
        return 0
    waiting = henvendelse.opslag.henvendelser.waiting().values_list("pk", flat=True)
    return [*waiting].index(henvendelse.pk) + 1
