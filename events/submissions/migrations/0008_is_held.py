from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("submissions", "0007_identity")]

    operations = [migrations.AddField("submission", "is_held", models.BooleanField(default=False))]
