from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("home", "0012_status")]

    operations = [migrations.RenameField(model_name="statusalert", old_name="told_at", new_name="notified_at")]
