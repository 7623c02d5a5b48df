"""Practice without end: a patient drawn by seed and level, an order, and a judgement by stated rules. Pure."""

from coursekit.practice.cases.exemplar import holding_order
from coursekit.practice.cases.figures import Figures
from coursekit.practice.cases.judging import Finding, Judgement, judge
from coursekit.practice.cases.loading import CaseData, load_cases
from coursekit.practice.cases.orders import Order, OrderRefusal, read_order
from coursekit.practice.cases.patients import LEVELS, Case, draw_case, egfr

__all__ = [
    "LEVELS",
    "Case",
    "CaseData",
    "Figures",
    "Finding",
    "Judgement",
    "Order",
    "OrderRefusal",
    "draw_case",
    "egfr",
    "holding_order",
    "judge",
    "load_cases",
    "read_order",
]
