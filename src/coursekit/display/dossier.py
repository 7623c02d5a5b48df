"""The evidence for one disease as elements: then and now, text, trials by comparison, guidelines by year."""

from __future__ import annotations

from coursekit.display.tree import Node, el
from coursekit.explore import fill
from coursekit.explore.evidence import (
    direction,
    dossier_finding,
    grouped,
    guideline_line,
    trial_address,
    trial_lines,
    trial_marks,
    trial_name,
)
from coursekit.knowledge import Course, Dossier, Guideline, Trial, Update, say

_FEW = 3  # so few trials are shown unfolded


def dossier_nodes(course: Course, found: Dossier) -> list[Node]:
    """Everything on one disease; nothing that is not known is made up, and a gap is said.

    Examples
    --------
    >>> from coursekit.knowledge import dossier, load_course
    >>> course = load_course()
    >>> dossier_nodes(course, dossier(course, "sps"))[0]
    ['p', {}, ['strong', {}, 'Table 1: Class I'], '. ', 'What holds now: true with a reservation']
    """
    return [*_row(found), *_text(course, found), *_trials(found), *_guidelines(found)]


def dossier_text(course: Course, found: Dossier) -> str:
    """The same in plain words, one entry a line; of a trial only what came out."""
    lines = [dossier_finding(found), *_row_lines(found)]
    lines += [f"- {_claim_words(course, claim)}" for claim in found.claims]
    lines += [f"{say('evidence.dossier.differ')}: {entry.says}" for entry in found.disagreements]
    for comparison, trials in grouped(found.trials):
        lines.append(say("evidence.dossier.group", comparison=_comparison(comparison), count=len(trials)))
        lines += [f"- {_marked(trial)}: {direction(trial)}" for trial in trials]
    lines += [f"- {guideline_line(each)}" for each in found.guidelines]
    return "\n".join(lines)


def _comparison(comparison: str) -> str:
    return say(f"evidence.comparison.{comparison}")


def _now(update: Update) -> str:
    key = "evidence.dossier.now_safety" if update.safety else "evidence.dossier.now"
    return say(key, verdict=say(f"knowledge.verdict.{update.verdict}"))


def _row_lines(found: Dossier) -> list[str]:
    if found.row is None:
        key = "evidence.dossier.no_row" if found.disease.in_review else "evidence.dossier.not_in_review"
        return [say(key)]
    lines = [say("evidence.dossier.row", level=found.row.level)]
    return [*lines, f"{_now(found.update)}. {fill(found.update.since)}"] if found.update else lines


def _row(found: Dossier) -> list[Node]:
    printed = _row_lines(found)[0]
    if found.row is None or found.update is None:
        return [el("p", el("strong", printed))]
    now = _now(found.update)
    safety = "ck-safety" if found.update.safety else None
    return [el("p", el("strong", printed), ". ", now), el("p", fill(found.update.since), class_=safety)]


def _claim_words(course: Course, claim: str) -> str:
    update = course.updates.get(claim)
    return f"{course.claims[claim].says} {_now(update)}." if update else course.claims[claim].says


def _text(course: Course, found: Dossier) -> list[Node]:
    nodes: list[Node] = [el("h4", say("evidence.dossier.text"))]
    if found.claims:
        entries = [el("li", _claim_words(course, each), " ", el("a", each, href=f"#{each}")) for each in found.claims]
        nodes.append(el("ul", *entries))
    else:
        nodes.append(el("p", say("evidence.dossier.no_text")))
    if found.disagreements:
        nodes.append(el("h4", say("evidence.dossier.differ")))
        nodes += [el("p", entry.says) for entry in found.disagreements]
    return nodes


def _trials(found: Dossier) -> list[Node]:
    if not found.trials:
        return [el("p", say("evidence.dossier.no_trials"))]
    nodes: list[Node] = [el("h4", say("evidence.dossier.trials", count=len(found.trials)))]
    for comparison, trials in grouped(found.trials):
        title = say("evidence.dossier.group", comparison=_comparison(comparison), count=len(trials))
        help_: list[Node] = []
        if comparison in ("active", "addon", "dose", "withdrawal"):
            help_ = [el("p", say(f"evidence.comparison_help.{comparison}"), class_="ck-hint")]
        entries = el("ul", *(el("li", *_trial(trial)) for trial in trials), class_="ck-trials")
        unfolded = "" if len(found.trials) <= _FEW else None
        nodes.append(el("details", el("summary", title), *help_, entries, open=unfolded))
    return nodes


def _trial(trial: Trial) -> list[Node]:
    address = trial_address(trial)
    name: Node = trial_name(trial)
    if address:
        name = el("a", name, href=address, target="_blank", rel="noopener")
    marks = trial_marks(trial)
    said: list[Node] = [" ", el("span", f"[{'; '.join(marks)}]", class_="ck-doubt")] if marks else []
    return [el("strong", name), *said, *(el("p", line) for line in trial_lines(trial))]


def _marked(trial: Trial) -> str:
    marks = trial_marks(trial)
    return f"{trial_name(trial)} [{'; '.join(marks)}]" if marks else trial_name(trial)


def _guidelines(found: Dossier) -> list[Node]:
    if not found.guidelines:
        return [el("p", say("evidence.dossier.no_guidelines"))]
    title = say("evidence.dossier.guidelines", count=len(found.guidelines))
    return [el("details", el("summary", title), el("ul", *map(_guideline, found.guidelines)))]


def _guideline(guideline: Guideline) -> Node:
    return el("li", guideline_line(guideline), class_="ck-retired" if guideline.retired else None)
