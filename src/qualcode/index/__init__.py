"""Columns over a text: vocabulary, token ids, inverted lists, segments, languages."""
