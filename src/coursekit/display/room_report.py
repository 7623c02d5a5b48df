"""The lecturer's page on a room: what was asked, what was voted, what was gained, what the room still had wrong."""

from __future__ import annotations

from collections.abc import Sequence

from coursekit.display.ask_face import lines_of
from coursekit.display.html import Markup, items, join, tag
from coursekit.display.paper import page
from coursekit.knowledge import say
from coursekit.stage.outcomes import Outcome
from coursekit.stage.results import told_of
from coursekit.stage.tallies import voters


def room_report(found: Sequence[Outcome], when: str) -> str:
    """One HTML file, without anything to fetch.

    Parameters
    ----------
    found
        The questions of the room.
    when
        The day, as it is to stand on the page.
    """
    title = say("stage.report.title", when=when)
    graded = [each for each in found if each.item]
    open_ = [each for each in graded if not each.known]
    summary = tag("p", say("stage.report.summary", questions=len(found), most=most_voters(found)))
    wrong = [
        tag("h2", say("stage.report.wrong")),
        items([each.ballot.stem for each in open_]) if open_ else tag("p", say("stage.report.nothing_wrong")),
    ]
    parts = [tag("h1", title), summary, tag("p", say("stage.report.anonymous"), class_="dim"), *wrong]
    return page(title, *parts, *(_question(number, each) for number, each in enumerate(found, 1)))


def most_voters(found: Sequence[Outcome]) -> int:
    """How many voted on the question that most voted on."""
    return max((voters(each.ballot, counted) for each in found for counted in each.tallies), default=0)


def _question(number: int, each: Outcome) -> Markup:
    heads = [say("stage.report.answer"), *(_vote(n, each) for n in range(len(each.tallies)))]
    right = told_of(each.drawn)["right"] if each.drawn else []
    rows = []
    for line in lines_of(each.ballot, list(each.tallies)):
        mark = f" {say('display.mark.right')} {say('stage.card.right')}" if line["id"] in right else ""
        text = f"{line['group']}: {line['text']}" if line["group"] else line["text"]
        rows.append([text + mark, *(part["text"] for part in line["rounds"])])
    head = tag("thead", tag("tr", *(tag("th", text, scope="col") for text in heads)))
    body = tag("tbody", *(_row(row) for row in rows))
    return join([tag("h2", f"{number}. {each.ballot.stem}"), tag("table", head, body), items(_sentences(each))])


def _row(row: Sequence[str]) -> Markup:
    return tag("tr", tag("th", row[0], scope="row"), *(tag("td", cell) for cell in row[1:]))


def _vote(number: int, each: Outcome) -> str:
    name = say("stage.card.second" if number else "stage.card.first")
    return say("stage.report.vote", name=name, voters=voters(each.ballot, each.tallies[number]))


def _sentences(each: Outcome) -> list[str]:
    said = [each.said] if each.said else []
    if each.item and each.drawn is None:
        said.append(say("stage.report.changed"))
    if each.drawn is not None and each.drawn.key_text:
        said.append(say("stage.card.key", key=each.drawn.key_text))
    for number, share in enumerate(each.shares, 1):
        if share is not None:
            said.append(say("stage.card.known", round=number, percent=round(100 * share)))
    if each.gain is not None:
        said.append(say("stage.card.gain" if each.gain >= 0 else "stage.card.gain_loss", gain=f"{each.gain:.2f}"))
    said += [say("stage.report.held", text=text, percent=round(100 * share)) for text, share in each.held]
    return said
