"""Codings: the one schema of what rules and people coded, the coders, and what is in force.

`schema` holds the columns, `apply` lets rules code a corpus, `cache` keeps their codings, `coders` opens a coder's
codings, `looked` knows what a coder has read, `mentions` unites codes with their children.
"""
