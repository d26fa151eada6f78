"""`qualcode init` and `qualcode schema`: what a study begins with."""

import shlex
from dataclasses import dataclass
from pathlib import Path

from qualcode import api
from qualcode.cli import ExitCode
from qualcode.cli.app import command
from qualcode.cli.completion import choices
from qualcode.cli.options import CliSettings, argument, dry_run, option
from qualcode.cli.output import put, put_json, say, spoken


@dataclass(frozen=True)
class InitOptions:
    """What is started, and where."""

    folder: str = argument("FOLDER", "Folder of the study; the current one unless named.", "")
    title: str = option("--title", "TITLE", "Title for people.")
    dry_run: bool = dry_run("Say what would be written; write nothing.")


@command("init", "qualcode init study --title 'Barriers in three cities'")
def init(settings: CliSettings, options: InitOptions) -> int:
    """Start a study with commented files.

    Writes settings, a first codebook and a folder for interviews; what is there already stays.
    """
    folder, language = settings.folder / options.folder, spoken().language
    report = api.init.init(folder, options.title, language=language, dry_run=options.dry_run)
    if settings.json:
        put_json(report)
    for file in report.written:
        say(settings, f"would write {file}" if options.dry_run else f"wrote {file}")
    for file in report.kept:
        say(settings, f"kept {file}, which was there already")
    here, folder = Path.cwd().resolve(), report.folder
    where = folder.relative_to(here) if folder.is_relative_to(here) else folder
    command = "qualcode run" if where == Path() else f"qualcode -C {shlex.quote(str(where))} run"
    if report.persons:
        say(
            settings, "Files here are named like persons: `qualcode ingest --opaque-ids` names transcripts R01, R02 ..."
        )
    say(settings, f"Next: put interviews into {where / 'corpora/interviews/sources'} and run `{command}`.")
    return ExitCode.DONE


@dataclass(frozen=True)
class SchemaOptions:
    """Which schema is printed."""

    name: str = argument("NAME", "Kind of file: codebook.", complete=choices("codebook"))


@command("schema", "qualcode schema codebook > codebooks/codebook.schema.json")
def schema(_settings: CliSettings, options: SchemaOptions) -> int:
    """Print the JSON Schema of a kind of file.

    An editor with a YAML language server completes and explains the fields of a codebook whose first line is
    `# yaml-language-server: $schema=codebook.schema.json`.
    """
    put(api.init.schema(options.name))
    return ExitCode.DONE
