from home.outbox.models.deliveries import Batch, Delivery
from home.outbox.models.suppressions import Suppression
from home.outbox.models.transport import Transport

__all__ = ["Batch", "Delivery", "Suppression", "Transport"]
