"""A provider's own report, posted to the portal as the provider posts it."""

import json
from base64 import b64encode

import pytest
from django.urls import include, path

from home.outbox.enums import DeliveryState
from home.outbox.models import Delivery, Suppression
from portal.urls import urlpatterns as portal_urls

urlpatterns = [
    *portal_urls,
    path("anymail/", include("anymail.urls")),
]  # as in portal.urls if EMAIL_PROVIDER is set
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
SECRET = "name:password"


@pytest.fixture
def post(client, settings):
    settings.ANYMAIL = {"WEBHOOK_SECRET": SECRET}

    def post(delivery: Delivery, secret: str = SECRET, **fields) -> int:
        body = {"Metadata": {"delivery": str(delivery.uuid)}, "MessageID": "abc", "Email": delivery.address, **fields}
        headers = {"Authorization": f"Basic {b64encode(secret.encode()).decode()}"}
        answer = client.post("/anymail/postmark/tracking/", json.dumps(body), "application/json", headers=headers)
        delivery.refresh_from_db()
        return answer.status_code

    return post


@pytest.mark.parametrize(
    ("fields", "state", "suppressed"),
    [
        ({"RecordType": "Bounce", "Type": "HardBounce", "TypeCode": 1}, DeliveryState.BOUNCED, 1),
        ({"RecordType": "SpamComplaint", "Type": "SpamComplaint", "TypeCode": 512}, DeliveryState.COMPLAINED, 1),
        ({"RecordType": "Delivery"}, DeliveryState.DELIVERED, 0),
    ],
)
def test_a_report_ends_the_mail_it_is_about_and_twice_is_once(write, post, fields, state, suppressed) -> None:
    delivery, other = write("mail:1"), write("mail:2")
    Delivery.objects.update(state=DeliveryState.SENT)
    for _again in range(2):
        assert post(delivery, **fields) == 200
    other.refresh_from_db()
    assert (delivery.state, other.state) == (state, DeliveryState.SENT)
    assert Suppression.objects.count() == suppressed


def test_nobody_else_may_report(write, post) -> None:
    delivery = write()
    assert post(delivery, secret="name:guess", RecordType="Bounce", Type="HardBounce", TypeCode=1) == 400
    assert delivery.state == DeliveryState.QUEUED
