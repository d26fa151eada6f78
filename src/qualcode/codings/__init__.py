"""Codings: the one schema of what rules and people coded, the coders, and what is in force.

`schema` holds the columns, `apply` lets rules code a corpus, `cache` keeps their codings, `coders` opens one coder's
codings, `mentions` unites codes with their children.
"""
