"""Runs the steps of home.registry.after_migrate, which create the rows that every portal needs."""

from typing import Any

from django.apps import apps
from django.db.models.signals import post_migrate

from home.registry import after_migrate


def connect() -> None:
    """Connects to the signal of the last app with models, when every app has its permissions."""
    last_app = [config for config in apps.get_app_configs() if config.models_module][-1]
    post_migrate.connect(run, sender=last_app)


def run(**kwargs: Any) -> None:
    """Every step, in the order in which home.registry names them. Repeating it changes nothing."""
    for _name, step in after_migrate:
        step()
