"""What editors see of mails that are none of their business."""

import pytest
from django.contrib.auth.models import Group

from events.submissions import actions
from events.submissions.models import Submission
from home.outbox.enums import DeliveryState
from home.outbox.models import Delivery
from tests.events.submissions.proposals import NOW, accepted, speaker_data, submission, team_member
from tests.factories import event_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def mails():
    event_page()
    row = submission(people=[speaker_data(), speaker_data("Bo Ek")])
    row.speakers.update(confirmed_at=NOW)
    accepted(row, team_member())
    Delivery.objects.filter(kind="proposal decision").update(state=DeliveryState.UNCERTAIN)


@pytest.mark.parametrize("path", ["", "doubts/"])
def test_the_list_shows_editors_no_subject_and_no_person_of_proposals(client, mails, django_user_model, path):
    user = django_user_model.objects.create_user("eve")
    user.groups.add(Group.objects.get(name="Editors"))
    client.force_login(user)
    page = client.get(f"/admin/mail/{path}").content.decode()
    assert "ecision on a proposal" in page
    for word in ("Lo que no se pudo decidir", "a…@", "b…@", "@example.org"):
        assert word not in page
    user.groups.add(Group.objects.get(name="Programme team"))
    client.force_login(django_user_model.objects.get(pk=user.pk))
    page = client.get(f"/admin/mail/{path}").content.decode()
    assert "Lo que no se pudo decidir" in page
    assert "ana@example.org" in page


def test_notices_to_the_team_about_a_proposal_are_hidden_as_well(mails):
    actions.withdraw(submission=Submission.objects.get(), now=NOW)
    assert Delivery.objects.get(key__contains=":withdrawn:").kind == "proposal notice"
