"""The same model solved by other people's code: scipy's DOP853 at 1e-12, one call for each stretch between event edges.

Written in mg/kg and from the textbook form of the equations, so that it shares nothing with the engine but parameters.
"""

from itertools import pairwise

import numpy as np
from scipy.integrate import solve_ivp

from coursekit.kinetics import Exchange, FcRnBlocker, Infusion, salvage_form
from coursekit.kinetics import parameters as p

VOLUME = p.PLASMA_VOLUME.value
K12 = 24 * p.ESCAPE_RATE.value


def solve(igg, events, days, salvage, times, autoantibody=None):
    """Plasma all, outside all, plasma infused, outside infused (mg/kg), CSF (g/L), and for an autoantibody with a
    synthesis of its own plasma, outside and extra synthesis (times rest), at sorted ``times``: (5 or 8, n_times).
    """
    form = salvage_form(salvage)
    k21 = K12 * form.intravascular / (1 - form.intravascular)
    start = VOLUME * igg
    synthesis = form.rate(igg) * start
    kout, quotient = p.CSF_TURNOVER.value, p.CSF_QUOTIENT.value
    y = [start, start * K12 / k21, 0.0, 0.0, quotient * igg]
    y = np.array(y if autoantibody is None else [*y, 1.0, K12 / k21, 0.0])
    edges = {0.0, float(days), *(e.start_day for e in events), *(e.end_day for e in events)}
    if autoantibody is not None:
        edges.add(min(float(days), float(autoantibody.from_day)))
    pieces = []
    for begin, end in pairwise(sorted(edges)):
        if end - begin < 1e-9:
            continue
        middle = (begin + end) / 2
        running = [e for e in events if e.start_day < middle < e.end_day]
        rate = sum(1000 * e.dose_g_per_kg / (e.end_day - e.start_day) for e in running if isinstance(e, Infusion))
        exchanged = {e.fluid: 24 * e.plasma_volumes / e.hours for e in running if isinstance(e, Exchange)}
        q = sum(exchanged.values())
        donors = {"plasma": 1.0, "mixed": 0.5}
        rate += sum(VOLUME * p.DONOR_IGG.value * donors.get(fluid, 0.0) * each for fluid, each in exchanged.items())
        blocked = sum(e.occupancy for e in running if isinstance(e, FcRnBlocker))

        def slope(_, y, middle=middle, rate=rate, q=q, blocked=blocked):
            fcr = form.kint - (1 - blocked) * (form.kint - form.rate(y[0] / VOLUME))
            leave = fcr + K12 + q
            five = (
                synthesis + rate - leave * y[0] + k21 * y[1],
                K12 * y[0] - k21 * y[1],
                rate - leave * y[2] + k21 * y[3],
                K12 * y[2] - k21 * y[3],
                kout * (quotient * y[0] / VOLUME - y[4]),
            )
            if autoantibody is None:
                return five
            factor = autoantibody.synthesis_factor if middle > autoantibody.from_day else 1.0
            return (
                *five,
                synthesis / start * factor * (1 + y[7]) - leave * y[5] + k21 * y[6],
                K12 * y[5] - k21 * y[6],
                autoantibody.rebound * q * y[5] - y[7] / autoantibody.rebound_days,
            )

        inside = times[(times > begin + 1e-9) & (times <= end + 1e-9)] if pieces else times[times <= end + 1e-9]
        asked = np.clip(np.append(inside, end), begin, end)
        solution = solve_ivp(slope, (begin, end), y, method="DOP853", rtol=1e-12, atol=1e-14, t_eval=np.unique(asked))
        assert solution.success
        at = np.searchsorted(solution.t, np.clip(inside, begin, end))
        pieces.append(solution.y[:, at])
        y = solution.y[:, -1]
    return np.concatenate(pieces, axis=1)
