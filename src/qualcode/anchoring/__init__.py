"""Anchoring: where a coding stands, and where it goes when its transcript changes."""
