"""The guide for authors shows every kind of item."""

from pathlib import Path

import yaml

from coursekit.authoring.item_lint import flaws_of
from coursekit.knowledge import load_course
from coursekit.practice import KINDS

GUIDE = (Path(__file__).resolve().parents[2] / "docs" / "writing_a_lesson.md").read_text(encoding="utf-8")


TEMPLATE = GUIDE.split("```yaml\n")[1].split("```")[0]


def test_the_quiz_template_shows_every_kind_or_names_it() -> None:
    shown = {item["kind"] for item in yaml.safe_load(TEMPLATE)["items"]}
    named = {kind for kind in KINDS if f"# {kind}: the same" in TEMPLATE}
    assert shown | named == set(KINDS)


def test_the_guide_names_every_common_field() -> None:
    for field in ("vignette", "together", "asks", "safety_note", "show", "answer_on"):
        assert f"`{field}" in GUIDE or f"{field}:" in GUIDE


def test_the_quiz_template_has_no_flaw() -> None:
    items = [KINDS[raw["kind"]].model_validate(raw) for raw in yaml.safe_load(TEMPLATE)["items"]]
    assert [(item.id, flaws) for item in items if (flaws := flaws_of(item, load_course()))] == []
