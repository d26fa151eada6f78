"""The reference matcher: the match algebra in the plainest Python there is, to judge the engine by.

It works on one turn at a time, on lists of words, with loops; it is slow and easy to check against the prose of
`tests/spec`. It shares the tokeniser, sentences, marks and word lists with the engine, and no line of `qualcode.rules`
or `qualcode.index`.

    turns      a turn as words in segments
    terms      where a term matches
    hits       where a rule matches: any, all, near, unless
    answers    the yes or no that answers a question
    assertion  how a hit is put: affirmed, negated, resolved, hypothetical, question
    codings    hits become codings, and the question before them
"""
