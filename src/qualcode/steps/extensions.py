"""Endings of the files that can be read."""

from qualcode.readers import READERS

EXTENSIONS = frozenset(ending for reader in READERS for ending in reader.endings)
"""With a dot and in lower case."""
