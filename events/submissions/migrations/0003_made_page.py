from django.db import migrations, models


class Migration(migrations.Migration):
    """Whether a speaker's page came from the proposal. Of older rows nobody can say it, so their pages stay."""

    dependencies = [("submissions", "0002_told")]

    operations = [
        migrations.AddField(model_name="speaker", name="made_page", field=models.BooleanField(default=False)),
    ]
