"""The table that `createcachetable` makes, so that `migrate` is enough."""

from django.db import migrations

TABLE = """
CREATE TABLE cache (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamptz NOT NULL
);
CREATE INDEX cache_expires ON cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("grundlag", "0002_guards")]

    operations = [migrations.RunSQL(TABLE, "DROP TABLE cache;")]
