"""The rows a dialogskema begins with. They only ask; the answers are the place's."""

from rudersdal_frivillig.grundlag.models import Institutionsslags

_ALL = [
    "Være alene med den, man hjælper",
    "Være på stedet, når ingen ansatte er der",
    "Have en nøgle eller en kode",
    "Tage billeder",
    "Lægge billeder på nettet",
    "Røre ved penge eller betale for andre",
    "Køre andre i egen bil",
    "Læse, hvad personalet skriver om andre",
    "Give eller få gaver",
    "Tage egne børn eller venner med",
]
_SMALL_CHILDREN = [
    "Læse, lege og synge med børnene",
    "Hjælpe med mad og borddækning",
    "Give flyverdragt og støvler på",
    "Trøste et barn",
    "Skifte ble eller gå med på toilettet",
    "Give medicin eller solcreme",
    "Putte børn til lur",
    "Gå med på tur",
    "Tale med forældre om deres barn",
    "Stoppe en konflikt mellem børn",
]
_SCHOOL_CHILDREN = [
    "Hjælpe med lektier og læsning",
    "Lave mad eller spil med børnene",
    "Gå med på tur",
    "Undervise en hel klasse",
    "Trøste et barn",
    "Stoppe en konflikt mellem børn",
    "Give medicin eller plaster",
    "Tale med forældre om deres barn",
    "Skrive med børnene på telefon eller nettet",
]
_ELDERLY = [
    "Tale, læse højt og spille spil",
    "Gå tur med en beboer",
    "Tage en beboer med ud af huset",
    "Skubbe en kørestol",
    "Servere mad og kaffe",
    "Hjælpe en beboer med at spise",
    "Løfte eller støtte en beboer",
    "Hjælpe på toilettet",
    "Give medicin",
    "Følge en beboer til læge",
    "Hjælpe med MitID, bank eller breve",
    "Tale med pårørende om en beboer",
]
_SUPPORT = [
    "Tale, lave mad og spille spil",
    "Gå til noget sammen i byen",
    "Komme i den andens bolig",
    "Give medicin",
    "Hjælpe med toilet og bad",
    "Hjælpe med MitID, bank eller breve",
    "Skrive sammen på telefon eller nettet",
    "Stoppe en konflikt",
    "Følge med til læge eller møde",
]
_CULTURE = [
    "Tage imod gæster",
    "Vise rundt og fortælle",
    "Sætte op og tage ned",
    "Lave kaffe og mad til gæster",
    "Åbne og lukke huset",
    "Tage imod penge for billetter",
    "Se i lister over lånere eller gæster",
    "Skrive på stedets sider på nettet",
    "Hjælpe gæster med MitID, bank eller breve",
]
_OUTDOORS = [
    "Plante, luge og samle affald",
    "Vise rundt og fortælle",
    "Bruge håndværktøj",
    "Bruge maskiner med motor",
    "Arbejde i højden eller ved vand",
    "Tænde bål",
    "Hjælpe børn og begyndere",
    "Låse op og lukke efter et hold",
]

_KINDS = {
    Institutionsslags.DAGINSTITUTION: _SMALL_CHILDREN,
    Institutionsslags.DAGPLEJE: _SMALL_CHILDREN,
    Institutionsslags.SKOLE: _SCHOOL_CHILDREN,
    Institutionsslags.SFO: _SCHOOL_CHILDREN,
    Institutionsslags.KLUB: _SCHOOL_CHILDREN,
    Institutionsslags.UNGDOMSSKOLE: _SCHOOL_CHILDREN,
    Institutionsslags.PLEJECENTER: _ELDERLY,
    Institutionsslags.OMSORGSCENTER: _ELDERLY,
    Institutionsslags.AKTIVITETSCENTER: _ELDERLY,
    Institutionsslags.BOTILBUD: _SUPPORT,
    Institutionsslags.SOCIALT_TILBUD: _SUPPORT,
    Institutionsslags.BIBLIOTEK: _CULTURE,
    Institutionsslags.MUSEUM: _CULTURE,
    Institutionsslags.MUSIKSKOLE: _CULTURE,
    Institutionsslags.KULTURHUS: _CULTURE,
    Institutionsslags.IDRAETSANLAEG: _OUTDOORS,
    Institutionsslags.NATUR: _OUTDOORS,
    Institutionsslags.GENBRUG: _OUTDOORS,
}


def standard_list(slags: str) -> list[str]:
    """What places of that kind do best to talk about, what is theirs alone first."""
    return [*_KINDS.get(Institutionsslags(slags), []), *_ALL]
