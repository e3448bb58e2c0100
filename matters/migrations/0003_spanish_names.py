from django.db import migrations, models

SHIPPED = [
    ("Divorce — Standard", "Divorcio"),
    ("Divorce — Business Owner", "Divorcio con negocio propio"),
    ("Custody Only", "Custodia de los hijos"),
    ("Child Support Calculation", "Cálculo de la manutención de los hijos"),
    ("Post-Decree Modification", "Modificación de una sentencia"),
    ("Family-Based Green Card", "Residencia permanente por familia"),
    ("Naturalization", "Ciudadanía por naturalización"),
    ("Asylum", "Asilo"),
    ("Wills", "Testamento"),
    ("Living Trust", "Fideicomiso en vida"),
    ("Probate", "Sucesión"),
    ("Motor Vehicle Accident", "Accidente de vehículo"),
    ("Slip and Fall", "Caída"),
]
TABLE = "matters_casetype"


def name_those_that_shipped(apps, schema_editor):
    """Every firm's, so the table's owner is let past row-level security for as long as this takes."""
    schema_editor.execute(f"ALTER TABLE {TABLE} NO FORCE ROW LEVEL SECURITY")
    case_types = apps.get_model("matters", "CaseType")
    for name, name_es in SHIPPED:
        case_types.objects.filter(name=name, name_es="").update(name_es=name_es)
    schema_editor.execute(f"ALTER TABLE {TABLE} FORCE ROW LEVEL SECURITY")


class Migration(migrations.Migration):
    dependencies = [("matters", "0002_words")]

    operations = [
        migrations.AddField(
            model_name="casetype",
            name="name_es",
            field=models.CharField(
                blank=True, default="", max_length=120, verbose_name="Name in Spanish"
            ),
        ),
        migrations.AddField(
            model_name="matter",
            name="client_facing_name_es",
            field=models.CharField(blank=True, default="", max_length=200),
        ),
        migrations.RunPython(name_those_that_shipped, migrations.RunPython.noop),
    ]
