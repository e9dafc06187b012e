from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from home import registry


def left_out(model: Any, code: str) -> Q | None:
    """The rows of `model` (Page or a snippet) that are not made in a language (home.registry.left_out), if any."""
    found = [rows for _name, ask in registry.left_out if (rows := ask(model, code)) is not None]
    return reduce(or_, found) if found else None


def is_left_out(model: Any, pk: Any, code: str) -> bool:
    rows = left_out(model, code)
    return rows is not None and model._base_manager.filter(rows, pk=pk).exists()
