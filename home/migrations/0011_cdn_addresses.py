from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("home", "0010_background_tasks")]

    operations = [migrations.RenameModel("HeldAddress", "CDNAddress")]
