from django.utils.translation import gettext_lazy as _
from wagtail.admin.userbar import ContentCheckerItem


class CheckerItem(ContentCheckerItem):
    """Wagtail's accessibility checker with rules of ours: alternative texts, order of headings, links, contrast."""

    axe_run_only = [
        *ContentCheckerItem.axe_run_only,
        "image-alt",
        "color-contrast",
        "duplicate-id-aria",
        "html-has-lang",
        "list",
        "page-has-heading-one",
    ]
    axe_messages = {
        **ContentCheckerItem.axe_messages,
        "image-alt": {
            "error_name": _("Image without alternative text"),
            "help_text": _("Say what somebody who cannot see it would miss"),
        },
        "page-has-heading-one": {
            "error_name": _("Page without a main heading"),
            "help_text": _("Give the page a title"),
        },
    }
