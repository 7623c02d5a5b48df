"""How long things take: what a lesson's minutes and a talk's plan are reckoned from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

# Silent reading of English non-fiction by adults: Brysbaert, J Mem Lang 2019;109:104047. Who reads English as a
# second language is slower.
WORDS_PER_MINUTE: Final = 238
# What cards take is reckoned, not measured. A quiz counts as five of its questions: the rest waits under Review.
MINUTES_OF_A_CALL: Final[Mapping[str, float]] = {
    "lesson": 0.5,
    "predict": 0.5,
    "explorer": 1.0,
    "claim": 0.5,
    "quiz": 3.0,
    "model": 1.0,
    "infusion_plan": 2.0,
    "case": 3.0,
}
OTHER_CALL: Final = 1.0
