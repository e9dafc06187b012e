"""One login per role, all with the same generated password."""

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from wagtail.users.models import UserProfile

from home.roles import EDITORS, PROGRAMME_TEAM, translators_group_name


@dataclass(frozen=True)
class Login:
    username: str
    role: str
    language: str  # of the admin
    groups: tuple[str, ...] = ()
    is_superuser: bool = False


LOGINS = [
    Login("editor", "content editor", "en", (EDITORS,)),
    Login("team", "programme team: proposals", "en", (PROGRAMME_TEAM,)),
    Login("translator-es", "translator into Spanish", "es", (translators_group_name("es"),)),
    Login("translator-en", "translator into English", "en", (translators_group_name("en"),)),
    Login("admin", "administrator", "en", is_superuser=True),
]


def make_logins(password: str) -> None:
    """Make the logins that are missing. Existing ones keep their password."""
    users = get_user_model().objects
    for login in LOGINS:
        if users.filter(username=login.username).exists():
            continue
        make = users.create_superuser if login.is_superuser else users.create_user
        names = {"first_name": login.username, "last_name": "(demo)"}
        user = make(login.username, f"{login.username}@example.org", password, **names)
        user.groups.set(Group.objects.filter(name__in=login.groups))
        UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": login.language})


def demo_logins_exist() -> bool:
    names = [login.username for login in LOGINS]
    return get_user_model().objects.filter(username__in=names).count() == len(names)


def table(password: str) -> str:
    """The logins, for people to read in a terminal."""
    rows = [f"  {login.username:<15} {login.role}" for login in LOGINS]
    return "\n".join(["Log in at /admin/ with the password", f"  {password}", "as one of", *rows])
