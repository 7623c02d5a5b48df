"""The same model solved by other people's code: scipy's DOP853 at 1e-12, one call for each stretch between event edges.

Written in mg/kg and from the textbook form of the equations, so that it shares nothing with the engine but parameters.
"""

from itertools import pairwise

import numpy as np
from scipy.integrate import solve_ivp

from coursekit.kinetics import parameters as p
from coursekit.kinetics import salvage_form

VOLUME = p.PLASMA_VOLUME.value
K12 = 24 * p.ESCAPE_RATE.value


def solve(igg, events, days, salvage, times, exchange=()):
    """Plasma all, outside all, plasma infused, outside infused (mg/kg), CSF (g/L) at sorted ``times``: (5, n_times).

    ``exchange`` holds (start_day, end_day, rate per day): a removal that no event makes yet, but the engine can do.
    """
    form = salvage_form(salvage)
    k21 = K12 * form.intravascular / (1 - form.intravascular)
    start = VOLUME * igg
    synthesis = form.rate(igg) * start
    kout, quotient = p.CSF_TURNOVER.value, p.CSF_QUOTIENT.value
    y = np.array([start, start * K12 / k21, 0.0, 0.0, quotient * igg])
    spans = [(e.start_day, e.end_day) for e in events] + [each[:2] for each in exchange]
    edges = sorted({0.0, float(days), *(edge for span in spans for edge in span)})
    pieces = []
    for begin, end in pairwise(edges):
        if end - begin < 1e-9:
            continue
        middle = (begin + end) / 2
        rate = sum(
            1000 * e.dose_g_per_kg / (e.end_day - e.start_day) for e in events if e.start_day < middle < e.end_day
        )
        q = sum(each[2] for each in exchange if each[0] < middle < each[1])

        def slope(_, y, rate=rate, q=q):
            fcr = form.rate(y[0] / VOLUME)
            leave = fcr + K12 + q
            return (
                synthesis + rate - leave * y[0] + k21 * y[1],
                K12 * y[0] - k21 * y[1],
                rate - leave * y[2] + k21 * y[3],
                K12 * y[2] - k21 * y[3],
                kout * (quotient * y[0] / VOLUME - y[4]),
            )

        inside = times[(times > begin + 1e-9) & (times <= end + 1e-9)] if pieces else times[times <= end + 1e-9]
        asked = np.clip(np.append(inside, end), begin, end)
        solution = solve_ivp(slope, (begin, end), y, method="DOP853", rtol=1e-12, atol=1e-14, t_eval=np.unique(asked))
        assert solution.success
        at = np.searchsorted(solution.t, np.clip(inside, begin, end))
        pieces.append(solution.y[:, at])
        y = solution.y[:, -1]
    return np.concatenate(pieces, axis=1)
