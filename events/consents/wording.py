"""What speakers are asked about recordings. A change of these words is a new version of the wording."""

import hashlib

from django.utils import translation
from django.utils.translation import gettext_lazy as _

QUESTION = _("May the session be recorded?")
EXPLANATION = _(
    "A recording may be published on this site. You can change your answer at any time with your private link, also "
    "afterwards: after a no, we take the recording off all pages at once."
)


def wording(language: str) -> str:
    """Question and explanation in a language."""
    with translation.override(language):
        return f"{QUESTION}\n{EXPLANATION}"


def version_of(language: str, text: str) -> str:
    return hashlib.sha256(f"{language}|{text.strip()}".encode()).hexdigest()[:12]
