from django.db import migrations

# What Wagtail's migrations gave its two groups for the models as a whole; what counts are the rights on a collection.
BEYOND = {
    "wagtailimages": ["add_image", "change_image", "delete_image", "choose_image"],
    "wagtaildocs": ["add_document", "change_document", "delete_document", "choose_document"],
}


def adopt_editors_and_drop_moderators(apps, schema_editor):
    """Editors have the rights of home.roles from here on. Moderators may publish everything, and are nobody's job here.

    Moderators with members stay: a check warns of them. Nobody loses anything by a group without members.
    """
    groups, permissions = apps.get_model("auth.Group").objects, apps.get_model("auth.Permission").objects
    for group in groups.filter(name="Editors"):
        for app_label, codenames in BEYOND.items():
            beyond = permissions.filter(content_type__app_label=app_label, codename__in=codenames)
            group.permissions.remove(*beyond)
    groups.filter(name="Moderators", user=None).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0006_missed_bumps"),
        # after each that gives these groups something
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailcore", "0005_add_page_lock_permission_to_moderators"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailimages", "0023_add_choose_permissions"),
        ("wagtaildocs", "0011_add_choose_permissions"),
        ("wagtail_localize", "0006_create_submit_translation_permission"),
    ]

    operations = [migrations.RunPython(adopt_editors_and_drop_moderators, migrations.RunPython.noop)]
