from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("imports", "0001_imports"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="importrun",
            options={"ordering": ["-pk"], "verbose_name": "import", "verbose_name_plural": "imports"},
        ),
        migrations.AlterModelOptions(
            name="sourceid",
            options={"verbose_name": "row of an import", "verbose_name_plural": "rows of imports"},
        ),
    ]
