"""One item drawn: values chosen, texts filled, options in an order, key computed; all of it fixed by the seed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from coursekit.explore import EXPLORERS
from coursekit.practice.drawn import Asked, Drawn, seeded
from coursekit.practice.entries import Item, Show, Value
from coursekit.practice.texts import filled


def first_seed(item_id: str, attempt: int = 0, sitting_seed: int | None = None) -> int:
    """The seed for a learner's n-th attempt at an item: the same for every learner and machine.

    Parameters
    ----------
    item_id
        The item.
    attempt
        How many attempts went before.
    sitting_seed
        The seed of ``ck.quiz(seed=...)``, which draws other numbers and another order; None for none.

    Examples
    --------
    >>> first_seed("pk-dose-volume") == first_seed("pk-dose-volume", 0) != first_seed("pk-dose-volume", 1)
    True
    >>> first_seed("pk-dose-volume", 0, 7) == first_seed("pk-dose-volume", 0, 7) != first_seed("pk-dose-volume", 0, 8)
    True
    """
    # Without a seed of its own the parts are those of ever: a learner's next attempt must not repeat an old one.
    parts = ("attempt", item_id, attempt) if sitting_seed is None else ("attempt", item_id, attempt, sitting_seed)
    return seeded(*parts) % 2**31


def draw(item: Item, seed: int) -> Drawn:
    """Draw an item.

    Raises
    ------
    CourseDataError
        When the model has no answer for the drawn values (the content gate finds this for every combination).

    Examples
    --------
    >>> from coursekit.practice import find_item
    >>> drawn = draw(find_item("pk-dose-volume"), seed=1)
    >>> drawn.key == drawn.values["weight_kg"] * 2 * 100 / drawn.values["product_percent"]
    True
    """
    asked = item.ask(seed)
    stem = filled(item.stem, asked.values)
    return Drawn(
        item=item,
        seed=seed,
        values=asked.values,
        stem=stem,
        options=asked.options,
        key=asked.key,
        key_text=asked.key_text,
        why=filled(asked.why, asked.told),
        safety_note=filled(item.safety_note or "", asked.told),
        show=with_values(item.show, asked.values),
        content_hash=_hash(item, asked, stem),
        prompts=asked.prompts,
        places=asked.places,
    )


def stem_of(item: Item, seed: int) -> str:
    """The question alone, as `draw` fills it in, without asking the model for the answer.

    Examples
    --------
    >>> from coursekit.practice import find_item
    >>> item = find_item("pk-dose-volume")
    >>> stem_of(item, seed=1) == draw(item, seed=1).stem
    True
    """
    return filled(item.stem, item.drawn_values(seed))


def with_values(show: Show | None, values: Mapping[str, Value]) -> Show | None:
    """The state that shows why, with the drawn values that its view takes; as written where it cannot show them."""
    if show is None:
        return None
    explorer = EXPLORERS[show.explorer]
    taken = {name: value for name, value in values.items() if name in explorer.spec(show.view).by_name}
    state = {**show.state, **taken}
    return show if explorer.check(show.view, state) else show.model_copy(update={"state": state})


def _hash(item: Item, asked: Asked, stem: str) -> str:
    content = [item.content(), asked.values, stem, asked.content]
    text = json.dumps(content, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:12]
