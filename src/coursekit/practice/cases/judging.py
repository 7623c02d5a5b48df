"""An order judged by the rules of data/cases/rules.yaml: every rule that holds is told, and nothing else counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from coursekit.practice.cases.figures import Figures
from coursekit.practice.cases.loading import load_cases
from coursekit.practice.cases.names import word_names
from coursekit.practice.cases.orders import Order
from coursekit.practice.cases.patients import Case
from coursekit.practice.cases.schema import CLASSES, Class


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule that holds: its class, what was done, why it is judged so, what it rests on."""

    rule: str
    rank: Class
    what: str
    why: str
    claims: tuple[str, ...]
    updates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """Everything that the rules say of an order, the harmful first, in the order of the file within a class."""

    findings: tuple[Finding, ...]

    @property
    def counts(self) -> Mapping[Class, int]:
        """How many findings of each class there are."""
        return {rank: sum(each.rank == rank for each in self.findings) for rank in CLASSES}

    @property
    def harmful(self) -> bool:
        """Whether anything in the order is harmful."""
        return self.counts["harmful"] > 0

    @property
    def updates(self) -> tuple[str, ...]:
        """The claims whose present state belongs beside the findings, each once."""
        return tuple(dict.fromkeys(claim for each in self.findings for claim in each.updates))


def holding(case: Case, order: Order) -> list[str]:
    """The ids of the rules that hold, in the order of the file."""
    it = Figures(case, order)
    return [each.rule.id for each in load_cases().rules if each.rule.of == order.decision and each.when.run(it)]


def judge(case: Case, order: Order) -> Judgement:
    """Judge an order for a patient.

    Parameters
    ----------
    case
        From :func:`draw_case`.
    order
        From :func:`read_order`, or made.

    Examples
    --------
    >>> from coursekit.practice.cases import Order, draw_case
    >>> judge(draw_case(1), Order("give", days=1)).harmful
    True
    """
    it = Figures(case, order)
    words = word_names(order.decision)
    found = []
    for each in load_cases().rules:
        rule = each.rule
        if rule.of != order.decision or not each.when.run(it):
            continue
        filled = _Filled(it, words)
        what, why = rule.what.format_map(filled), rule.why.format_map(filled)
        found.append(Finding(rule.id, rule.rank, what, why, tuple(rule.claims), tuple(rule.updates)))
    return Judgement(tuple(sorted(found, key=lambda each: CLASSES.index(each.rank))))


class _Filled(dict[str, str]):
    """Computes only the words that a sentence uses: some need a simulation."""

    def __init__(self, it: Figures, words: Mapping[str, object]) -> None:
        super().__init__()
        self._it, self._words = it, words

    def __missing__(self, name: str) -> str:
        word = self._words[name]
        if not callable(word):
            raise KeyError(name)
        return str(word(self._it))
