"""Topics: what people talk about, found by counting which words they use together.

`units` says which stretches of speech are looked at, `terms` counts words and collocations in them, `methods/` holds
one model a file, `coherence` and `stability` judge what comes out, `tables/` shows it beside the codebook. Everything
is made from a `Frame` and `Spoken` words; nothing here reads or writes files.
"""
