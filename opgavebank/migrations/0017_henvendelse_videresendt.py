from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("opgavebank", "0016_aftalt_den")]

    operations = [
        migrations.AddField(
            model_name="henvendelse",
            name="videresendt_den",
            field=models.DateTimeField(
                blank=True, null=True, verbose_name="sendt videre"
            ),
        ),
    ]
