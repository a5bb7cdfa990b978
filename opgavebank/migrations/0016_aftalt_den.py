from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("opgavebank", "0015_kartotek")]

    operations = [
        migrations.AddField(
            model_name="henvendelse",
            name="aftalt_den",
            field=models.DateTimeField(blank=True, null=True, verbose_name="aftalt"),
        ),
    ]
