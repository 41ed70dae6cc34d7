from django.db import migrations, models

KINDS = [
    *("name_tags", "blank_tags", "tape_list", "door_list", "run_sheet", "food_sheet", "table_signs"),
    *("poster", "certificates", "day_pack"),
]
LABELS = [
    *("Name tags", "Blank name tags", "Names for tape and marker", "List for the door", "Run sheet"),
    *("Food", "Table signs", "Poster", "Certificates of attendance", "All for the day"),
]


class Migration(migrations.Migration):
    dependencies = [("participants", "0009_payers_of_all_countries")]

    operations = [
        migrations.RemoveConstraint(model_name="paper", name="participants_paper_kind"),
        migrations.AlterField(
            model_name="paper",
            name="kind",
            field=models.CharField(choices=list(zip(KINDS, LABELS, strict=True)), max_length=20),
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", KINDS)), name="participants_paper_kind"
            ),
        ),
    ]
