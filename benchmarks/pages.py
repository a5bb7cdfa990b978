"""What is asked for: kinds of pages, each with many addresses."""

from collections.abc import Callable, Iterator
from itertools import count, cycle
from random import Random
from urllib.parse import quote

from opgavebank.models import Opslag

# What citizens write: known and unknown words, two and three, misspelt, without æøå.
QUERIES = """
have|haven|havearbejde|køkkenhave|læse højt|højtlæsning|lektiehjælp|lektie hjælp|børn|
barn|boernehave|ældre|pensionister|plejehjem|plejehjæm|besøgsven|besøgsvenner|gåtur|
gå en tur med en hund|hund|musik|guitar|klaver|synge|sang|kor|kaffe|café|bage|
madlavning|
spise sammen|sprog|dansk|sprogcafé|integration|flygtninge|mentor|unge|fritidsjob|skak|
spil|brætspil|kort|cykel|cykelpilot|reparation|repair|værksted|snedker|håndværk|strikke|
sy|håndarbejde|it|computer|tablet|mobil|biblotek|bibliotek|bøger|museum|musem|kultur|
koncert|teater|foto|natur|skov|strand|affald|fugle|planter|træer|motion|gymnastik|
svømning|fodbold|idræt|chauffør|køre bil|bus|følge til læge|ensom|ensomhed|selskab|
aften|weekend|hjemmefra|forening|kasserer|regnskab|økonomi|fest|julefest|banko|
demens|handicap|kørestol|psykisk sårbar|børnebørn|bedstemor|skole|klasse|matematik|
spille fodbold med børn|læse avis for ældre|hjælpe i haven om foråret|plante blomster|
tale dansk med nye borgere|gaa tur|vaerksted|koere|laese|aeldre|oekonomi|
frivilig|beøsgsven|hjælp|opgave|tirsdag|holte|vedbæk|birkerød|xyzzy
"""
_FILTERS = ["", "", "", "&hvornaar=aften", "&hvem=boern&omraade=holte", "&fra=2840"]


def searches(random: Random) -> Iterator[str]:
    """Each word in turn, and some of them with filters; drawn anew for each round."""
    words = [word.strip() for word in QUERIES.replace("\n", "").split("|")]
    while True:
        random.shuffle(words)
        for word in words:
            yield f"/opgaver/?q={quote(word)}{random.choice(_FILTERS)}"


def lists(random: Random) -> Iterator[str]:
    addresses = [
        "/opgaver/",
        "/opgaver/?side=2",
        "/opgaver/?side=50",
        "/opgaver/?hvornaar=aften",
        "/opgaver/?omraade=holte&hvem=aeldre",
        "/opgaver/?orden=mangler",
        "/opgaver/?fra=2950",
    ]
    return cycle(addresses)


def details(random: Random) -> Iterator[str]:
    posts = list(Opslag.objects.public().newest()[:500])
    while True:
        yield random.choice(posts).get_absolute_url()


def _always(address: str) -> Callable[[Random], Iterator[str]]:
    return lambda random: cycle([address])


def _institutions(random: Random) -> Iterator[str]:
    return (f"/institutioner/institution-{n % 2000}/" for n in count(7, 13))


def _staff_lists(random: Random) -> Iterator[str]:
    """All posts, narrowed, searched, deep and ordered otherwise."""
    queries = ["", "status__exact=aktiv", "q=guitar", "p=30", "o=1", "o=-5"]
    return cycle(f"/admin/opgavebank/opslag/?{query}" for query in queries)


# What only staff see.
STAFF = {
    "admin: front page": _always("/admin/"),
    "admin: list of opslag": _staff_lists,
}
KINDS = {
    "list without a search": lists,
    "search": searches,
    "post": details,
    "fagområde page": _always("/fagomraader/aeldre-og-sundhed/"),
    "institution page": _institutions,
    "forside": _always("/"),
    **STAFF,
    # Floors: Django without database or template, and what lies under it.
    "floor: /robots.txt": _always("/robots.txt"),
    "floor: /status/": _always("/status/"),
}
