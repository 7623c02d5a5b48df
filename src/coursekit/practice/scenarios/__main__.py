"""``python -m coursekit.practice.scenarios FILE ...``: every fault of scenario files, for whoever writes them.

With ``--seed N`` before the files it also tells what each declared path does to the patient of that seed.
"""

from __future__ import annotations

import sys
from pathlib import Path

from coursekit.knowledge import CourseDataError, Fault, load_course, say
from coursekit.practice.scenarios.checks import declared, played_faults
from coursekit.practice.scenarios.engine import choice_text
from coursekit.practice.scenarios.judging import missed, score
from coursekit.practice.scenarios.loading import read_scenario
from coursekit.practice.scenarios.paths import play
from coursekit.practice.scenarios.rules import Scenario


def main(words: list[str]) -> int:
    """Print every fault of these files, and of how they play; 0 when there is none."""
    seed, paths = None, words
    if words[:1] == ["--seed"] and len(words) > 1 and words[1].isdigit():
        seed, paths = int(words[1]), words[2:]
    faults: list[Fault] = []
    for path in paths:
        scenario = read_scenario(Path(path).resolve(), load_course(), faults)
        if scenario is not None:
            faults += played_faults(scenario)
            if seed is not None:
                print("\n".join(told(scenario, seed)))
    print(CourseDataError(faults) if faults else say("scenarios.files.sound", count=len(paths)))
    return 1 if faults else 0


def told(scenario: Scenario, seed: int) -> list[str]:
    """What each declared path does to one patient, line by line."""
    lines = []
    for name, path in declared(scenario):
        state = play(scenario, seed, path).state
        lines.append(f"== {scenario.id}, {name}, seed {seed}: {score(state)}, {state.ended}, minute {state.clock}")
        entries = [
            (each.minute, 0, f"{each.points:+d} {each.class_}: {choice_text(state, each.choice)}")
            for each in state.decisions
        ]
        entries += [(each.minute, 1, f"   {each.kind}: {each.text}") for each in state.notes if each.kind != "choice"]
        lines += [f"{minute:6d} {text}" for minute, _, text in sorted(entries, key=lambda each: each[:2])]
        lines += [f"{each.points:+d} missed: {each.spec.text}" for each in missed(state)]
    return lines


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
