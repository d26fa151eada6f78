"""Printed: a table as people read it, between the exact table and the formats that are pages.

`headings` names every column for people and says how its numbers are written, `layouts` says which columns a table
prints by default and how wide they are, `numbers` writes values, `fit` sets them on a page, `present` does it all.
Formats of data (csv, json, parquet ...) never come here.
"""
