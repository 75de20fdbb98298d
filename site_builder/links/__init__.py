"""Resolvers of what a text points at, one a kind, and the one place that edits text."""
