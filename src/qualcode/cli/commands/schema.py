"""`qualcode schema`."""

from dataclasses import dataclass

from qualcode.cli.app import command
from qualcode.cli.completion import choices
from qualcode.cli.exits import ExitCode
from qualcode.cli.options import CliSettings, argument
from qualcode.cli.output import put


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
    from qualcode.api.init import schema

    put(schema(options.name))
    return ExitCode.DONE
