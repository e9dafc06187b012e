from django.dispatch import Signal

# Something final became of a mail, by the provider's answer or, later, by its report.
# Sent with: delivery, state (a DeliveryState: bounced, complained or failed), now (aware datetime).
delivery_failed = Signal()
