import django.db.models.deletion
from django.db import migrations, models

import rudersdal_frivillig.grundlag.fields
import rudersdal_frivillig.grundlag.sorting


class Migration(migrations.Migration):
    dependencies = [
        ("grundlag", "0016_viser_frivilligoverblik"),
        ("opgavebank", "0006_search_storage"),
    ]

    operations = [
        migrations.CreateModel(
            name="Frivilligindsats",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "hvad",
                    models.CharField(
                        help_text="Begynd gerne med et udsagnsord: Læser højt, går ture …",
                        max_length=80,
                        verbose_name="hvad de frivillige gør",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("i_gang", "I gang"),
                            ("oensket", "Ønsket"),
                            ("tidligere", "Tidligere"),
                        ],
                        default="i_gang",
                        max_length=10,
                    ),
                ),
                (
                    "maalgrupper",
                    rudersdal_frivillig.grundlag.fields.ChoicesField(
                        base_field=models.CharField(
                            choices=[
                                ("boern", "Børn"),
                                ("unge", "Unge"),
                                ("aeldre", "Ældre"),
                                ("handicap", "Mennesker med handicap"),
                                ("psykisk_saarbare", "Psykisk sårbare"),
                                ("nye_danskere", "Nye danskere"),
                                ("familier", "Familier"),
                                ("lokalsamfund", "Lokalsamfundet"),
                                ("natur", "Natur og klima"),
                                ("kultur", "Kulturlivet"),
                            ],
                            max_length=30,
                        ),
                        blank=True,
                        default=list,
                        verbose_name="for hvem",
                    ),
                ),
                (
                    "forening",
                    models.CharField(
                        blank=True,
                        help_text="Navnet på foreningen, aldrig på en person. Tom, hvis de frivillige er jeres egne.",
                        max_length=100,
                        verbose_name="forening eller gruppe",
                    ),
                ),
                (
                    "hyppighed",
                    models.CharField(
                        choices=[
                            ("en_gang", "en gang"),
                            ("daglig", "om dagen"),
                            ("ugentlig", "om ugen"),
                            ("hver_anden_uge", "hver anden uge"),
                            ("maanedlig", "om måneden"),
                            ("kvartalsvis", "i kvartalet"),
                            ("faa_gange_om_aaret", "få gange om året"),
                            ("efter_aftale", "efter aftale"),
                        ],
                        default="efter_aftale",
                        max_length=20,
                        verbose_name="hvor tit",
                    ),
                ),
                (
                    "antal",
                    models.CharField(
                        choices=[
                            ("ikke_oplyst", "Ikke oplyst"),
                            ("1_2", "1-2 frivillige"),
                            ("3_5", "3-5 frivillige"),
                            ("6_10", "6-10 frivillige"),
                            ("over_10", "flere end 10 frivillige"),
                        ],
                        default="ikke_oplyst",
                        help_text="Cirka.",
                        max_length=15,
                        verbose_name="hvor mange frivillige",
                    ),
                ),
                (
                    "behov",
                    models.CharField(
                        blank=True,
                        help_text="Fx en, der kan læse højt om onsdagen. Tom, hvis I ikke mangler nogen.",
                        max_length=200,
                        verbose_name="hvad I mangler",
                    ),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True,
                        help_text="Kun for ansatte. Vises aldrig for borgere.",
                    ),
                ),
                (
                    "aendret_den",
                    models.DateTimeField(auto_now=True, verbose_name="ændret"),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="frivilligindsatser",
                        to="grundlag.institution",
                    ),
                ),
            ],
            options={
                "verbose_name": "frivilligindsats",
                "verbose_name_plural": "frivilligindsatser",
                "ordering": [
                    rudersdal_frivillig.grundlag.sorting.DanishKey("institution__navn"),
                    "status",
                    rudersdal_frivillig.grundlag.sorting.DanishKey("hvad"),
                    "pk",
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "oensket"), _negated=True),
                            models.Q(("behov", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="frivilligindsats_oensket_says_behov",
                        violation_error_message="Skriv, hvad I mangler, når indsatsen ønskes.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "oensket"), _negated=True),
                            ("antal", "ikke_oplyst"),
                            _connector="OR",
                        ),
                        name="frivilligindsats_oensket_has_no_one_yet",
                        violation_error_message="Er der frivillige, er indsatsen i gang og ikke kun ønsket.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "hvad__regex",
                                "[^ ]@[^ ]|(^|[^0-9])(\\+45 ?)?([0-9]{8}|[0-9]{4} [0-9]{4}|[0-9]{2}([ .-])[0-9]{2}\\4[0-9]{2}\\4[0-9]{2}|[0-9]{6}[- ]?[0-9]{4})($|[^0-9])",
                            ),
                            _negated=True,
                        ),
                        name="frivilligindsats_hvad_has_no_way_to_a_person",
                        violation_error_message="Hvad de frivillige gør: skriv ingen telefonnumre, e-mails eller CPR-numre.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "forening__regex",
                                "[^ ]@[^ ]|(^|[^0-9])(\\+45 ?)?([0-9]{8}|[0-9]{4} [0-9]{4}|[0-9]{2}([ .-])[0-9]{2}\\4[0-9]{2}\\4[0-9]{2}|[0-9]{6}[- ]?[0-9]{4})($|[^0-9])",
                            ),
                            _negated=True,
                        ),
                        name="frivilligindsats_forening_has_no_way_to_a_person",
                        violation_error_message="Forening eller gruppe: skriv ingen telefonnumre, e-mails eller CPR-numre.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "behov__regex",
                                "[^ ]@[^ ]|(^|[^0-9])(\\+45 ?)?([0-9]{8}|[0-9]{4} [0-9]{4}|[0-9]{2}([ .-])[0-9]{2}\\4[0-9]{2}\\4[0-9]{2}|[0-9]{6}[- ]?[0-9]{4})($|[^0-9])",
                            ),
                            _negated=True,
                        ),
                        name="frivilligindsats_behov_has_no_way_to_a_person",
                        violation_error_message="Hvad I mangler: skriv ingen telefonnumre, e-mails eller CPR-numre.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "note__regex",
                                "[^ ]@[^ ]|(^|[^0-9])(\\+45 ?)?([0-9]{8}|[0-9]{4} [0-9]{4}|[0-9]{2}([ .-])[0-9]{2}\\4[0-9]{2}\\4[0-9]{2}|[0-9]{6}[- ]?[0-9]{4})($|[^0-9])",
                            ),
                            _negated=True,
                        ),
                        name="frivilligindsats_note_has_no_way_to_a_person",
                        violation_error_message="Note: skriv ingen telefonnumre, e-mails eller CPR-numre.",
                    ),
                ],
            },
        ),
    ]
