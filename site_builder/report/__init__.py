"""Diagnostics and the model as text, JSON and annotations."""
