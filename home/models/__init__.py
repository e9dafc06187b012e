from home.models.alerts import StatusAlert
from home.models.background import BackgroundTask
from home.models.base import BasePage
from home.models.cdn_addresses import CDNAddress
from home.models.deleted_pages import DeletedPage
from home.models.missed_bumps import MissedBump
from home.models.pages import HomePage, StandardPage
from home.models.rate_counters import RateCounter
from home.models.snippets import Announcement, Footer
from home.models.worker import JobRun

__all__ = [
    "Announcement",
    "BackgroundTask",
    "BasePage",
    "CDNAddress",
    "DeletedPage",
    "Footer",
    "HomePage",
    "JobRun",
    "MissedBump",
    "RateCounter",
    "StandardPage",
    "StatusAlert",
]
