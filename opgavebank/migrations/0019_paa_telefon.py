from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("opgavebank", "0018_statistik")]

    operations = [
        migrations.AddField(
            model_name="henvendelse",
            name="paa_telefon",
            field=models.BooleanField(default=False, verbose_name="kom på telefonen"),
        ),
    ]
