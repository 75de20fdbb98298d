"""Archived copies on disk: their record, their facts, their harmless versions, and making them."""
