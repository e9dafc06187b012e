from django import template

from home.outbox.addresses import masked

register = template.Library()
register.filter("masked", masked)
