"""Rows read by statements of our own, as the rest of the code knows them."""

from datetime import UTC, datetime
from typing import Any

from django.db import router
from django.utils.dateparse import parse_datetime


def partly(model: Any, **values: Any) -> Any:
    """A row of which only ``values`` are read; the rest is fetched when somebody asks."""
    in_order = [field.attname for field in model._meta.concrete_fields if field.attname in values]
    return model.from_db(router.db_for_read(model), in_order, [values[name] for name in in_order])


def moment(value: Any) -> datetime:
    """SQLite keeps moments as text and without their zone, which is UTC."""
    read = value if isinstance(value, datetime) else parse_datetime(value)
    assert read  # noqa: S101  # written by Django
    return read if read.tzinfo else read.replace(tzinfo=UTC)
