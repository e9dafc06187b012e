from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessLog
from django.utils import timezone

from home.accounts.jobs import KEEP_LOGINS, forget_old_logins


@pytest.mark.django_db
def test_who_logged_in_is_forgotten_after_a_quarter_of_a_year():
    now = timezone.now()
    for model in (AccessAttempt, AccessLog):
        for days in (-1, 1):
            extra = {"failures_since_start": 1} if model is AccessAttempt else {}
            row = model.objects.create(username=str(days), ip_address="192.0.2.1", user_agent=str(days), **extra)
            model.objects.filter(pk=row.pk).update(attempt_time=now - KEEP_LOGINS + timedelta(days=days))
    assert [forget_old_logins(now=now), forget_old_logins(now=now)] == [2, 0]
    assert [model.objects.get().username for model in (AccessAttempt, AccessLog)] == ["1", "1"]
