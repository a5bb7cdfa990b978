from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("puljer", "0003_roles"),
    ]

    operations = [
        migrations.AddField(
            model_name="pulje",
            name="godkender_skriver",
            field=models.TextField(
                blank=True,
                editable=False,
                max_length=1000,
                verbose_name="godkenderen skriver",
            ),
        ),
    ]
