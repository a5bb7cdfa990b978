"""What is read of many rows at once lies in the row, long texts beside the table.

Ranking reads `soegehoved` of every hit, and counting reads the lists; the rest of a post
is read twenty at a time. Measured in benchmarks/: ranking 18,000 hits takes a seventh.
"""

from django.db import migrations

IN_THE_ROW = ["soegehoved", "tidspunkter", "maalgrupper", "egnet_for"]
STORAGE = "".join(
    f"ALTER COLUMN {name} SET STORAGE %(storage)s, " for name in IN_THE_ROW
)
TABLE = f"ALTER TABLE opgavebank_opslag {STORAGE.rstrip(', ')};"
COMPACT = "ALTER TABLE opgavebank_opslag SET (toast_tuple_target = 1024);"
AS_BEFORE = "ALTER TABLE opgavebank_opslag RESET (toast_tuple_target);"


class Migration(migrations.Migration):
    dependencies = [("opgavebank", "0005_text_lengths")]

    operations = [
        migrations.RunSQL(
            [TABLE % {"storage": "MAIN"}, COMPACT],
            [TABLE % {"storage": "EXTENDED"}, AS_BEFORE],
        )
    ]
