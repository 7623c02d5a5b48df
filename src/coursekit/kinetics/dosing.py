"""Dose, volume and rate of an infusion: arithmetic that a ward does daily."""

from __future__ import annotations

from coursekit.kinetics.guards import within

_MINUTES_PER_HOUR = 60.0


def dose_grams(weight_kg: float, dose_g_per_kg: float) -> float:
    """IgG to give, g: weight x dose.

    Parameters
    ----------
    weight_kg
        Body weight, 2 to 300 kg.
    dose_g_per_kg
        0.01 to 10 g/kg.

    Returns
    -------
    float
        Grams.

    Raises
    ------
    ValueError
        When a value is outside its range.

    Notes
    -----
    Arithmetic, exact to rounding.

    Examples
    --------
    >>> dose_grams(70, 2)
    140.0
    """
    return within("weight_kg", weight_kg, 2, 300) * within(
        "dose_g_per_kg", dose_g_per_kg, 0.01, 10, hint="2,000 mg/kg is 2 g/kg"
    )


def dose_volume_ml(weight_kg: float, dose_g_per_kg: float, product_percent: float) -> float:
    """Volume to give, mL: grams / (product_percent g per 100 mL).

    Parameters
    ----------
    weight_kg, dose_g_per_kg
        As for :func:`dose_grams`.
    product_percent
        Strength of the product, 1 to 25 g per 100 mL.

    Returns
    -------
    float
        mL.

    Raises
    ------
    ValueError
        When a value is outside its range.

    Notes
    -----
    Arithmetic, exact to rounding.

    Examples
    --------
    >>> dose_volume_ml(70, 2, product_percent=10), dose_volume_ml(70, 2, product_percent=5)
    (1400.0, 2800.0)
    """
    percent = within("product_percent", product_percent, 1, 25, hint="100 mg/mL is 10 %")
    return dose_grams(weight_kg, dose_g_per_kg) * 100 / percent


def max_rate_ml_per_h(weight_kg: float, ml_per_kg_per_min: float) -> float:
    """Infusion rate, mL/h, that a limit per kilogram and minute allows: limit x weight x 60.

    Parameters
    ----------
    weight_kg
        Body weight, 2 to 300 kg.
    ml_per_kg_per_min
        The limit, above 0 and at most 1 mL/kg/min. Limits belong to products: take the one on the label.

    Returns
    -------
    float
        mL/h.

    Raises
    ------
    ValueError
        When a value is outside its range.

    Notes
    -----
    Arithmetic, exact to rounding. The review's own limit (section 4) is 200 ml/h or 0.08 ml/kg/min.

    Examples
    --------
    >>> round(max_rate_ml_per_h(70, 0.08))
    336
    """
    limit = within("ml_per_kg_per_min", ml_per_kg_per_min, 0, 1, above=True)
    return limit * within("weight_kg", weight_kg, 2, 300) * _MINUTES_PER_HOUR


def crossing_weight_kg(ml_per_h: float, ml_per_kg_per_min: float) -> float:
    """Body weight, kg, at which a limit per hour and a limit per kilogram and minute are the same rate.

    Parameters
    ----------
    ml_per_h
        Above 0 and at most 2,000 mL/h.
    ml_per_kg_per_min
        Above 0 and at most 1 mL/kg/min.

    Returns
    -------
    float
        kg: ml_per_h / (60 ml_per_kg_per_min).

    Raises
    ------
    ValueError
        When a value is outside its range.

    Notes
    -----
    Arithmetic on the review's two limits (section 4), exact to rounding.

    Examples
    --------
    >>> round(crossing_weight_kg(200, 0.08), 1)
    41.7
    """
    hourly = within("ml_per_h", ml_per_h, 0, 2000, above=True)
    return hourly / (within("ml_per_kg_per_min", ml_per_kg_per_min, 0, 1, above=True) * _MINUTES_PER_HOUR)
