"""A lecturer's page and three phones in a real browser: peer instruction, a guess, a patient, lost connections."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from course_server import Learner, make_ground_course, wait_for

CELLS = (
    ("room-start", 'import coursekit as ck\nck.lesson("90")'),
    ("room-quiz", 'ck.ask(quiz="ground")'),
    ("room-patient", 'ck.ask(scenario="first-hour-chills")'),
)
SHOTS = os.environ.get("COURSEKIT_SCREENSHOTS")  # a folder: pictures to look at, for who works on the page


@pytest.fixture(scope="module")
def learner(tmp_path_factory):
    home = tmp_path_factory.mktemp("room")
    with Learner(home, make_ground_course(home / "course", CELLS)).learning("90") as mine:
        yield mine
    doors = home / ".local" / "share" / "coursekit" / "rooms" / "open.json"
    if doors.exists():
        os.kill(json.loads(doors.read_text())["pid"], signal.SIGTERM)


@pytest.fixture(scope="module")
def page(learner, chromium):
    context = chromium.new_context(viewport={"width": 1920, "height": 1080})
    page = context.new_page()
    page.set_default_timeout(45_000)
    page.faults = []
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.goto(learner.lesson_address("90"))
    page.wait_for_selector(".ck-bar.ck-alive", timeout=90_000)
    card(page, 1).locator("[data-step=ask]").wait_for(timeout=60_000)
    yield page
    context.close()


def card(page, number: int):
    return page.locator(".ck-card.ck-room:not(.ck-static)").nth(number)


def press(card_, step: str) -> None:
    card_.locator(f".ck-room-steps [data-step={step}]").click()


def shot(page, name: str, **given) -> None:
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS) / f"{name}.png"), **given)


@pytest.fixture(scope="module")
def phones(page, chromium):
    card(page, 0).get_by_text("Open a room on this machine alone").click()
    address = card(page, 0).locator(".ck-room-address").text_content()
    found = []
    for width, scheme in ((390, "light"), (390, "dark"), (320, "light")):
        context = chromium.new_context(viewport={"width": width, "height": 780}, color_scheme=scheme)
        phone = context.new_page()
        phone.set_default_timeout(45_000)
        phone.faults, phone.away = page.faults, []
        phone.on("pageerror", lambda error: page.faults.append(str(error)))
        own = f"http://{address.split('/')[0]}/"
        phone.on(
            "request",
            lambda asked, own=own, phone=phone: phone.away.append(asked.url) if not asked.url.startswith(own) else None,
        )
        phone.goto(f"http://{address}")
        said(phone, "You are in.")
        found.append(phone)
    yield found
    for phone in found:
        phone.context.close()


def said(phone, text: str) -> None:
    phone.get_by_text(text).first.wait_for()


def choose(phone, text: str) -> None:
    phone.locator("label.option", has_text=text).click()


def sideways(page) -> int:
    return page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")


def serious(page, where: str) -> list[tuple[str, str]]:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, context=where).response["violations"]
    return [
        (each["id"], node["html"][:160])
        for each in found
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"]
    ]


def test_a_round_of_peer_instruction(page, phones):
    ask = card(page, 0)
    press(ask, "ask")
    for phone in phones:
        said(phone, "Think")
        assert phone.locator("input").count() == 0
    press(ask, "open")
    # By keyboard alone: into the options, down to the second one; an arrow is a choice, and a choice is a vote.
    phones[0].locator("input").first.wait_for()
    phones[0].locator("h1").focus()
    phones[0].keyboard.press("Tab")
    phones[0].keyboard.press("ArrowDown")
    choose(phones[1], "60 to 90 days")
    choose(phones[2], "2 to 3 days")
    for phone in phones:
        said(phone, "Your vote is in.")
        assert sideways(phone) == 0
    choose(phones[0], "60 to 90 days")  # changed before it is closed
    wait_for(lambda: ask.locator(".ck-room-votes").text_content() == "3 votes, 3 phones here", what="three votes")
    assert ask.locator(".ck-room-bar").count() == 0
    shot(page, "card-vote")
    shot(phones[0], "phone-vote")
    shot(phones[1], "phone-vote-dark")
    assert serious(phones[0], "body") == []
    assert serious(phones[1], "body") == []
    # Out of the network and back: with its vote, without a word of anybody.
    phones[2].context.set_offline(True)
    phones[2].context.set_offline(False)
    phones[2].reload()
    said(phones[2], "Your vote is in.")
    assert phones[2].locator("input:checked").count() == 1
    press(ask, "close")
    for phone in phones:
        said(phone, "Yours was counted.")
        assert "100 %" not in phone.locator("main").text_content()
    press(ask, "discuss")
    said(phones[0], "Find somebody with another answer")
    press(ask, "open")
    for phone in phones:
        choose(phone, "18 to 32 days")
        said(phone, "Your vote is in.")
    press(ask, "close")
    press(ask, "show")
    said(phones[0], "What the room said")
    assert "right" not in phones[0].locator("main").text_content()
    ask.locator(".ck-room-bar-2").first.wait_for()
    assert "100 % (3)" in ask.locator(".ck-room-line").nth(1).text_content()
    press(ask, "tell")
    for phone in phones:
        said(phone, "As the review prints it.")
        assert phone.locator(".mark.right").count() == 1
        assert sideways(phone) == 0
    ask.get_by_text("Normalised gain from vote 1 to vote 2: 1.00").wait_for()
    assert serious(page, ".ck-card.ck-room:not(.ck-static)") == []
    assert serious(phones[1], "body") == []
    shot(page, "card-told")
    page.emulate_media(color_scheme="dark")
    wait_for(lambda: page.evaluate("() => document.body.dataset.jpThemeLight") == "false", what="the dark theme")
    assert serious(page, ".ck-card.ck-room:not(.ck-static)") == []
    shot(page, "card-told-dark")
    page.emulate_media(color_scheme="light")
    shot(phones[0], "phone-told", full_page=True)
    shot(phones[1], "phone-told-dark", full_page=True)
    assert [phone.away for phone in phones] == [[], [], []]
    assert page.faults == []


def test_the_rooms_median_runs_in_the_explorer_and_a_server_that_died_comes_back(page, phones, learner):
    ask = card(page, 0)
    for _ in range(2):
        ask.locator(".ck-room-place button").last.click()
    ask.get_by_text("Question 3 of 3").wait_for()
    press(ask, "open")
    for phone, guess in zip(phones, ("3", "4,5", "5 times baseline"), strict=True):
        phone.locator("input#number").fill(guess)
        phone.keyboard.press("Enter")
        said(phone, "Your vote is in.")
    folder = learner.home / ".local" / "share" / "coursekit" / "rooms"
    before = json.loads((folder / "open.json").read_text())
    os.kill(before["pid"], signal.SIGKILL)
    ask.get_by_text("The room does not answer").wait_for()
    said(phones[0], "Connection lost")
    command = [sys.executable, "-m", "coursekit.cli", "room", "start"]
    again = subprocess.Popen(
        command, env=learner.environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
    )
    try:
        assert before["code"] in again.stdout.readline()
        for phone in phones:
            wait_for(
                lambda phone=phone: "Your vote is in" in phone.locator("#status").text_content(), 30, "the vote is back"
            )
        wait_for(lambda: ask.locator(".ck-refusal").text_content() == "", 20, "the card is back")
        press(ask, "close")
        press(ask, "show")
        press(ask, "tell")
        ask.get_by_text("The room’s median: 4.5 times baseline").wait_for()
        assert page.faults == []
    finally:
        again.terminate()
        again.wait(20)
        again.stdout.close()


def test_a_patient_is_treated_by_the_room(page, phones, learner):
    ask = card(page, 1)
    # The room was ended with its server; it is taken up from the card this time.
    ask.locator("[data-step=open_room]").first.wait_for(timeout=90_000)
    ask.get_by_text("Take up the room").click()
    ask.locator(".ck-room-qr").wait_for(timeout=40_000)
    press(ask, "open")
    for phone in phones:
        choose(phone, "Wait 15 min")
        said(phone, "Your vote is in.")
        assert sideways(phone) == 0
    shot(phones[0], "phone-patient", full_page=True)
    before = ask.locator(".ck-scenario-clock").text_content()
    press(ask, "close")
    press(ask, "show")
    shot(page, "card-patient", full_page=True)
    ask.get_by_role("button", name="Do it: Wait 15 min").click()
    wait_for(lambda: ask.locator(".ck-scenario-clock").text_content() != before, what="the clock")
    said(phones[0], "The room did:")
    shot(page, "card-patient-after", full_page=True)
    ask.locator("[data-step=close_room]").click()
    for phone in phones:
        said(phone, "This room is closed.")
    assert page.faults == []
