"""What counts as given: days that can be, parts that are asked for, what may be typed."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

FIELDS = {
    "date_bounds": models.CharField(
        choices=[
            ("any", "Any day"),
            ("past", "A day that has been"),
            ("future", "A day to come"),
        ],
        default="any",
        max_length=6,
    ),
    "parts": ArrayField(
        base_field=models.CharField(max_length=8), blank=True, default=list, size=None
    ),
    "autofill": models.CharField(
        blank=True,
        choices=[
            ("name", "The client’s name"),
            ("bday", "The client’s date of birth"),
            ("address", "The client’s address"),
            ("tel", "The client’s phone"),
            ("email", "The client’s email"),
        ],
        max_length=7,
    ),
    "may_be_typed": models.BooleanField(default=False),
}


class Migration(migrations.Migration):
    dependencies = [("intake", "0008_approved_by")]

    operations = [
        *(
            migrations.AddField(model_name=model, name=name, field=field)
            for model in ("checklistitem", "item")
            for name, field in FIELDS.items()
        ),
        migrations.AddField(
            model_name="item", name="added_at", field=models.DateTimeField(null=True)
        ),
    ]
