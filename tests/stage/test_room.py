"""The room's state: what each step does, what it refuses, and that nothing is seen before it is shown."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.knowledge import say
from coursekit.practice import draw, load_quizzes
from coursekit.stage.ballots import MOST_OPTIONS, VOTED_AS, Ballot, Line, ballot_of, understood, votable
from coursekit.stage.journal import Journal
from coursekit.stage.results import misconceptions, normalised_gain, share_right, told_of, verdict_of
from coursekit.stage.room import Refused, Room, replay, step, timer
from coursekit.stage.tallies import Tally, bars, ranges, room_answer, tally, tally_from, voters
from coursekit.stage.views import lecturer_poll, own_view, phone_view

BALLOT = {
    "id": "b1",
    "subject": "item:x",
    "kind": "single",
    "stem": "Which?",
    "options": [{"id": "a", "text": "A"}, {"id": "b", "text": "B"}, {"id": "c", "text": "C"}],
}
NUMBER = {"id": "n1", "subject": "item:n", "kind": "number", "stem": "How much?", "unit": "ml", "low": 0, "high": 5000}
ASK = {"do": "ask", "ballot": BALLOT}
ITEMS = {item.kind: item for quiz in load_quizzes().values() for item in quiz.items}


def vote(voter: str, answer: object, round_: int = 1, ballot: str = "b1") -> dict[str, object]:
    return {"do": "vote", "ballot": ballot, "round": round_, "voter": voter, "answer": answer}


def taken(*events: dict[str, object], room: Room | None = None) -> Room:
    room = room or Room()
    for event in events:
        after = step(room, event)
        assert isinstance(after, Room), (event, after)
        room = after
    return room


def reason(room: Room, event: dict[str, object]) -> str:
    after = step(room, event)
    assert isinstance(after, Refused), f"taken: {event}"
    return after.reason


def test_peer_instruction_from_the_question_to_the_answer():
    room = taken(ASK, {"do": "open"}, vote("v", "a"), vote("w", "b"), {"do": "close"}, {"do": "discuss"})
    room = taken({"do": "open"}, vote("v", "b", 2), vote("w", "b", 2), {"do": "close"}, {"do": "show"}, room=room)
    assert [dict(each.votes) for each in room.now.rounds] == [{"v": "a", "w": "b"}, {"v": "b", "w": "b"}]
    assert taken({"do": "tell", "told": {"key": "B"}}, room=room).now.phase == "told"


def test_a_vote_can_be_changed_and_counts_once():
    room = taken(ASK, {"do": "open"}, vote("v", "a"), vote("v", "c"), vote("v", "b"))
    assert tally(room.now.rounds[0]).answers == (("b", 1),)


@pytest.mark.parametrize(
    ("before", "event", "why"),
    [
        ([], {"do": "open"}, "nothing_asked"),
        ([], vote("v", "a"), "other_question"),
        ([ASK], vote("v", "a"), "closed"),
        ([ASK], {"do": "show"}, "no_votes"),
        ([ASK], {"do": "close"}, "not_open"),
        ([ASK], {"do": "discuss"}, "not_counted"),
        ([ASK], ASK, "asked_before"),
        ([ASK, {"do": "open"}], {"do": "open"}, "is_open"),
        ([ASK, {"do": "open"}], {"do": "show"}, "still_open"),
        ([ASK, {"do": "open"}], {"do": "tell", "told": {}}, "still_open"),
        ([ASK, {"do": "open"}], {"do": "done", "done": {}}, "still_open"),
        ([ASK, {"do": "open"}], vote("v", "z"), "no_answer"),
        ([ASK, {"do": "open"}], vote("v", "a", 2), "closed"),
        ([ASK, {"do": "open"}], vote("v", "a", 1, "b2"), "other_question"),
        ([ASK, {"do": "open"}], vote("", "a"), "no_answer"),
        ([ASK, {"do": "open"}, {"do": "close"}], vote("v", "a"), "closed"),
        ([ASK, {"do": "open"}, {"do": "close"}, {"do": "open"}], vote("v", "a", 1), "closed"),
        ([ASK, {"do": "open"}, {"do": "close"}, {"do": "open"}, {"do": "close"}], {"do": "open"}, "voted_twice"),
        ([ASK, {"do": "open"}, {"do": "close"}, {"do": "show"}], {"do": "open"}, "voted_twice"),
        ([ASK, {"do": "open"}, {"do": "close"}, {"do": "show"}], {"do": "hands", "hands": {"a": 1}}, "closed"),
        ([ASK], {"do": "hands", "hands": {"z": 1}}, "no_hands"),
        ([ASK], {"do": "hands", "hands": {"a": -1}}, "no_hands"),
        ([ASK], {"do": "hands", "hands": {"a": 1.5}}, "no_hands"),
        ([ASK], {"do": "hands", "numbers": ["3"]}, "no_hands"),
        ([ASK], {"do": "hands"}, "no_hands"),
        ([ASK], {"do": "open", "ballot": "b2"}, "other_question"),
        ([ASK], {"do": "dance"}, "unknown"),
        ([ASK], {"do": ["open"]}, "unknown"),
        ([], {"do": "ask", "ballot": {**BALLOT, "options": BALLOT["options"][:1]}}, "no_ballot"),
        ([], {"do": "ask", "ballot": {**BALLOT, "html": "<b>"}}, "no_ballot"),
        ([], {"do": "ask", "ballot": None}, "no_ballot"),
    ],
)
def test_what_is_refused_says_why(before, event, why):
    assert reason(taken(*before), event) == why
    assert say(f"stage.refused.{why}").endswith(".")


def test_nothing_of_a_vote_is_seen_before_it_is_shown():
    room = Room()
    first = [ASK, {"do": "open"}, vote("v", "a"), {"do": "close"}, {"do": "discuss"}]
    for event in (*first, {"do": "open"}, vote("v", "b", 2), {"do": "close"}):
        room = taken(event, room=room)
        assert not {"rounds", "told"} & set(phone_view(room, 0.0))
        assert all(each["tally"] is None for each in lecturer_poll(room.now, 0.0)["rounds"])
    assert own_view(room, "v") == {"mine": {"1": "a", "2": "b"}}
    assert own_view(room, "w") == {"mine": {}}
    room = taken({"do": "show"}, room=room)
    assert [[bar["count"] for bar in each] for each in phone_view(room, 0.0)["rounds"]] == [[1, 0, 0], [0, 1, 0]]
    assert "told" not in phone_view(room, 0.0)
    room = taken({"do": "tell", "told": {"key": "B"}}, room=room)
    assert phone_view(room, 0.0)["told"] == {"key": "B"}


def test_a_question_is_sent_to_phones_without_its_answer():
    for kind, item in ITEMS.items():
        if kind in VOTED_AS:
            drawn = draw(item, 1)
            sent = json.dumps(phone_view(taken({"do": "ask", "ballot": ballot_of(drawn, "b1").model_dump()}), 0.0))
            told = told_of(drawn)
            assert all(json.dumps(why)[1:-1] not in sent for why in told["whys"].values())
            assert not told["why"] or json.dumps(told["why"])[1:-1] not in sent


def test_the_next_question_closes_a_vote_that_was_forgotten():
    room = taken(ASK, {"do": "open"}, vote("v", "a"), {"do": "ask", "ballot": {**BALLOT, "id": "b2"}})
    assert room.poll("b1").phase == "counted"
    assert reason(room, vote("v", "b")) == "other_question"


def test_hands_are_added_to_what_phones_say():
    room = taken(ASK, {"do": "open"}, vote("v", "a"), {"do": "hands", "hands": {"a": 3, "b": 6, "c": 0}})
    room = taken({"do": "close"}, {"do": "show"}, room=room)
    counted = tally(room.now.rounds[0])
    assert [(bar.count, bar.share) for bar in bars(room.now.ballot, [counted])[0]] == [(4, 0.4), (6, 0.6), (0, 0.0)]
    assert voters(room.now.ballot, counted) == 10


def test_hands_alone_are_a_vote_and_replace_the_hands_before():
    room = taken(ASK, {"do": "hands", "hands": {"a": 9}}, {"do": "hands", "hands": {"b": 2}}, {"do": "discuss"})
    assert reason(room, {"do": "hands", "hands": {"a": 1}}) == "closed"
    room = taken({"do": "open"}, {"do": "hands", "hands": {"b": 5}}, {"do": "close"}, {"do": "show"}, room=room)
    assert [dict(each.hands) for each in room.now.rounds] == [{"b": 2}, {"b": 5}]


def test_numbers_called_out_are_votes():
    room = taken({"do": "ask", "ballot": NUMBER}, {"do": "hands", "numbers": ["1,400", "1200 ml", 1500]})
    assert room.now.rounds[0].numbers == (1400.0, 1200.0, 1500.0)
    assert room_answer(room.now.ballot, tally(room.now.rounds[0])) == 1400.0
    assert reason(room, {"do": "hands", "numbers": ["6000"]}) == "no_hands"


def test_timers():
    room = taken(ASK, {"do": "open", "ends": 90.0})
    assert phone_view(room, 60.0)["left"] == 30.0
    assert phone_view(room, 95.0)["left"] == 0.0
    assert taken({"do": "close"}, room=room).now.ends is None
    assert [timer(given, 0.0) for given in (30, 0, True, "30", 10**9, float("nan"))] == [30.0] + [None] * 5


def test_only_what_is_an_answer_is_understood():
    single = Ballot.model_validate(BALLOT)
    several = single.model_copy(update={"kind": "multiple"})
    assert [understood(single, given) for given in ("a", "z", ["a"], None, 1, {"a": "b"})] == ["a"] + [None] * 5
    assert understood(several, ["c", "a"]) == ("a", "c")
    assert [understood(several, given) for given in ("a", [], ["z"], ["a"] * 4, [1])] == [None] * 5
    number = Ballot.model_validate(NUMBER)
    assert understood(number, "1 400") == 1400.0
    bad = ("", "much", "5001", "-1", "1" * 50, True, float("nan"), float("inf"), [], {})
    assert [understood(number, given) for given in bad] == [None] * len(bad)


def test_a_placement_gives_every_line_a_place_and_an_order_each_place_once():
    drawn = draw(ITEMS["order"], 1)
    ballot = ballot_of(drawn, "b1")
    straight = {step.id: str(number) for number, step in enumerate(drawn.options, 1)}
    assert understood(ballot, straight) == straight
    assert understood(ballot, dict.fromkeys(straight, "1")) is None
    assert understood(ballot, dict(list(straight.items())[1:])) is None
    right = {step.id: step.place for step in drawn.options}
    assert share_right(drawn, ballot, Tally(((right, 3), (straight, 1)))) == 0.75


@pytest.mark.parametrize("kind", sorted(VOTED_AS))
def test_the_right_answer_of_every_kind_is_right_in_the_room(kind):
    drawn = draw(ITEMS[kind], 1)
    ballot, told = ballot_of(drawn, "b1"), told_of(drawn)
    if ballot.kind == "number":
        answer: object = drawn.key
    elif ballot.kind == "place":
        answer = dict(each.split("/", 1) for each in told["right"])
    else:
        answer = told["right"][0] if ballot.kind == "single" else told["right"]
    room = taken({"do": "ask", "ballot": ballot.model_dump()}, {"do": "open"}, vote("v", answer))
    counted = tally(room.now.rounds[0])
    assert share_right(drawn, ballot, counted) == 1.0
    assert verdict_of(drawn, room_answer(ballot, counted)).right
    assert misconceptions(drawn, ballot, counted) == []
    assert tally_from(ballot, json.loads(json.dumps(counted.as_json()))) == counted


def test_a_word_to_be_typed_is_no_vote():
    assert not votable(ITEMS["fill_in"])
    with pytest.raises(ValueError, match="no room can vote on fill_in"):
        ballot_of(draw(ITEMS["fill_in"], 1), "b1")


def test_ten_options_and_more_but_not_without_end():
    lines = [Line(id=str(number), text=str(number)) for number in range(MOST_OPTIONS + 1)]
    assert len(Ballot.model_validate({**BALLOT, "options": lines[:-1]}).options) == MOST_OPTIONS
    with pytest.raises(ValueError, match="at most 40"):
        Ballot.model_validate({**BALLOT, "options": lines})


def test_what_the_room_got_wrong():
    drawn = draw(ITEMS["single"], 1)
    ballot = ballot_of(drawn, "b1")
    wrong = [option for option in drawn.options if not option.right]
    right = next(option for option in drawn.options if option.right)
    counted = Tally(((wrong[0].id, 5), (right.id, 4), (wrong[1].id, 1)), {wrong[0].id: 10})
    assert misconceptions(drawn, ballot, counted) == [(wrong[0].text, 0.75)]
    assert share_right(drawn, ballot, counted) == 0.2
    assert share_right(drawn, ballot, Tally()) is None


def test_hands_for_several_options_do_not_say_who_was_right():
    drawn = draw(ITEMS["multiple"], 1)
    assert share_right(drawn, ballot_of(drawn, "b1"), Tally((), {drawn.options[0].id: 4})) is None


@pytest.mark.parametrize(
    ("before", "after", "gain"), [(0.5, 0.75, 0.5), (0.5, 0.25, -0.5), (0.0, 1.0, 1.0), (1.0, 0.5, None)]
)
def test_normalised_gain(before, after, gain):
    assert normalised_gain(before, after) == gain


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=200))
def test_every_number_stands_in_exactly_one_bar(values):
    ballot = Ballot.model_validate({**NUMBER, "high": 1e6})
    counted = Tally(tuple((value, 1) for value in values))
    assert sum(bar.count for bar in bars(ballot, [counted])[0]) == len(values)
    assert len(ranges(values)) <= 9


@given(st.lists(st.tuples(st.sampled_from("vwxyz"), st.sampled_from("abc"), st.integers(1, 2)), max_size=30))
def test_whatever_comes_in_each_phone_counts_once_and_a_replay_gives_the_same_room(sent):
    events = [ASK, {"do": "open"}, *(vote(*each) for each in sent)]
    room = replay(events)
    assert len(room.now.rounds[0].votes) == len({voter for voter, _, round_ in sent if round_ == 1})
    assert replay(events) == room


def test_a_journal_that_was_cut_off_in_the_middle_of_a_line_goes_on(tmp_path):
    journal = Journal(tmp_path / "room.jsonl")
    journal.append([ASK, {"do": "open"}, vote("v", "a")])
    with journal.path.open("ab") as torn:
        torn.write(b'{"do":"vote","ballot":"b1","round":1,"vo')
    again = Journal(journal.path)
    assert replay(again.events()).now.rounds[0].votes == {"v": "a"}
    again.append([vote("w", "b")])
    assert replay(Journal(journal.path).events()).now.rounds[0].votes == {"v": "a", "w": "b"}
    assert journal.path.stat().st_mode & 0o077 == 0
