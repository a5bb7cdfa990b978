"""No one reaches beyond their own in the admin: every class, every way in.

`MAY` says whose rows of which class someone works with. A class that is not named there
must be shut to them, so a class registered tomorrow fails here until it has bounds.
"""

from uuid import uuid4

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin import ActionLocation, helpers
from django.db.models import ForeignKey, ManyToManyField
from django.urls import reverse

from opgavebank.choices import Arrangoer
from opgavebank.models import Frivilligindsats, Henvendelse, Opslag
from rudersdal_frivillig import urls  # noqa: F401  They take some classes out again.
from rudersdal_frivillig.grundlag.models import (
    Arrangement,
    Bruger,
    Dialogskema,
    Fagomraade,
    Institution,
    Institutionsslags,
    Rolle,
)
from tests.factories import (
    ArrangementFactory,
    BrugerFactory,
    DialograekkeFactory,
    FrivilligindsatsFactory,
    HenvendelseFactory,
    InstitutionFactory,
    InstitutionsrolleFactory,
    OpslagFactory,
)
from tests.spreadsheets import export, make_csv, read_csv, read_xlsx
from tests.test_ordliste import MODELS

pytestmark = pytest.mark.django_db

REGISTERED = admin.site._registry
MARK = "Bagenkop"  # In every text of what is not theirs.
OWN = "Egenmark"


def at_place(institution, mark):
    """A row of each class that belongs to a place."""
    staff = BrugerFactory(
        navn=f"{mark} Hansen", email=f"{mark.lower()}@kommune.example"
    )
    InstitutionsrolleFactory(
        bruger=staff, institution=institution, rolle=Rolle.MEDARBEJDER
    )
    day = {"fra": "2027-01-01", "til": "2027-01-01"}
    institution.lukkedage.create(note=f"{mark} lukker", **day)
    asked = DialograekkeFactory(skema__institution=institution, opgave=f"{mark} bager")
    opslag = OpslagFactory(institution=institution, titel=f"{mark} søger")
    return {
        Institution: institution,
        Dialogskema: asked.skema,
        Bruger: staff,
        Opslag: opslag,
        Henvendelse: about(opslag, mark),
        Arrangement: ArrangementFactory(
            institution=institution, titel=f"{mark} på prøve"
        ),
        Frivilligindsats: FrivilligindsatsFactory(
            institution=institution, hvad=f"{mark} hjælper", behov="En mere."
        ),
    }


def about(opslag, mark=OWN):
    return HenvendelseFactory(opslag=opslag, navn=f"{mark} Borger")


def kulturens(**fields):
    kultur = Fagomraade.objects.get(slug="kultur-og-bibliotek")
    return OpslagFactory(titel=f"{OWN} i kulturen", fagomraade=kultur, **fields)


def centrets(bruger):
    center = bruger.institutionsroller.get().institution
    fields = {"arrangoer": Arrangoer.FORENING, "forening_navn": center.navn}
    return OpslagFactory(institution=center, titel=f"{OWN} fra centret", **fields)


def with_henvendelse(opslag):
    return {Opslag: opslag, Henvendelse: about(opslag)}


def of_leder(bruger):
    return at_place(bruger.institutionsroller.get().institution, OWN)


MAY = {
    "leder": of_leder,
    "medarbejder": of_leder,
    "redaktoer": lambda bruger: with_henvendelse(kulturens()),
    "ekstern": lambda bruger: with_henvendelse(centrets(bruger)),
}
# Of what belongs to a place, some roles are shut out of whole classes.
SHUT = {"medarbejder": {Bruger}}


@pytest.fixture(params=MAY)
def who(request, client):
    bruger = request.getfixturevalue(request.param)
    client.force_login(bruger)
    bruger.role = request.param
    return bruger


@pytest.fixture
def own(who):
    """One row of each class that `who` works with."""
    rows = MAY[who.role](who)
    return {model: rows[model] for model in rows if model not in SHUT.get(who.role, [])}


@pytest.fixture
def theirs(own):
    """One row of each class at a place that `who` has nothing to do with."""
    place = InstitutionFactory(
        navn=f"{MARK} Skole",
        slug="bagenkop-skole",
        slags=Institutionsslags.FRIVILLIGCENTER,
    )
    return at_place(place, MARK)


@pytest.fixture
def others(theirs):
    """As `theirs`, with any row at all of the classes that belong to no place."""
    return {model: theirs.get(model) or model.objects.first() for model in REGISTERED}


def address(model, page, *args):
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"
    return reverse(name, args=args)


def everything():
    """All that is in the database, but for what any visit leaves."""
    return {
        model: [*model._base_manager.order_by("pk").values()]
        for model in MODELS
        if model.__name__ != "Formularnoegle"
    }


def says(response):
    content = b"".join(response) if response.streaming else response.content
    return content.decode(errors="replace")


def pages_with_a_row(model):
    """The names of the pages about one row: Django's own, and those of the class."""
    for pattern in REGISTERED[model].get_urls():
        if pattern.name and "<" in str(pattern.pattern):
            yield pattern.name


def pages_without_a_row(model):
    for pattern in REGISTERED[model].get_urls():
        if pattern.name and "<" not in str(pattern.pattern):
            yield pattern.name


def actions_of(model):
    """(location, name) of every action, whoever may do it."""
    return [
        (location, action.name)
        for location in ActionLocation
        for action in REGISTERED[model]._get_base_actions(action_location=location)
    ]


def test_every_class_keeps_every_action_behind_a_permission():
    free = [
        f"{model.__name__}.{action.name}"
        for model, model_admin in REGISTERED.items()
        for location in ActionLocation
        for action in model_admin._get_base_actions(action_location=location)
        if not getattr(action.func, "allowed_permissions", None)
    ]

    assert free == []


def test_every_class_that_is_not_named_is_shut(client, who, own):
    others = [model for model in REGISTERED if model not in own]

    assert others
    for model in others:
        for name in pages_without_a_row(model):
            page = reverse(f"admin:{name}")
            # A page may be there for POST alone, and say no more than that.
            assert client.get(page).status_code in {403, 405}, name
            assert client.post(page).status_code == 403, name


def test_every_class_that_is_named_is_open(client, own):
    for model, row in own.items():
        html = says(client.get(address(model, "changelist")))
        assert address(model, "change", row.pk) in html, model
        assert client.get(address(model, "change", row.pk)).status_code == 200


def test_lists_and_forms_do_not_name_what_is_anothers(client, who, own, theirs):
    # To an editor of a fagområde every institution is a choice, and no secret.
    hidden = f"{MARK} " if who.role != "redaktoer" else theirs[Opslag].titel
    for model, row in own.items():
        may_add = REGISTERED[model].has_add_permission
        pages = [address(model, "changelist"), address(model, "change", row.pk)]
        for page in pages + [address(model, "add")] * may_add(visit(who)):
            assert hidden not in says(client.get(page)), page


def visit(bruger):
    """As much of a request as a permission asks for."""
    return type("Visit", (), {"user": bruger, "GET": {}, "POST": {}})()


def test_search_finds_nothing_of_anothers(client, own, theirs):
    for model in own:
        response = client.get(address(model, "changelist"), {"q": MARK})
        assert response.status_code == 200
        assert address(model, "change", theirs[model].pk) not in says(response)
        assert len(read_csv(export(client, model, q=MARK))) == 1, model


@pytest.mark.parametrize(("kind", "read"), [("csv", read_csv), ("xlsx", read_xlsx)])
def test_files_have_what_the_list_shows_and_nothing_of_anothers(
    client, own, theirs, kind, read
):
    for model in own:
        page = client.get(address(model, "changelist"))
        rows = read(export(client, model, kind))
        cells = [str(getattr(cell, "value", cell)) for row in rows for cell in row]
        assert len(rows) == 1 + len(page.context["cl"].result_list)
        assert not [cell for cell in cells if MARK in cell], model


@pytest.mark.usefixtures("theirs")
def test_import_is_shut_to_those_who_do_not_work_with_all_places(client):
    before = everything()

    for page in ("import", "carry_out"):
        there = address(Institution, page)
        file = make_csv(["Navn", "Slug"], ["Andet navn", "bagenkop-skole"])
        assert client.get(there).status_code in {403, 405}
        assert client.post(there, {"fil": file, "forslag": "x"}).status_code == 403

    assert everything() == before


def test_no_filter_lets_anothers_through(client, own, theirs):
    for model in own:
        row = theirs[model]
        known = {"id": row.pk, "roller__bruger": theirs[Bruger].pk}
        known |= {
            field.name: getattr(row, field.attname)
            for field in model._meta.concrete_fields
            if field.is_relation or field.choices
        }
        known = {name: known[name] for name in known if known[name] is not None}
        for name, value in known.items():
            for end in ("", "__exact", "__id__exact", "__in"):
                query = {name + end: value}
                page = client.get(address(model, "changelist"), query)
                assert page.status_code in {200, 302, 400}
                assert address(model, "change", row.pk) not in says(page), name + end
                assert MARK not in says(export(client, model, **query)), name + end


def test_pages_about_anothers_are_not_found_and_change_nothing(client, own, others):
    before = everything()

    for model, row in others.items():
        for name in pages_with_a_row(model):
            page = reverse(f"admin:{name}", args=[row.pk if row else 1])
            for send in (client.get, client.post):
                response = send(page, {"post": "yes", "navn": "x", "titel": "x"})
                # Django leads from a row that is not there to the front page.
                is_away = response.headers.get("Location") == reverse("admin:index")
                assert is_away or response.status_code in {403, 404, 405}, page

    assert everything() == before


def test_autocomplete_gives_nothing_of_anothers(client, own, theirs):
    asked = 0
    for source in apps.get_models():
        for field in source._meta.get_fields():
            if not isinstance(field, ForeignKey | ManyToManyField):
                continue
            data = {"term": MARK, "app_label": source._meta.app_label}
            data |= {"model_name": source._meta.model_name, "field_name": field.name}
            response = client.get(reverse("admin:autocomplete"), data)
            assert response.status_code in {200, 403}
            assert MARK not in says(response), data
            asked += 1

    assert asked > 10


def test_no_action_of_a_list_reaches_anothers(client, own, others):
    before = everything()

    for model, row in others.items():
        for location, name in actions_of(model):
            for across in ("0", "1"):
                data = {"action": name, "index": 0, "post": "yes"}
                data |= {helpers.ACTION_CHECKBOX_NAME: [row.pk if row else 1]}
                data |= {"select_across": across} if model not in own else {}
                response = client.post(address(model, "changelist"), data)
                assert MARK not in says(response), (model, location, name)

    assert everything() == before


def test_no_action_of_a_form_reaches_anothers(client, own, others):
    before = everything()
    indsats = others[Frivilligindsats].pk
    leads_on = f"{address(Opslag, 'add')}?indsats={indsats}"

    for model, row in others.items():
        # The page of what is theirs, and the own page with their row in the form.
        pages = [row, own[model]] if model in own else [row]
        for name in {name for _, name in actions_of(model)}:
            data = {"CHANGE_FORM-action": name, "post": "yes"}
            data |= {helpers.ACTION_CHECKBOX_NAME: [row.pk if row else 1]}
            for page in pages:
                there = address(model, "change", page.pk if page else 1)
                response = client.post(there, data)
                assert response.status_code in {200, 302, 400, 403, 404}
                assert response.headers.get("Location") != leads_on
                assert MARK not in says(response), (model, name)

    assert everything() == before


def test_a_closing_day_of_another_place_is_not_changed_through_the_own(
    client, leder, institution
):
    client.force_login(leder)
    foreign = at_place(InstitutionFactory(), MARK)[Institution].lukkedage.get()

    data = {
        "lukkedage-TOTAL_FORMS": 1,
        "lukkedage-INITIAL_FORMS": 1,
        "lukkedage-0-id": foreign.pk,
        "lukkedage-0-institution": institution.pk,
        "lukkedage-0-fra": "2027-02-02",
        "lukkedage-0-til": "2027-02-02",
        "noegle": uuid4(),
    }
    client.post(address(Institution, "change", institution.pk), data)

    foreign.refresh_from_db()
    assert foreign.institution != institution
    assert str(foreign.fra) == "2027-01-01"
