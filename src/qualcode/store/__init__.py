"""The study on disk: the only room that knows paths, and the only one that writes a study's files.

`layout` says where everything lies, `config` reads what people configure, `jsonl` and `people` keep transcripts and
codings, `arrays` keeps what can be rebuilt; `atomic`, `append` and `guard` see to it that nothing is lost on the way.
"""
