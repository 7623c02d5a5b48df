"""What runs into and through the patient: a pump with bags, a separator with exchanges, both followed exactly.

Each is a value: ``run(start, end)`` gives what it is at the end when nobody touches it in between. So the same function
carries a run forward and looks ahead, and a look ahead is what the kinetics are asked for.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import NamedTuple

MINUTES_PER_HOUR = 60.0
MINUTES_PER_DAY = 1440
_NOTHING = 1e-9


class Flow(NamedTuple):
    """A stretch of infusion at one rate: minutes, mL/h, grams of IgG and of sucrose per mL."""

    start: float
    end: float
    ml_per_h: float
    igg_g_per_ml: float
    sucrose_g_per_ml: float


class Pass(NamedTuple):
    """A stretch of exchange at one speed with one fluid: minutes, plasma volumes an hour, fluid, calcium given."""

    start: float
    end: float
    volumes_per_h: float
    fluid: str
    calcium: str


@dataclass(frozen=True, slots=True)
class Pump:
    """An infusion pump.

    ``status``: ``"none"`` (nothing ordered yet), ``"running"``, ``"paused"``, ``"waiting"`` (for the next day's bag),
    ``"stopped"`` or ``"finished"``. The rate doubles every ``every`` minutes of running until it is ``top``.
    """

    status: str = "none"
    rate: float = 0.0
    top: float = 0.0
    every: float = 30.0
    first: float = 0.0
    step_in: float = math.inf
    bag_ml: float = 0.0
    left_ml: float = 0.0
    before_ml: float = 0.0
    before_g: float = 0.0
    igg_g_per_ml: float = 0.1
    sucrose_g_per_ml: float = 0.0
    due: tuple[float, ...] = ()
    flows: tuple[Flow, ...] = ()

    @property
    def running(self) -> bool:
        """Whether anything flows."""
        return self.status == "running" and self.rate > 0

    def start(self, now: float, bag_ml: float, bags: int) -> Pump:
        """Hang the first of ``bags`` bags, one a day."""
        due = tuple(now + MINUTES_PER_DAY * day for day in range(1, bags))
        banked = self.banked()
        step_in = self.every if self.top > self.rate else math.inf
        running = replace(banked, status="running", first=self.rate, step_in=step_in, due=due)
        return replace(running, bag_ml=bag_ml, left_ml=bag_ml)

    def banked(self) -> Pump:
        """With what this bag has given counted among what was given before it: ready for another bag."""
        return replace(self, before_ml=self.infused_ml, before_g=self.infused_g, bag_ml=0.0, left_ml=0.0)

    def turned(self, turn: str) -> Pump:
        """Pause, resume or stop."""
        if turn == "pause" and self.status == "running":
            return replace(self, status="paused")
        if turn == "resume" and self.status == "paused":
            return replace(self, status="running")
        if turn == "stop" and self.status in ("running", "paused", "waiting"):
            return replace(self, status="stopped", due=())
        return self

    def at_rate(self, rate: float, top: float | None = None) -> Pump:
        """At another rate, from here on; without a ``top`` of its own it stays there.

        A bag that is hung later begins no faster: who lowers a rate means tomorrow's bag too.
        """
        highest = rate if top is None else max(top, rate)
        first = min(self.first, rate) if rate else self.first
        return replace(self, rate=rate, first=first, top=highest, step_in=self.every if highest > rate else math.inf)

    def run(self, start: float, end: float) -> Pump:
        """What it is at ``end`` when nobody touches it from ``start`` on."""
        pump, now = self, start
        while now < end - _NOTHING:
            if pump.status == "waiting":
                until = min(end, max(now, pump.due[0]))
                if until >= pump.due[0]:
                    again = math.inf if pump.top <= pump.first else pump.every
                    pump = replace(
                        pump.banked(),
                        status="running",
                        rate=pump.first,
                        step_in=again,
                        bag_ml=pump.bag_ml,
                        left_ml=pump.bag_ml,
                        due=pump.due[1:],
                    )
                now = until
                continue
            if not pump.running:
                break
            empty = now + pump.left_ml / pump.rate * MINUTES_PER_HOUR
            until = min(end, empty, now + pump.step_in)
            pump = pump._flowed(now, until, emptied=empty <= until)
            now = until
        return pump

    def _flowed(self, start: float, end: float, *, emptied: bool) -> Pump:
        flow = Flow(start, end, self.rate, self.igg_g_per_ml, self.sucrose_g_per_ml)
        flows = joined(self.flows, flow)
        if emptied:
            return replace(self, flows=flows, left_ml=0.0, status="waiting" if self.due else "finished")
        left = self.left_ml - (end - start) * self.rate / MINUTES_PER_HOUR
        step_in = self.step_in - (end - start)
        if step_in > _NOTHING:
            return replace(self, flows=flows, left_ml=left, step_in=step_in)
        rate = min(self.rate * 2, self.top)
        return replace(self, flows=flows, left_ml=left, rate=rate, step_in=self.every if rate < self.top else math.inf)

    @property
    def infused_ml(self) -> float:
        """All that has flowed in, mL."""
        return self.before_ml + self.bag_ml - self.left_ml

    @property
    def infused_g(self) -> float:
        """All IgG that has flowed in, g."""
        return self.before_g + (self.bag_ml - self.left_ml) * self.igg_g_per_ml


def infused_by(flows: tuple[Flow, ...], minute: float) -> tuple[float, float]:
    """What these flows had brought in by a minute: mL, and g of IgG."""
    ml = grams = 0.0
    for flow in flows:
        if flow.start < minute:
            volume = (min(flow.end, minute) - flow.start) * flow.ml_per_h / MINUTES_PER_HOUR
            ml += volume
            grams += volume * flow.igg_g_per_ml
    return ml, grams


def joined(flows: tuple[Flow, ...], flow: Flow) -> tuple[Flow, ...]:
    """The flows with one more, as one stretch where it goes on as before: the kinetics start anew at every edge."""
    if flows and flows[-1].end == flow.start and flows[-1][2:] == flow[2:]:
        return (*flows[:-1], flows[-1]._replace(end=flow.end))
    return (*flows, flow)


@dataclass(frozen=True, slots=True)
class Separator:
    """What exchanges plasma; ``status`` as for :class:`Pump`. ``left`` and ``volumes`` are plasma volumes."""

    status: str = "none"
    volumes: float = 1.0
    hours: float = 2.0
    left: float = 0.0
    fluid: str = "albumin"
    calcium: str = "none"
    due: tuple[float, ...] = ()
    passes: tuple[Pass, ...] = ()

    @property
    def running(self) -> bool:
        """Whether plasma is being exchanged."""
        return self.status == "running"

    def start(self, now: float, count: int, every_days: float) -> Separator:
        """Begin the first of ``count`` exchanges, one every so many days."""
        due = tuple(now + MINUTES_PER_DAY * every_days * each for each in range(1, count))
        return replace(self, status="running", left=self.volumes, due=due)

    def turned(self, turn: str) -> Separator:
        """Pause, resume or stop (this exchange and those to come)."""
        if turn == "pause" and self.status == "running":
            return replace(self, status="paused")
        if turn == "resume" and self.status == "paused":
            return replace(self, status="running")
        if turn == "stop" and self.status in ("running", "paused", "waiting"):
            return replace(self, status="stopped", due=())
        return self

    def run(self, start: float, end: float) -> Separator:
        """What it is at ``end`` when nobody touches it from ``start`` on."""
        here, now = self, start
        while now < end - _NOTHING:
            if here.status == "waiting":
                until = min(end, max(now, here.due[0]))
                if until >= here.due[0]:
                    here = replace(here, status="running", left=here.volumes, due=here.due[1:])
                now = until
                continue
            if not here.running:
                break
            speed = here.volumes / here.hours
            over = now + here.left / speed * MINUTES_PER_HOUR
            until = min(end, over)
            stretch = Pass(now, until, speed, here.fluid, here.calcium)
            before = here.passes
            if before and before[-1].end == now and before[-1][2:] == stretch[2:]:
                passes = (*before[:-1], before[-1]._replace(end=until))
            else:
                passes = (*before, stretch)
            left = max(0.0, here.left - speed * (until - now) / MINUTES_PER_HOUR)
            status = here.status if over > until else "waiting" if here.due else "finished"
            here = replace(here, passes=passes, left=0.0 if over <= until else left, status=status)
            now = until
        return here

    @property
    def exchanged(self) -> float:
        """Plasma volumes exchanged so far."""
        return sum((each.end - each.start) * each.volumes_per_h for each in self.passes) / MINUTES_PER_HOUR
