import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from home.accounts import actions, links, mail
from home.accounts.models import Invitation
from home.outbox.kinds import Withdrawn
from home.outbox.models import Delivery
from home.roles import EDITORS
from tests.accounts.conftest import log_in

NEW = "a walk of many miles"
WORDS = {"first_name": "Bea", "last_name": "Sol", "new_password1": NEW, "new_password2": NEW}


@pytest.fixture
def invitation(clock, admin) -> Invitation:
    group = Group.objects.get(name=EDITORS)
    return actions.invite(address="Bea@example.org", group=group, language="es", by=admin, now=timezone.now())


def path_of(invitation: Invitation) -> str:
    return links.invitation_link(invitation).removeprefix("http://localhost")


def composed(delivery: Delivery):
    return mail.compose_invitations([delivery])[delivery.pk]


def test_an_administrator_invites_and_the_link_goes_by_mail(clock, admin):
    client = log_in("root")
    group = Group.objects.get(name=EDITORS)
    client.post("/admin/invitations/new/", {"address": "Bea@Example.org", "group": group.pk, "language": "es"})
    invitation = Invitation.objects.get()
    assert (invitation.address, invitation.group, invitation.invited_by) == ("bea@example.org", group, admin)
    delivery = Delivery.objects.get(kind="invitation")
    assert delivery.text == ""  # no link in the database
    words = composed(delivery)
    assert "Elige aquí tu contraseña" in words.text
    assert path_of(invitation) in words.text
    assert path_of(invitation) in words.html


def test_the_link_makes_an_account_with_the_group_and_the_language_and_logs_in(invitation, django_user_model):
    client = Client()
    page = client.get(path_of(invitation))
    assert "bea@example.org" in page.content.decode()
    answer = client.post(path_of(invitation), WORDS)
    assert answer["Location"] == "/admin/"
    user = django_user_model.objects.get(email="bea@example.org")
    assert (user.username, user.first_name, user.last_name) == ("bea@example.org", "Bea", "Sol")
    assert [group.name for group in user.groups.all()] == [EDITORS]
    assert not user.is_superuser
    assert client.get("/admin/").status_code == 200
    assert log_in("bea@example.org", NEW).get("/admin/").status_code == 200


def test_where_the_group_needs_a_second_factor_it_comes_before_the_admin(invitation, settings):
    settings.SECOND_FACTOR_GROUPS = [EDITORS]
    client = Client()
    client.post(path_of(invitation), WORDS)
    chain = client.get("/admin/", follow=True).redirect_chain
    assert chain[-1][0].startswith("/admin/login/second-factor/")


def test_the_link_works_once(invitation):
    link = path_of(invitation)
    Client().post(link, WORDS)
    for answer in (Client().get(link), Client().post(link, WORDS)):
        assert answer.status_code == 410


def test_two_who_follow_it_at_once_make_one_account(invitation, django_user_model):
    read_before = Invitation.objects.get()
    Client().post(path_of(invitation), WORDS)
    with pytest.raises(links.InvalidLink):
        actions.accept(invitation=read_before, first_name="Eve", last_name="E", password=NEW)
    assert django_user_model.objects.filter(email="bea@example.org").count() == 1


def test_a_new_link_ends_the_older_one_even_while_it_is_being_used(invitation, clock):
    read_before = Invitation.objects.get()
    actions.invite_again(invitation=invitation, now=timezone.now())
    with pytest.raises(links.InvalidLink):
        actions.accept(invitation=read_before, first_name="Eve", last_name="E", password=NEW)
    assert Invitation.objects.exists()


def test_the_link_ends_after_seven_days_and_with_the_invitation(invitation, clock):
    link = path_of(invitation)
    clock.shift(timedelta(days=7) - timedelta(seconds=1))
    assert Client().get(link).status_code == 200
    clock.shift(2)
    assert Client().get(link).status_code == 410
    clock.shift(-3)
    invitation.delete()
    assert Client().get(link).status_code == 410


def test_a_forged_link_is_none(invitation):
    for token in ("x", f"{path_of(invitation)[:-2]}xx", links.signing.dumps([invitation.pk, invitation.nonce])):
        assert Client().get(f"/admin/login/invitation/{token.split('/')[-1]}/").status_code == 410


def test_a_weak_password_or_a_missing_name_makes_no_account(invitation, django_user_model):
    for change in ({"first_name": ""}, {"new_password1": "12345678", "new_password2": "12345678"}):
        assert Client().post(path_of(invitation), {**WORDS, **change}).status_code == 200
    assert Invitation.objects.exists()
    assert not django_user_model.objects.filter(email="bea@example.org").exists()


def test_sending_again_makes_the_older_link_worthless_also_in_mail_that_waits(invitation):
    older, waiting = path_of(invitation), Delivery.objects.get(kind="invitation")
    log_in("root").post("/admin/invitations/", {"invitation": invitation.pk, "again": "1"})
    invitation.refresh_from_db()
    assert Client().get(older).status_code == 410
    assert Client().get(path_of(invitation)).status_code == 200
    assert isinstance(composed(waiting), Withdrawn)
    assert path_of(invitation) in composed(Delivery.objects.filter(kind="invitation").latest("pk")).text


def test_withdrawing_ends_link_and_waiting_mail(invitation):
    link = path_of(invitation)
    client = log_in("root")
    assert "bea@example.org" in client.get("/admin/invitations/").content.decode()
    client.post("/admin/invitations/", {"invitation": invitation.pk, "withdraw": "1"})
    assert Client().get(link).status_code == 410
    assert isinstance(composed(Delivery.objects.get(kind="invitation")), Withdrawn)
    assert client.post("/admin/invitations/", {"invitation": invitation.pk, "withdraw": "1"}).status_code == 302


def test_an_address_with_an_account_or_an_invitation_is_told_in_a_sentence(invitation, editor):
    client = log_in("root")
    group = Group.objects.get(name=EDITORS).pk
    for address, said in (
        ("ANA@example.org", "has an account already: ana"),
        ("bea@example.org", "is invited already"),
    ):
        answer = client.post("/admin/invitations/new/", {"address": address, "group": group, "language": "en"})
        assert said in answer.context["form"].errors["address"][0]
    assert Invitation.objects.count() == 1


def test_somebody_who_got_an_account_meanwhile_is_told_so(invitation, django_user_model):
    django_user_model.objects.create_user("bea", "BEA@example.org", NEW)
    for answer in (Client().get(path_of(invitation)), Client().post(path_of(invitation), WORDS)):
        assert "ya tiene una cuenta" in answer.content.decode()
    assert django_user_model.objects.filter(email__iexact="bea@example.org").count() == 1


def test_a_username_that_is_taken_or_not_allowed_gives_way(django_user_model, db):
    django_user_model.objects.create_user("bea@example.org", "other@example.org")
    assert actions.free_username("bea@example.org") == "bea@example.org-2"
    assert re.fullmatch(r"[\w.@+-]+", actions.free_username("o'bea!/@example.org"))


def test_invitations_that_ended_long_ago_are_forgotten(invitation, clock):
    assert actions.purge_invitations(now=timezone.now() + timedelta(days=34)) == 0
    assert actions.purge_invitations(now=timezone.now() + timedelta(days=36)) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_three_as_for_one(clock, admin, count, django_assert_max_num_queries):
    group = Group.objects.get(name=EDITORS)
    for number in range(count):
        actions.invite(address=f"p{number}@example.org", group=group, language="en", by=admin, now=timezone.now())
    client = log_in("root")
    client.get("/admin/invitations/")
    with django_assert_max_num_queries(12):
        client.get("/admin/invitations/")


def test_a_name_does_not_turn_what_stands_after_it(invitation, django_user_model):
    client = Client()
    page = client.post(path_of(invitation), WORDS | {"last_name": "\u202e"})
    assert page.status_code == 200, "nothing is left of it"
    client.post(path_of(invitation), WORDS | {"last_name": "\u202eloS\tM."})
    assert django_user_model.objects.get(email="bea@example.org").last_name == "loS M."


def test_an_address_is_shown_as_people_write_it(clock, admin):
    client, group = log_in("root"), Group.objects.get(name=EDITORS)
    given = {"address": "bea@straße.example", "group": group.pk, "language": "es"}
    page = client.post("/admin/invitations/new/", given, follow=True).content.decode()
    assert "An invitation goes to bea@straße.example." in page
    invitation = Invitation.objects.get()
    assert invitation.address == "bea@xn--strae-oqa.example"
    assert "bea@straße.example" in Client().get(path_of(invitation)).content.decode()
    assert actions.free_username(invitation.address) == "bea@straße.example"
