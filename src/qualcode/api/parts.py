"""A large work in parts, for a cluster or a queue of your own: what `ingest` and `code` themselves are made of.

Parts know nothing of each other and may be done in any order, on any computer that sees the study under the same path.
They change nothing of the study: that do `accept` and `keep_codings`, each in one process.

    plan = plan_ingest(study, [Path("answers")], options)
    parts = executor.map(partial(ingest_part, study, options=options, into=folder), plan.tasks)
    accept(study, plan, parts, options)

    plan = work_plan(study, "codebook.yaml")
    keep_codings(study, plan, list(executor.map(partial(code_part, plan), plan.shards)))
"""

from qualcode.api.code import keep_codings, work_plan
from qualcode.api.ingest import IngestPlan, accept, plan_ingest
from qualcode.codings.apply import CodedPart, ShardWork, WorkPlan, code_part
from qualcode.corpus.source import IngestPart, SourceTask, ingest_part
from qualcode.executors import Executor, Serial, executor_named

__all__ = [
    "CodedPart",
    "Executor",
    "IngestPart",
    "IngestPlan",
    "Serial",
    "ShardWork",
    "SourceTask",
    "WorkPlan",
    "accept",
    "code_part",
    "executor_named",
    "ingest_part",
    "keep_codings",
    "plan_ingest",
    "work_plan",
]
