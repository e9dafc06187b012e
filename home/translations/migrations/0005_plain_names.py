import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("translations", "0004_setbacks"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RenameModel("Upkeep", "TranslationStatus"),
        migrations.RenameModel("Setback", "SyncFailure"),
        migrations.RenameModel("NoMail", "DailyMailOptOut"),
        migrations.RenameModel("Together", "JointPublication"),
        migrations.RenameField("jointpublication", "at", "publish_at"),
        migrations.RenameField("jointpublication", "by", "scheduled_by"),
        migrations.AlterField(
            "translationstatus",
            "translation",
            models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="status", to="wagtail_localize.translation"
            ),
        ),
        migrations.AlterField(
            "dailymailoptout",
            "user",
            models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="daily_mail_opt_out",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            "jointpublication",
            "page",
            models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="joint_publication",
                to="wagtailcore.page",
            ),
        ),
    ]
