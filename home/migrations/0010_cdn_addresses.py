from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("home", "0009_plain_words")]

    operations = [migrations.RenameModel("HeldAddress", "CDNAddress")]
