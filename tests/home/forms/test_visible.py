import pytest
from django.core.exceptions import ValidationError

from events.roster.admin.forms import HelperForm
from events.roster.public.forms import OfferForm
from events.submissions.fields import PROPOSAL_FIELDS, SPEAKER_FIELDS
from events.submissions.fields.base import FormContext
from home.translations.views.reports import ReportForm

NOWHERE = FormContext(event=None)


@pytest.mark.parametrize("text", ["\x7f\x80\x9f", "\u200b\u200d", "\u202e\xa0", "\u2800", "\u3164", "\ufffe "])
@pytest.mark.parametrize(
    "field",
    [
        next(one for one in PROPOSAL_FIELDS if one.name == "title").form_field(NOWHERE),
        next(one for one in SPEAKER_FIELDS if one.name == "name").form_field(NOWHERE),
        OfferForm.base_fields["name"],
        HelperForm.base_fields["name"],
        ReportForm.base_fields["text"],
    ],
    ids=["title", "speaker", "offer", "helper", "report"],
)
def test_what_nobody_can_see_counts_as_empty(field, text):
    with pytest.raises(ValidationError) as refused:
        field.clean(text)
    assert [one.code for one in refused.value.error_list] == ["required"]
    assert field.clean(f"{text}Oak") == f"{text}Oak".strip()
