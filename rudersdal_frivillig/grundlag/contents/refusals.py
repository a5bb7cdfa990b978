"""Why a document is not taken, and what its sender can do instead."""

EMPTY = "Filen er tom. Vælg en anden fil, eller gem den igen, og prøv så igen."
TOO_BIG = (
    "Filen fylder mere end 20 MB. Del den i flere filer, eller gem den i en mindre "
    "udgave, og prøv igen."
)
UNKNOWN = (
    "Filen er ikke af en slags, vi kan tage imod. Gem den som PDF, og prøv igen. "
    "Billeder skal være JPG, PNG eller WebP."
)
PROGRAM = (
    "Filen er et program, og programmer kan vi ikke tage imod. Vælg selve dokumentet "
    "eller billedet i stedet."
)
ARCHIVE = (
    "Filen er en pakket mappe med andre filer i. Pak den ud, og vælg filerne enkeltvis."
)
MARKUP = (
    "Filen er en hjemmeside og ikke et dokument. Åbn den, gem den som PDF, og prøv "
    "igen."
)
DRAWING = (
    "Tegninger i formatet SVG kan vi ikke tage imod. Gem tegningen som PDF eller PNG, "
    "og prøv igen."
)
OTHER_PICTURE = (
    "Billedet er i et format, vi ikke kan vise. Gem det som JPG eller PNG, og prøv "
    "igen."
)
TOO_MANY_PIXELS = (
    "Billedet er for stort, selv om filen ikke er det. Gem det som JPG og i en mindre "
    "størrelse, for eksempel 2000 x 1500 punkter, og prøv igen."
)
BROKEN_PICTURE = (
    "Billedet er gået i stykker eller er ikke kommet helt med. Gem det igen som JPG "
    "eller PNG, og prøv igen."
)
BROKEN = (
    "Filen er gået i stykker eller er ikke kommet helt med. Åbn den, gem den som PDF, "
    "og prøv igen."
)
NOT_ONLY_PDF = (
    "PDF-filen indeholder også noget, der ikke hører til i en PDF. Åbn den, udskriv "
    "den til en ny PDF, og prøv igen."
)
LOCKED_PDF = (
    "PDF-filen kræver en adgangskode, så vi kan ikke læse den. Gem den uden "
    "adgangskode, og prøv igen."
)
LOCKED = (
    "Dokumentet kræver en adgangskode, så vi kan ikke læse det. Gem det uden "
    "adgangskode, og prøv igen."
)
OLD_OR_LOCKED = (
    "Dokumentet er gemt i et ældre format (.doc, .xls eller .ppt), eller det kræver en "
    "adgangskode. Gem det som PDF uden adgangskode, og prøv igen."
)
MACROS = (
    "Dokumentet indeholder makroer, altså små programmer. Gem dokumentet som PDF, og "
    "prøv igen."
)
FILE_INSIDE = (
    "Dokumentet har en anden fil liggende i sig. Gem dokumentet som PDF, og prøv igen."
)
BOMB = (
    "Dokumentet fylder alt for meget, når det pakkes ud. Gem dokumentet som PDF, og "
    "prøv igen."
)
LETTERS = (
    "Vi kan ikke læse bogstaverne i filen. Gem den som PDF, eller gem den igen med "
    "tegnsættet UTF-8, og prøv igen."
)
