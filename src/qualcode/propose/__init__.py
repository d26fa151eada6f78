"""Suggestions learnt from people's codings: which turns may hold a code, and which ones to read now.

`material` is what there is to learn from; `learner` scores turns; `judge` says how sure a score is, how learnable a
code, and how much of it is left; `choose` picks the next turns and gives reasons; `card` stores what was learnt as a
file for another study. A suggestion is never a coding.
"""
