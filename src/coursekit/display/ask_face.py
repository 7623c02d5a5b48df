"""A poll, and the way into the room, as the lecturer's page draws them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, Protocol

import segno

from coursekit.display.asking import hint
from coursekit.display.bank import counted
from coursekit.knowledge import say
from coursekit.practice import Drawn
from coursekit.practice.texts import number_text, with_unit
from coursekit.stage.ballots import VOTED_AS, Ballot
from coursekit.stage.link import Link
from coursekit.stage.places import LOOPBACK, read_doors
from coursekit.stage.results import normalised_gain, share_right
from coursekit.stage.starting import hosts_to_offer, resumable
from coursekit.stage.tallies import Tally, bars, room_answer


class Named(Protocol):
    """Something to choose."""

    @property
    def id(self) -> str: ...
    @property
    def text(self) -> str: ...


Seen = tuple[Ballot, list[Tally]] | None
TIMERS = (0, 30, 60, 120, 180, 300)
_LONG = 220  # characters, as for the questions of a card


def poll_shown(drawn: Drawn, poll: dict[str, Any] | None, seen: Seen, link: Link) -> dict[str, Any]:
    """The question, where the room is with it, what can be done next, and, once shown, what the room said."""
    phase = poll["phase"] if poll else "none"
    rounds = poll["rounds"] if poll else []
    told = (poll or {}).get("told")
    return {
        "stem": drawn.stem,
        "long": drawn.item.vignette or len(drawn.stem) > _LONG,
        "hint": hint(drawn),
        "unit": getattr(drawn.item, "unit", ""),
        **steps_shown(phase, len(rounds), poll, link),
        "lines": _lines(drawn, seen, told),
        "said": _said(drawn, seen, told),
        "told": told and {"key": _key(drawn, told), "why": told["why"], "safety": told["safety"]},
        "hands": hands_shown(_ballot_kind(poll, drawn), phase, len(rounds), drawn.options, link),
    }


def steps_shown(phase: str, rounds: int, poll: dict[str, Any] | None, link: Link) -> dict[str, Any]:
    """The phase in words, the buttons that go on from there, the number of votes, and the timer."""
    steps = _STEPS[phase, rounds] if (phase, rounds) in _STEPS else _STEPS[phase, -1]
    text = say(f"stage.card.phase.{phase}", round=rounds)
    if poll is not None and phase != "told" and not link.is_now(poll["ballot"]["id"]):
        # Its votes stay as they are; to go on with it, it is asked anew.
        text, steps = say("stage.card.phase.elsewhere"), _STEPS["told", -1]
    last = poll["rounds"][-1]["count"] if poll and poll["rounds"] else None
    votes = ""
    if last is not None and link.open:
        votes = counted("stage.card.votes_of", last, phones=link.phones)
    elif last is not None:
        votes = counted("stage.card.votes", last)
    return {
        "phase": phase,
        "round": rounds,
        "phase_text": text,
        "steps": [
            {"what": what, "text": say(f"stage.card.step.{text}"), "timed": timed} for what, text, timed in steps
        ],
        "timer": say("stage.card.timer"),
        "timers": [{"seconds": each, "text": _timer_text(each)} for each in TIMERS],
        "votes": votes,
        "left": poll["left"] if poll else None,
        "left_text": say("stage.card.left", minutes="{minutes}", seconds="{seconds}"),
    }


# By phase and number of rounds (-1: any): the button's step, its word, whether a timer goes with it; the usual first.
_STEPS: dict[tuple[str, int], list[tuple[str, str, bool]]] = {
    ("none", -1): [("ask", "ask", False), ("open", "open_1", True)],
    ("asked", -1): [("open", "open_1", True)],
    ("vote", -1): [("close", "close", False)],
    ("counted", 1): [("discuss", "discuss", True), ("open", "open_2", True), ("show", "show_1", False)],
    ("discuss", -1): [("open", "open_2", True), ("show", "show_1", False)],
    ("counted", -1): [("show", "show_2", False)],
    ("shown", -1): [("tell", "tell", False)],
    ("told", -1): [("again", "again", False)],
}


def _timer_text(seconds: int) -> str:
    if not seconds:
        return say("stage.card.timers.none")
    if seconds % 60:
        return say("stage.card.timers.seconds", seconds=seconds)
    return say("stage.card.timers.minutes", minutes=seconds // 60)


def _ballot_kind(poll: dict[str, Any] | None, drawn: Drawn) -> str:
    return str(poll["ballot"]["kind"]) if poll else VOTED_AS[drawn.item.kind]


def hands_shown(kind: str, phase: str, rounds: int, options: Iterable[Named], link: Link) -> dict[str, Any] | None:
    """The form for hands; None while there is nothing to count."""
    if phase not in ("asked", "vote", "counted"):
        return None
    listed = [
        {"id": each.id, "text": each.text, "label": say("stage.card.hands.label", option=each.text)} for each in options
    ]
    words = {name: say(f"stage.card.hands.{name}") for name in ("title", "help", "numbers", "take", "phones_only")}
    if kind == "number":
        words["help"] = say("stage.card.hands.help_numbers")
    return {"kind": kind, "options": listed, "words": words, "first": not link.open, "round": rounds}


def lines_of(ballot: Ballot, rounds: list[Tally]) -> list[dict[str, Any]]:
    """Each option, range of numbers or placed prompt with its share of each vote."""
    both = len(rounds) > 1
    shown = []
    for together in zip(*bars(ballot, rounds), strict=True):
        parts = [
            {
                "name": say("stage.card.second" if number else "stage.card.first") if both else "",
                "percent": round(100 * bar.share),
                "text": say("stage.card.share", percent=round(100 * bar.share), count=bar.count),
            }
            for number, bar in enumerate(together)
        ]
        shown.append({"id": together[0].id, "text": together[0].text, "rounds": parts, "group": ""})
    for number, line in enumerate(shown):
        line["group"] = ballot.prompts[number // len(ballot.places)].text if ballot.prompts else _group(ballot, number)
    return shown


def _group(ballot: Ballot, number: int) -> str:
    return ballot.options[number].group if ballot.options else ""


def _lines(drawn: Drawn, seen: Seen, told: dict[str, Any] | None) -> list[dict[str, Any]]:
    """What there is to choose; its shares once shown; what is right and why once told."""
    if seen is None:
        listed = drawn.options or drawn.prompts
        return [{"id": each.id, "text": each.text, "rounds": [], "group": ""} for each in listed]
    lines = lines_of(*seen)
    for line in lines:
        if told:
            line["right"] = line["id"] in told["right"]
            line["mark"] = f"{say('display.mark.right')} {say('stage.card.right')}" if line["right"] else ""
            line["why"] = told["whys"].get(line["id"], "")
    whys = told["whys"] if told and seen[0].kind == "place" else {}
    size = len(seen[0].places)
    for number, prompt in enumerate(seen[0].prompts):
        lines[(number + 1) * size - 1]["why"] = whys.get(prompt.id, "")
    return lines


def _key(drawn: Drawn, told: dict[str, Any]) -> str:
    return say("stage.card.key", key=told["key"]) if told["key"] and drawn.item.by_number else ""


def _said(drawn: Drawn, seen: Seen, told: dict[str, Any] | None) -> list[str]:
    """The room's answer in a sentence; how many had it right, and the gain, once the answer is told."""
    if seen is None or not seen[1]:
        return []
    ballot, rounds = seen
    said = [answer_said(drawn, ballot, rounds[-1])]
    if told:
        shares = [share_right(drawn, ballot, each) for each in rounds]
        said += [
            say("stage.card.known", round=number, percent=round(100 * share))
            for number, share in enumerate(shares, 1)
            if share is not None
        ]
        gain = normalised_gain(shares[0], shares[1]) if len(shares) > 1 else None
        if gain is not None:
            said.append(say("stage.card.gain" if gain >= 0 else "stage.card.gain_loss", gain=f"{gain:.2f}"))
    return [each for each in said if each]


def answer_said(drawn: Drawn, ballot: Ballot, counted_: Tally) -> str:
    """The room's answer in words; empty where each prompt has one of its own."""
    if ballot.kind == "place":
        return ""
    answer = room_answer(ballot, counted_)
    if isinstance(answer, float):
        margin = drawn.item.margin(drawn.key) if drawn.key is not None else 0.0  # type: ignore[attr-defined]
        text = with_unit(number_text(answer, margin), ballot.unit)
        return say("stage.card.room_median", answer=text)
    chosen = [answer] if isinstance(answer, str) else list(answer) if isinstance(answer, tuple) else []
    texts = [option.text for option in ballot.options if option.id in chosen]
    return say("stage.card.room_chose", answer="; ".join(texts)) if texts else say("stage.card.room_split")


def join_shown(link: Link) -> dict[str, Any] | None:
    """QR code, address and number of phones; None without a room that answers."""
    doors = link.doors
    if doors is None or not link.connected:
        return None
    check = say("stage.card.join.local") if doors.local_only else ""
    return {
        "title": say("stage.card.join.title"),
        "address": doors.address.removeprefix("http://"),
        "qr": _qr(doors.address),
        "alt": say("stage.card.join.qr", address=doors.address),
        "phones": counted("stage.card.join.phones", link.phones),
        "check": check or ("" if link.phones else say("stage.card.join.check")),
        "trouble": say("stage.card.join.trouble", reason=link.trouble) if link.trouble else "",
        "stop": say("stage.card.join.stop"),
    }


@cache
def _qr(address: str) -> str:
    """The code as a picture; black on white in the dark theme too, for not every phone reads it the other way round."""
    return segno.make(address, error="m").svg_data_uri(border=3, dark="#000", light="#fff", omitsize=True)


def doors_shown(link: Link, *, opening: bool) -> dict[str, Any]:
    """How a room is opened, and where: the lecturer chooses, nothing listens beyond this machine unasked."""
    if opening:
        return {"title": say("stage.card.door.opening"), "how": "", "offers": []}
    offers: list[dict[str, Any]] = []
    before = read_doors(link.folder)
    if before is not None and resumable(link.folder, link.clock()):
        text = say("stage.card.door.resume", code=before.code)
        offers.append({"host": before.host, "resume": True, "text": text, "help": say("stage.card.door.resume_help")})
    for host in hosts_to_offer():
        name = "open_here" if host == LOOPBACK else "open_at"
        text = say(f"stage.card.door.{name}", host=host)
        offers.append({"host": host, "resume": False, "text": text, "help": say(f"stage.card.door.{name}_help")})
    alone = all(offer["host"] == LOOPBACK for offer in offers)
    how = say("stage.card.door.no_network" if alone else "stage.card.door.how")
    return {"title": say("stage.card.door.title"), "how": how, "offers": offers}
