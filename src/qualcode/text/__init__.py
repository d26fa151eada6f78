"""Text in, values out: tokens, sentences, marks, languages, word levels and speaker roles.

Nothing is imported here, because some files load dictionaries: import the file that you need
(``from qualcode.text import tokens``).
"""
