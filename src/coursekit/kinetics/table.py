"""A run as a table. The one place of the engine that knows pandas, and only for who asks for a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from pandas import DataFrame as DataFrame


def tidy(columns: Mapping[str, NDArray[np.float64]]) -> DataFrame:
    """Columns of shape (n_times,) as a table, one row for each time.

    Examples
    --------
    >>> tidy({"time_days": np.array([0.0, 1.0])}).shape
    (2, 1)
    """
    import pandas as pd  # slow to load: only who asks for a table waits for it

    return pd.DataFrame(dict(columns))
