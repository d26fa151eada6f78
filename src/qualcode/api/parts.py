"""A large work in parts, for a cluster or a queue of your own: what `ingest`, `code` and `export` are made of.

Parts know nothing of each other and may be done in any order, on any computer that sees the study under the same path.
They change nothing of the study: that do `accept` and `keep_codings`, each in one process.

    plan = plan_ingest(study, [Path("answers")], options)
    parts = executor.map(partial(ingest_part, study, options=options, into=folder), plan.tasks)
    accept(study, plan, parts, options)

    plan = work_plan(study, "codebook.yaml")
    keep_codings(study, plan, list(executor.map(partial(code_part, plan), plan.shards)))

    plan = table_plan(study, "barriers")
    table = finish_table(plan, executor.map(partial(table_part, plan), plan.shards))

`merge_parts` adds up parts of a table, given in their order, to one.
"""

from qualcode.api.code import keep_codings, work_plan
from qualcode.api.ingest import IngestPlan, accept, plan_ingest
from qualcode.api.table_parts import TablePlan, TableShard, finish_table, table_part, table_plan
from qualcode.codings.apply import CodedPart, ShardWork, WorkPlan, code_part
from qualcode.corpus.source import IngestPart, SourceTask, ingest_part
from qualcode.executors import Executor, Serial, executor_named
from qualcode.tables.parts import TablePart, merge_parts

__all__ = [
    "CodedPart",
    "Executor",
    "IngestPart",
    "IngestPlan",
    "Serial",
    "ShardWork",
    "SourceTask",
    "TablePart",
    "TablePlan",
    "TableShard",
    "WorkPlan",
    "accept",
    "code_part",
    "executor_named",
    "finish_table",
    "ingest_part",
    "keep_codings",
    "merge_parts",
    "plan_ingest",
    "table_part",
    "table_plan",
    "work_plan",
]
