"""What the shop has."""

from django.db import models


class Order(models.Model):
    """An order, and what it costs."""

    total = models.IntegerField()
