"""Indonesian: voices, affixes, derivation, and the spellings of speech."""
