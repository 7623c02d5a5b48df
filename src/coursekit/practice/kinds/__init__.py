"""The kinds of items, one file for each family: its fields, and how it is drawn, judged and checked.

A new kind is one more class, listed here.
"""

from coursekit.practice.entries import Item
from coursekit.practice.kinds.arranging import OrderItem
from coursekit.practice.kinds.choice import MultipleItem, SingleItem
from coursekit.practice.kinds.fill_in import FillInItem
from coursekit.practice.kinds.number import NumericItem, PredictItem
from coursekit.practice.kinds.placing import ClassifyItem, MatchItem

KINDS: dict[str, type[Item]] = {
    "single": SingleItem,
    "multiple": MultipleItem,
    "numeric": NumericItem,
    "order": OrderItem,
    "match": MatchItem,
    "classify": ClassifyItem,
    "fill_in": FillInItem,
    "predict": PredictItem,
}
