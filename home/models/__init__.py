from home.models.base import BasePage
from home.models.pages import HomePage, StandardPage

__all__ = ["BasePage", "HomePage", "StandardPage"]
