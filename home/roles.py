"""What somebody in the admin is here for."""

from typing import Any

from home.groups import EDITORS, group_names, languages_of_translator


def is_only_translator(user: Any) -> bool:
    """Whether somebody translates and has no other task; such a person is shown little else. Asked once per user."""
    if not hasattr(user, "_is_only_translator"):
        translates = bool(languages_of_translator(user))
        user._is_only_translator = translates and not user.is_superuser and EDITORS not in group_names(user)
    return user._is_only_translator
