"""Suggestions learnt from people's codings: which turns may hold a code, and which ones to read now.

One file a thing: `material` is what there is to learn from; `words` counts terms; `learner` scores turns; `judge` says
how sure a score is and how learnable a code; `choose` picks the next turns; `remaining` estimates what is left; `why`
gives reasons; `card` holds what was learnt as a file for another study. A suggestion is never a coding.
"""
