"""One mailbox has one spelling: in every column, form, fingerprint and mail."""

from datetime import timedelta
from importlib import import_module

import pytest
from django import forms
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunPython

from events.models import Event
from events.submissions.fields import FormContext
from events.submissions.models import Speaker
from events.submissions.public.forms import SpeakerForm
from events.submissions.public.private_views import LinkRequestForm
from events.submissions.tokens import read_token, token_of
from home.accounts.forms import InviteForm
from home.newsletter.forms import LinkForm, SignUpForm
from home.newsletter.models import Subscriber
from home.outbox.actions import enqueue_batch, lift_suppression, suppress
from home.outbox.address_fields import AddressField, AddressFormField
from home.outbox.addresses import keyed_hash, mailbox, masked, normalise, readable
from home.outbox.enums import SuppressionReason
from home.outbox.models import Batch, Delivery, Suppression
from home.outbox.sending import send_due
from home.outbox.suppression_view import AddressForm
from tests.events.submissions.proposals import event, submission
from tests.outbox.conftest import NOW, TEST_KIND

SHARP_S = "strauss@xn--strae-oqa.example"
SPELLINGS = {
    "Strauss@Straße.example": SHARP_S,
    " strauss@xn--STRAE-oqa.example": SHARP_S,
    "strauss@straſſe.example": "strauss@strasse.example",  # another mailbox, by UTS 46
    "wilma@bücher.example": "wilma@xn--bcher-kva.example",
    "wilma@bu\u0308cher.example": "wilma@xn--bcher-kva.example",
    "WILMA@BÜCHER。EXAMPLE": "wilma@xn--bcher-kva.example",
    "raed@مثال.example": "raed@xn--mgbh0fb.example",
    "Ana+List@Example.ORG": "ana+list@example.org",
    "no address ß": "no address ß",
}
OWN = ("outbox", "newsletter", "accounts", "submissions", "events", "home", "search", "translations")


@pytest.mark.parametrize(("typed", "stored"), SPELLINGS.items())
def test_a_mailbox_has_one_spelling(typed, stored):
    assert normalise(typed) == stored
    assert normalise(stored) == stored
    assert keyed_hash(typed) == keyed_hash(stored)
    assert mailbox(typed) == mailbox(stored)


def test_an_address_is_shown_as_people_write_it():
    assert readable(SHARP_S) == "strauss@straße.example"
    assert readable("wilma@mail.xn--bcher-kva.example") == "wilma@mail.bücher.example"
    assert readable("ana@example.org") == "ana@example.org"
    assert readable("ana@xn--.example") == "ana@xn--.example"
    assert AddressFormField().prepare_value(SHARP_S) == "strauss@straße.example"
    assert masked(SHARP_S) == "s…@xn--strae-oqa.example"


def test_no_column_of_addresses_is_without_the_one_spelling():
    fields = [field for name in OWN for model in apps.get_app_config(name).get_models() for field in model._meta.fields]
    addresses = [field for field in fields if isinstance(field, models.EmailField)]
    assert {field.model for field in addresses} >= {Delivery, Subscriber, Speaker, Event}
    assert [field for field in addresses if not isinstance(field, AddressField)] == []


def test_no_form_takes_an_address_as_it_was_typed():
    assert isinstance(InviteForm().fields["address"], AddressFormField)
    assert isinstance(LinkForm().fields["address"], AddressFormField)
    assert isinstance(LinkRequestForm().fields["email"], AddressFormField)
    assert isinstance(AddressForm().fields["address"], AddressFormField)
    assert isinstance(SignUpForm(consent_text="", consent_version="").fields["address"], AddressFormField)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("雨@例え.example", "Before the @, the address may only have a to z without accents, digits and signs."),
        ("josé@example.org", "Before the @, the address may only have a to z without accents, digits and signs."),
        ("jose..campoluz@example.com", "Enter a valid email address."),
        ('"quentin @ home"@example.org', "Enter a valid email address."),
        ("ana@xn--strae-oqb.example.", "Enter a valid email address."),
        ("ana@xn--a-.example", "Enter a valid email address."),
        ("ana@exa mple.org", "Enter a valid email address."),
        ("a@b@example.org", "Enter a valid email address."),
        ("ana@" + "ü" * 64 + ".example", "Enter a valid email address."),
        ("", "This field is required."),
    ],
)
def test_what_cannot_be_mailed_is_refused_in_words(typed, said):
    with pytest.raises(forms.ValidationError) as refused:
        AddressFormField().clean(typed)
    assert refused.value.messages == [said]


def test_the_form_of_a_speaker_takes_no_address_as_it_was_typed(db):
    form = SpeakerForm(context=FormContext(event()))
    assert isinstance(form.fields["email"], AddressFormField)


def test_an_address_is_stored_and_found_in_one_spelling(db):
    subscriber = Subscriber(address="Wilma@Bücher.example", language="en", requested_at=NOW, changed_at=NOW)
    subscriber.save()
    assert subscriber.address == "wilma@xn--bcher-kva.example"
    assert Subscriber.objects.get(address="WILMA@bücher.example") == subscriber
    assert Subscriber.objects.filter(address__in=["wilma@bücher.example"]).exists()


def test_an_account_is_found_by_either_spelling(db):
    user = get_user_model().objects.create_user("wilma", "Wilma@Bücher.example")
    assert user.email == "wilma@xn--bcher-kva.example"
    form = InviteForm({"address": "wilma@bücher.example", "language": "en", "group": Group.objects.first().pk})
    assert "wilma@bücher.example has an account already" in form.errors["address"][0]


def test_no_mail_goes_to_the_domain_of_python(provider, write):
    write(address="strauss@straße.example")
    batch = Batch.objects.create(key="batch")
    enqueue_batch(kind=TEST_KIND, batch=batch, rows=[("mail:2", "wilma@Bücher.example", "en")], now=NOW)
    assert set(Delivery.objects.values_list("address", flat=True)) == {SHARP_S, "wilma@xn--bcher-kva.example"}
    send_due(now=NOW, clock=lambda: NOW)
    assert SHARP_S in [address for mail in provider.sent for address in mail.recipients()]


def test_an_address_stopped_in_its_older_spelling_stays_stopped(db, settings):
    suppress(address="strauss@straße.example", reason=SuppressionReason.ERASED, now=NOW)
    Suppression.objects.update(address_hash=older_hash("strauss@straße.example"))
    for spelling in ("strauss@straße.example", SHARP_S):
        assert Suppression.objects.of(spelling)
        assert Suppression.objects.covering([spelling, "ana@example.org"]) == {spelling}
    assert not Suppression.objects.of("strauss@strasse.example")
    lift_suppression(address=SHARP_S, reasons=SuppressionReason)
    assert not Suppression.objects.exists()


def older_hash(address: str) -> str:
    """As it was stored when only the case of an address was normalised."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("home.outbox.addresses.normalise", str.lower)
        return keyed_hash(address)


def test_a_private_link_mailed_before_opens_its_proposal_and_names_its_reader(db, monkeypatch):
    speaker = submission().submitter
    speaker.email = "strauss@straße.example"
    speaker.save()
    mark = older_hash("strauss@straße.example")[:12]
    with monkeypatch.context() as older:
        older.setattr("events.submissions.tokens._address_marks", lambda speaker: [mark])
        token = token_of(speaker.submission, speaker)
    assert token != token_of(speaker.submission, speaker)
    assert read_token(token).reader == read_token(token_of(speaker.submission, speaker)).reader == speaker


# --- existing rows


def migration(label: str, name: str):
    """The models before a migration, and its steps."""
    found = import_module(f"{apps.get_app_config(label).name}.migrations.{name}").Migration
    before = MigrationLoader(connection).project_state([(label, name)], at_end=False).apps
    assert all(isinstance(step, RunPython) and step.reversible for step in found.operations)
    return before, found.operations


def run(before, steps, *, backwards: bool = False) -> None:
    for step in steps:
        (step.reverse_code if backwards else step.code)(before, None)


def test_two_subscribers_of_one_mailbox_become_one(db):
    before, steps = migration("newsletter", "0004_address_spelling")
    rows, records = before.get_model("newsletter", "Subscriber"), before.get_model("newsletter", "ConsentRecord")
    states = {
        "wilma@bücher.example": ("confirmed", 0),
        "wilma@xn--bcher-kva.example": ("pending", 3),
        "strauss@straße.example": ("confirmed", 0),
        SHARP_S: ("unsubscribed", 1),
        "ana@example.org": ("confirmed", 0),
        "raed@مثال.example": ("confirmed", 0),
    }
    for number, (address, (state, days)) in enumerate(states.items()):
        at = NOW + timedelta(days=days)
        row = rows.objects.create(
            address=address, language="en", state=state, requested_at=NOW, changed_at=at,
            unsubscribe_key=f"key-{number}", confirm_nonce=f"nonce-{number}",
        )  # fmt: skip
        records.objects.create(subscriber=row, event="asked", language="en", at=at)
    for backwards in (False, True, False):
        run(before, steps, backwards=backwards)
        assert set(rows.objects.values_list("address", "state")) == {
            ("wilma@xn--bcher-kva.example", "confirmed"),
            (SHARP_S, "unsubscribed"),
            ("ana@example.org", "confirmed"),
            ("raed@xn--mgbh0fb.example", "confirmed"),
        }
    counts = rows.objects.annotate(count=models.Count("consent_records")).values_list("address", "count")
    assert dict(counts)["wilma@xn--bcher-kva.example"] == 2
    assert records.objects.filter(subscriber=None).count() == 0
    assert rows.objects.get(address=SHARP_S).unsubscribe_key == "key-3"


def test_two_invitations_of_one_mailbox_become_one(db):
    before, steps = migration("accounts", "0002_address_spelling")
    users, rows = before.get_model("auth", "User"), before.get_model("accounts", "Invitation")
    users.objects.create(username="strauss", email="Strauss@straße.example")
    group = before.get_model("auth", "Group").objects.create(name="Circle")
    for days, address in enumerate(["wilma@xn--bcher-kva.example", "wilma@bücher.example", "ana@example.org"]):
        at = NOW + timedelta(days=days)
        rows.objects.create(address=address, group=group, language="en", nonce=f"nonce-{days}", sent_at=at)
    run(before, steps)
    assert users.objects.get(username="strauss").email == SHARP_S
    assert set(rows.objects.values_list("address", "nonce")) == {
        ("wilma@xn--bcher-kva.example", "nonce-1"),
        ("ana@example.org", "nonce-2"),
    }
    run(before, steps, backwards=True)


def test_mails_speakers_and_contacts_get_the_one_spelling(write):
    mail, edition = write(), event()
    speaker = submission(event=edition).submitter
    for label, name, model, field, pk in (
        ("outbox", "0003_address_spelling", "Delivery", "address", mail.pk),
        ("submissions", "0009_address_spelling", "Speaker", "email", speaker.pk),
        ("submissions", "0009_address_spelling", "Event", "contact", edition.pk),
    ):
        before, steps = migration(label, name)
        rows = before.get_model("events" if model == "Event" else label, model).objects
        rows.filter(pk=pk).update(**{field: "strauss@straße.example"})
        run(before, steps)
        assert rows.values_list(field, flat=True).get(pk=pk) == SHARP_S
        run(before, steps, backwards=True)
