"""The solution of one run as one polynomial a step: its values and its integrals at any time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coursekit.kinetics.csf import csf_steps
from coursekit.kinetics.engine import PLASMA, Accuracy, Body, march, single_step_length
from coursekit.kinetics.events import Segment

FloatArray = NDArray[np.float64]

# With it errors come out below 3e-7 for the saturable forms and 2e-6 for tight binding; 1e-5 is promised.
_ACCURACY = Accuracy(order=12, tolerance=4e-7)


@dataclass(frozen=True, eq=False)
class Trajectory:
    """The solution as one polynomial a step.

    ``starts``, shape (n_steps,), is when each step begins (days). ``coefficients``, shape (n_steps, n_species,
    order + 1), are those of C, D, X, Y, what else the engine follows and last of B (CSF), in powers of the time since
    then, lowest first.
    """

    starts: FloatArray
    coefficients: FloatArray

    def at(self, times: FloatArray) -> FloatArray:
        """Every species at ``times`` (days, shape (n_times,), in any order); shape (n_species, n_times)."""
        step = np.searchsorted(self.starts, times, side="right") - 1
        values: FloatArray = np.einsum("tsn,tn->st", self.coefficients[step], self._powers(times - self.starts[step]))
        return values

    def integrals(self, species: Sequence[int], times: FloatArray, weights: FloatArray | None = None) -> FloatArray:
        """The time integrals of some species from the start to each of ``times``, shape (n_asked, n_times).

        ``weights``, shape (n_steps,), multiply the species on each step; None: 1 throughout.
        """
        counted = np.arange(self.starts.size) if weights is None else np.flatnonzero(weights)
        if not counted.size:
            return np.zeros((len(species), times.size))
        rising = self.coefficients[counted][:, species, :] / np.arange(1, self.coefficients.shape[2] + 1)
        if weights is not None:
            rising *= weights[counted, None, None]
        begins, ends = self.starts[counted], np.append(self.starts[1:], np.inf)[counted]
        lengths = np.where(np.isfinite(ends), ends - begins, 0.0)  # the last step is never over
        whole = np.einsum("tsn,tn->st", rising, self._powers(lengths)) * lengths
        before = np.concatenate([np.zeros((len(species), 1)), np.cumsum(whole, axis=1)], axis=1)
        latest = np.searchsorted(begins, times, side="right") - 1  # the last counted step that has begun
        total: FloatArray = before[:, latest + 1]
        running = np.flatnonzero((latest >= 0) & (times < ends[latest]))
        step = latest[running]
        since = times[running] - begins[step]
        partly = np.einsum("tsn,tn->st", rising[step], self._powers(since)) * since
        total[:, running] = before[:, step] + partly
        return total

    def integral(self, species: int, times: FloatArray) -> FloatArray:
        """The time integral of one species from the start to each of ``times``, shape (n_times,)."""
        first: FloatArray = self.integrals([species], times)[0]
        return first

    def _powers(self, since: FloatArray) -> FloatArray:
        powers = np.ones((since.size, self.coefficients.shape[2]))
        for power in range(1, powers.shape[1]):
            np.multiply(powers[:, power - 1], since, out=powers[:, power])
        return powers


def integrate(body: Body, course: Sequence[Segment], accuracy: Accuracy = _ACCURACY) -> Trajectory:
    """Follow one patient from rest through the segments of ``course``.

    Parameters
    ----------
    body
        Who is treated; its levels are floats.
    course
        Segments in order, without gaps, none of whose edges is stepped over.
    accuracy
        Order and tolerance of the series.
    """
    starts: list[float] = []
    lengths: list[float] = []
    flat: list[float] = []
    species = 0
    for start, length, series in march(body, course, accuracy, single_step_length):
        starts.append(start)
        lengths.append(length)
        species = len(series)
        for each in series:
            flat += each
    coefficients = np.empty((len(starts), species + 1, accuracy.order + 1))
    # fromiter reads a flat list of floats several times faster than np.array does.
    coefficients[:, :-1] = np.fromiter(flat, np.float64, len(flat)).reshape(len(starts), species, -1)
    coefficients[:, -1] = csf_steps(body.igg_g_per_l, coefficients[:, PLASMA].T, np.array(lengths)).T
    return Trajectory(np.array(starts), coefficients)
