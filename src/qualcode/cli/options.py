"""Options that several commands have."""

from typing import Annotated

import typer

Jobs = Annotated[
    int,
    typer.Option(
        "--jobs", metavar="N", min=1, help="Processes that share coding, where there are hundreds of megabytes of text."
    ),
]
