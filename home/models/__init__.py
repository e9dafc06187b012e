from home.models.base import BasePage
from home.models.pages import HomePage, StandardPage
from home.models.worker import JobRun

__all__ = ["BasePage", "HomePage", "JobRun", "StandardPage"]
