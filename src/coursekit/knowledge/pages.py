"""Pages of the course that are no numbered lessons, and travel, open and run like them."""

from __future__ import annotations

# Id to notebook. The title is in the catalogue: ``lab.pages.<id>``.
PAGES = {"review": "review.ipynb", "patients": "patients.ipynb"}


def page_of(notebook: str) -> str | None:
    """The page that a notebook is; None for lessons and everything else.

    Examples
    --------
    >>> page_of("review.ipynb"), page_of("00_start_here.ipynb")
    ('review', None)
    """
    return next((page for page, name in PAGES.items() if name == notebook), None)
