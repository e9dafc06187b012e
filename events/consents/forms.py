from django import forms
from django.utils.text import capfirst

from events.consents.wording import EXPLANATION, QUESTION
from events.enums import RecordingAnswer


class RecordingForm(forms.Form):
    answer = forms.ChoiceField(
        label=QUESTION,
        help_text=EXPLANATION,
        choices=[(one.value, capfirst(one.label)) for one in RecordingAnswer],
        widget=forms.RadioSelect,
    )
