"""Lexical helpers that more than one dialect needs; they know text, not courses."""
