"""What forms say in Spanish is said to "tú"."""

import re

import pytest
from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, SetPasswordForm
from django.contrib.auth.password_validation import password_validators_help_texts
from django.core.exceptions import ValidationError
from django.utils.translation import override

USTED = re.compile(r"(?i)\b(usted|su|sus|introduzca|ingrese|escoja|seleccione|asegúrese|env[ií]e|observe|vuelva)\b")
FIELDS = [
    (forms.CharField(max_length=2), "long"),
    (forms.CharField(min_length=9), "short"),
    (forms.IntegerField(), "x"),
    (forms.IntegerField(max_value=2), "5"),
    (forms.IntegerField(min_value=2), "1"),
    (forms.FloatField(), "x"),
    (forms.DateField(), "x"),
    (forms.TimeField(), "x"),
    (forms.DateTimeField(), "x"),
    (forms.DurationField(), "x"),
    (forms.URLField(assume_scheme="https"), "x"),
    (forms.ChoiceField(choices=[("a", "a")]), "x"),
    (forms.TypedMultipleChoiceField(choices=[("a", "a")]), ["x"]),
    (forms.MultipleChoiceField(choices=[("a", "a")]), "x"),
    (forms.RegexField("a"), "x"),
]


@pytest.mark.parametrize(("field", "value"), FIELDS, ids=lambda one: type(one).__name__)
def test_a_field(field, value):
    with override("es"), pytest.raises(ValidationError) as refused:
        field.clean(value)
    assert not USTED.search(" ".join(refused.value.messages))


def test_passwords():
    with override("es"):
        said = [*password_validators_help_texts(), *map(str, AuthenticationForm.error_messages.values())]
        said += [str(PasswordChangeForm.error_messages["password_incorrect"])]
        said += [str(field.help_text) for field in SetPasswordForm(None).fields.values()]
    assert [text for text in said if USTED.search(text)] == []
    assert "tu otra información" in " ".join(said)
