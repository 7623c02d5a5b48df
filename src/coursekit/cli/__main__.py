"""``python -m coursekit.cli``: the command where it is not on the path."""

from coursekit.cli import app

app()
