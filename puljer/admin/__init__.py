from puljer.admin import pulje, runde, skema  # noqa: F401
