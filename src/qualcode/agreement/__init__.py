"""Agreement: how far two coders give the same codes, what they differ in, and which units a person should code.

One file a thing: `units` (what is compared), `scores`, `coefficients`, `evaluation` (all of them by code, with
intervals), `disagreements` (the quotes), `sample` (what to code), `sheet` (what a person coded), `changes` (two
codebooks), `moves` (what an edit of a codebook does to the codings), `quality` (the page about a codebook).
"""
