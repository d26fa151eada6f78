"""`qualcode schema`."""

from typing import Annotated

import typer

from qualcode.cli.app import command
from qualcode.cli.exits import ExitCode
from qualcode.cli.output import put
from qualcode.cli.settings import CliSettings


@command("schema", "qualcode schema codebook > codebooks/codebook.schema.json")
def schema(
    _settings: CliSettings,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Kind of file: codebook.")],
) -> int:
    """Print the JSON Schema of a kind of file.

    An editor with a YAML language server completes and explains the fields of a codebook whose first line is
    `# yaml-language-server: $schema=codebook.schema.json`.
    """
    from qualcode.api.init import schema

    put(schema(name))
    return ExitCode.DONE
