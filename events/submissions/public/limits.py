"""Rate limits of these forms."""

from datetime import timedelta

from home.forms.public import Limits
from home.forms.rate_limit import Limit

HOUR = timedelta(hours=1)
FORM_LIMITS = Limits(per_client=Limit(60, HOUR), total=Limit(3000, HOUR))
LOOKUP_LIMITS = Limits(per_client=Limit(10, HOUR), total=Limit(300, HOUR))
