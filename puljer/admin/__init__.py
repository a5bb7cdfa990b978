from puljer.admin import ansoegning, journal, pulje, runde, skema  # noqa: F401
