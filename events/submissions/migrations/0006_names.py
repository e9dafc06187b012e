from django.db import migrations, models

RENAMED_MODELS = {"letter": "emailtemplate", "reader": "reviewerlanguages"}
STATES = ["submitted", "waitlisted", "accepted", "confirmed", "declined", "withdrawn"]


def forget_stale_types(apps, schema_editor):
    """Left by running a migration backwards with this code; Django would not rename a type to a name that is taken."""
    types = apps.get_model("contenttypes", "ContentType").objects.filter(app_label="submissions")
    types.filter(model__in=RENAMED_MODELS.values()).delete()


def rename_permissions(apps, schema_editor, names=RENAMED_MODELS):
    """Django renames the content type with the model, but not the codenames of its permissions."""
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="submissions")
    for old, new in names.items():
        for permission in permissions.filter(codename__endswith=f"_{old}"):
            permission.codename = permission.codename.removesuffix(old) + new
            permission.save(update_fields=["codename"])


def rename_permissions_back(apps, schema_editor):
    rename_permissions(apps, schema_editor, {new: old for old, new in RENAMED_MODELS.items()})


class Migration(migrations.Migration):
    """Rename models and columns to what they hold. No data is lost either way."""

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("submissions", "0005_plain_words"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="submission", name="submission_told_known"),
        migrations.RenameField(model_name="submission", old_name="told_at", new_name="notified_at"),
        migrations.RenameField(model_name="submission", old_name="told", new_name="notified_state"),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(notified_state__in=STATES), name="submission_notified_state_known"
            ),
        ),
        migrations.RunPython(forget_stale_types, migrations.RunPython.noop),
        migrations.RenameModel(old_name="Letter", new_name="EmailTemplate"),
        migrations.RenameModel(old_name="Reader", new_name="ReviewerLanguages"),
        migrations.RunPython(rename_permissions, rename_permissions_back),
    ]
