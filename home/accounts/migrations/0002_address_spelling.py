from django.conf import settings
from django.db import migrations

from home.outbox.addresses import normalise


def respell(apps, schema_editor):
    """Domains in ASCII; of two invitations of a mailbox the last one stays, and only its link works.

    Both spellings can be mailed, so nothing is undone.
    """
    users = apps.get_model(settings.AUTH_USER_MODEL).objects
    for pk, address in list(users.values_list("pk", "email")):
        if normalise(address) != address:
            users.filter(pk=pk).update(email=normalise(address))
    invitations, seen = apps.get_model("accounts", "Invitation").objects, set()
    for pk, address in list(invitations.order_by("-sent_at", "-pk").values_list("pk", "address")):
        if normalise(address) in seen:
            invitations.filter(pk=pk).delete()
        seen.add(normalise(address))
    for pk, address in list(invitations.values_list("pk", "address")):
        if normalise(address) != address:
            invitations.filter(pk=pk).update(address=normalise(address))


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [migrations.RunPython(respell, migrations.RunPython.noop)]
