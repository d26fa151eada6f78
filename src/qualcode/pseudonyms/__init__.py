"""A copy of a study in which names and numbers of people are replaced, and the key that stays with the researcher."""
