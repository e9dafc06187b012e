from django import template

from home.forms.public import TRAP

register = template.Library()


@register.inclusion_tag("home/public_form_trap.html")
def public_form_trap(form: str) -> dict[str, str]:
    """The field that only robots fill in, always shown empty, and the proof of work. `form` is its view's name."""
    return {"trap": TRAP, "form": form}


@register.inclusion_tag("home/proof_of_work.html")
def proof_of_work(form: str) -> dict[str, str]:
    """What the browser fills in itself where the form of this name is flooded."""
    return {"form": form}
