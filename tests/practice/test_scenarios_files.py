"""Scenario files: every fault told by file, entry, field, what was found and what is allowed; all at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from scenario_samples import NEUTRAL, SAMPLE, WHY, Change, entry, read, sound

from coursekit.knowledge import CourseDataError
from coursekit.practice.scenarios import load_scenario, load_scenarios
from coursekit.practice.scenarios.files import ScenarioFile
from coursekit.practice.scenarios.names import names_of

FILE = "data/scenarios/sample.yaml"


def put(name: str, id: str, /, **values: Any) -> Change:
    return lambda raw: entry(raw, name, id).update(values)


def test_the_sample_is_sound(tmp_path: Path) -> None:
    assert sound(tmp_path).id == "sample"


CASES: list[tuple[Change, str, str, str, str]] = [
    (lambda raw: raw.update(lesson="99"), "", "lesson", "'99', which does not exist", "09, 10, 11"),
    (lambda raw: raw.update(objectives=["09.dangr"]), "", "objectives", "'09.dangr'", "did you mean 09.danger"),
    (lambda raw: raw.update(scenario="other"), "", "scenario", "'other'", "sample, the name of the file"),
    (
        lambda raw: raw.update(claims=["ae.first-hour", "ae.rash"]),
        "",
        "claims",
        "ae.rash, which no rule cites",
        "cites",
    ),
    (lambda raw: raw.update(source="ours"), "", "", "named fields", "source_note too"),
    (lambda raw: raw.update(at_limit="never"), "", "at_limit", "'never'", "late"),
    (lambda raw: raw.update(limit_minutes=10), "", "", "named fields", "limit_minutes: above 10"),
    (lambda raw: raw.update(defensible=raw["defensible"][:1]), "", "defensible", "a list", "at least 2"),
    (lambda raw: raw.update(tempting=[]), "", "tempting", "a list", "at least 1"),
    (lambda raw: raw["expert"].append("paus"), "", "expert.7", "'paus'", "did you mean pause"),
    (lambda raw: raw["expert"].append("resume"), "", "expert.7.with", "no rate_ml_per_h", "as resume orders it"),
    (
        lambda raw: raw["expert"].append({"if": "begun.kidney", "then": ["stop"]}),
        "",
        "expert.7.if",
        "'begun.kidney', which begins without being shown",
        "only what could be seen",
    ),
    (lambda raw: raw["expert"].append({"wait": 3, "do": "stop"}), "", "expert.7", "named fields", "one of"),
    (lambda raw: raw["start"]["orders"].update(product="tin"), "start", "orders.product", "'tin'", "did you mean ten"),
    (lambda raw: raw["start"].update(infusing_since=11), "", "start", "named fields", "at most 10"),
    (lambda raw: raw["state"].update(fluid={"is": 3}), "state", "fluid", "the name fluid", "a name of its own"),
    (put("signals", "heart_rate", id="hart"), "signals hart", "", "named fields", "label, digits and bounds too"),
    (put("signals", "heart_rate", base=None), "signals heart_rate", "", "named fields", "base"),
    (put("hazards", "chills", onset_minutes=[20, 10]), "hazards chills", "", "named fields", "the lower number first"),
    (put("hazards", "chills", foreseen=None), "hazards chills", "", "named fields", "foreseen"),
    (put("hazards", "chills", unforeseeable="No."), "hazards chills", "", "named fields", "one of the two"),
    (put("hazards", "chills", shows=None), "hazards chills", "", "named fields", "a red flag has to be seen"),
    (put("hazards", "chills", when="rate > 3"), "chills", "when", "the name 'rate'", "rate_ml_per_h"),
    (put("hazards", "chills", chance="product"), "chills", "chance", "'product', which is a text", "a number"),
    (put("hazards", "chills", shows="Pulse {puls}."), "chills", "shows", "{puls}", "in braces"),
    (put("hazards", "kidney", latent=False), "hazards kidney", "", "named fields", "averted only with latent"),
    (
        put("hazards", "chills", changes={"pain": {"by": 3, "rise": 3, "fall": 3}}),
        "chills",
        "changes",
        "'pain'",
        "heart_rate",
    ),
    (put("actions", "test", takes=0), "actions test", "takes", "0", "greater than or equal to 1"),
    (put("actions", "test", category="exame"), "actions test", "category", "'exame'", "did you mean examine"),
    (put("actions", "test", judged=[]), "actions test", "judged", "a list", "at least 1"),
    (put("actions", "test", **{"in": ["clam"]}), "test", "in", "'clam'", "did you mean calm"),
    (put("actions", "test", does={"reveals": ["heart_rate"]}), "test", "does.reveals", "'heart_rate'", "seen: test"),
    (put("actions", "test", does={"set": {"position": "up"}}), "test", "does.set.position", "'up'", "flat, sitting"),
    (put("actions", "test", does={"set": {"warned": 3}}), "test", "does.set.warned", "3", "true or false"),
    (put("actions", "test", why_not="No."), "test", "why_not", "a why_not", "always possible"),
    (
        put("actions", "test", judged=[{"when": "begun.kidney", "class": "good", **WHY}, *NEUTRAL]),
        "test",
        "judged.0.when",
        "'begun.kidney', which begins without being shown",
        "only what could be seen",
    ),
    (
        put("actions", "test", judged=[{"when": "creatinine > 100", "class": "good", **WHY}, *NEUTRAL]),
        "test",
        "judged.0.when",
        "'creatinine', the true value of a test; known.creatinine",
        "only what could be seen",
    ),
    (
        put("actions", "test", judged=[{"when": "dry", "class": "good", **WHY}, *NEUTRAL]),
        "test",
        "judged.0.when",
        "'dry', which state marks as hidden",
        "only what could be seen",
    ),
    (
        put("actions", "test", judged=[{"when": "running", "class": "good", **WHY}]),
        "test",
        "judged.0.when",
        "a when",
        "a rule for everything else",
    ),
    (
        put("actions", "test", judged=[*NEUTRAL, *NEUTRAL]),
        "test",
        "judged.0.when",
        "no when",
        "only the last goes without",
    ),
    (
        put("actions", "test", judged=[{"class": "good", "why": "So.", "claims": ["ae.rash"]}]),
        "test",
        "judged.0.claims",
        "'ae.rash'",
        "ae.first-hour",
    ),
    (
        put("actions", "test", judged=[{"class": "good", "why": "So {fact:no}."}]),
        "test",
        "judged.0.why",
        "'no', which does not exist",
        "fact id",
    ),
    (put("needed", "halt", any_of=["paws"]), "halt", "any_of", "'paws'", "pause"),
    (put("needed", "halt", when="begun.kidney"), "halt", "when", "'begun.kidney'", "only what could be seen"),
    (put("nodes", "calm", goes=[]), "ill", "", "no way to it", "a branch"),
    (put("nodes", "ill", goes=[]), "ill", "goes", "no way out", "at least one branch"),
    (put("nodes", "ill", goes=[{"to": "ovr", "when": "running"}]), "ill", "goes.0.to", "'ovr'", "did you mean over"),
    (lambda raw: raw.update(speed=3), "", "speed", "an unknown field", "state"),
]


@pytest.mark.parametrize(("change", "id", "field", "found", "allowed"), CASES)
def test_a_fault_is_told_where_it_is(
    tmp_path: Path, change: Change, id: str, field: str, found: str, allowed: str
) -> None:
    scenario, faults = read(tmp_path, change)
    assert scenario is None
    at = [fault for fault in faults if (fault.id, fault.field) == (id, field)]
    assert at, [fault.sentence() for fault in faults]
    assert all(fault.file == FILE for fault in faults)
    assert found in at[0].found
    assert allowed in at[0].allowed


def test_all_faults_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    def spoil(raw: dict[str, Any]) -> None:
        raw["lesson"] = "99"
        entry(raw, "hazards", "chills")["when"] = "rate > 3"
        entry(raw, "actions", "test")["does"]["reveals"] = ["creatin"]
        entry(raw, "actions", "pause")["judged"][0]["when"] = "begun.kidney and dry"

    scenario, faults = read(tmp_path, spoil)
    assert scenario is None
    assert {(fault.id, fault.field) for fault in faults} == {
        ("", "lesson"),
        ("chills", "when"),
        ("test", "does.reveals"),
        ("pause", "judged.0.when"),
    }
    assert len(faults) == 5  # two in the one condition


def test_everything_hidden_is_refused_in_every_judging_place(tmp_path: Path) -> None:
    """By name, not by example: whatever the sample hides may stand nowhere that judges or offers."""
    names = names_of(ScenarioFile.model_validate(SAMPLE))
    hidden = sorted(name for name, each in names.items() if each.hidden)
    assert hidden == ["begun.kidney", "creatinine", "dry", "going.kidney", "gone.kidney", "igg", "since.kidney"]
    for name in hidden:
        text = f"not {name}" if names[name].kind == "truth" else f"{name} > 1"

        def spoil(raw: dict[str, Any], text: str = text) -> None:
            entry(raw, "actions", "pause")["judged"][0]["when"] = text
            entry(raw, "actions", "stop")["when"] = text
            entry(raw, "needed", "halt")["when"] = text
            raw["waiting"][0]["when"] = text
            raw["expert"] += [{"if": text, "then": ["stop"]}]

        _, faults = read(tmp_path, spoil)
        assert {(fault.id, fault.field) for fault in faults} == {
            ("pause", "judged.0.when"),
            ("stop", "when"),
            ("halt", "when"),
            ("waiting", "0.when"),
            ("", "expert.7.if"),
        }


def test_hazards_and_branches_may_ask_for_what_is_hidden(tmp_path: Path) -> None:
    def change(raw: dict[str, Any]) -> None:
        entry(raw, "hazards", "chills")["when"] = "running and dry and creatinine > 1"
        entry(raw, "nodes", "ill")["goes"][0]["when"] = "begun.kidney or creatinine > 300 or infusion == 'stopped'"

    sound(tmp_path, change)


def test_an_unknown_scenario_is_answered_with_the_nearest() -> None:
    with pytest.raises(CourseDataError, match="did you mean first-hour-chills"):
        load_scenario("first-hour-chill")


def test_every_scenario_of_the_course_is_sound() -> None:
    assert "first-hour-chills" in load_scenarios()


def test_the_content_hash_changes_with_any_text(tmp_path: Path) -> None:
    one = sound(tmp_path)
    assert sound(tmp_path).content_hash == one.content_hash
    other = sound(tmp_path, lambda raw: raw["ends"][0].update(text="It was over."))
    assert other.content_hash != one.content_hash
    assert other != one
