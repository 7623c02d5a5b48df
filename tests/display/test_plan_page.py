"""The plan as a page to print: what a form sends is planned or refused in words, and nothing typed becomes markup."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs

import pytest

from coursekit.display.infusion_plan import infusion_plan, plan_query
from coursekit.display.plan_page import plan_page
from coursekit.explore.infusion_rate.plan import infusion_plan as planned
from coursekit.explore.infusion_rate.rate_limits import RISKS


def words_of(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_a_card_leads_to_its_own_plan() -> None:
    plan = planned(62.5, 1.5, 3, 5, sugar="sucrose", disease="dermatomyositis", risks=["kidney", "not_group_o"])
    page = plan_page(parse_qs(plan_query(plan)))
    assert "93.75 g (1.5 g/kg at 62.5 kg)" in page
    assert "Dermatomyositis. Risks: kidneys at risk, blood group other than O." in page
    assert page.count(' checked=""') == 2
    chosen = re.findall(r'<option value="([^"]+)" selected="">', page)
    assert chosen == ["5", "sucrose", "dermatomyositis"]


def test_without_anything_asked_it_is_the_plan_of_the_card() -> None:
    lines, page = infusion_plan().text.splitlines(), words_of(plan_page({}))
    assert all(line.split(": ", 1)[1] in page for line in lines if line.startswith(("Dose", "Volume", "Each", "Time")))


def test_what_the_plan_rests_on_is_written_out_as_paper_opens_no_statement() -> None:
    page = plan_page({"risks": list(RISKS)})
    assert 'href="#' not in page
    assert "The review says (section 4): The rate must not exceed 200 ml/h or 0.08 ml/kg/min." in page
    assert page.index("not for prescribing") < page.index("140 g")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"weight_kg": ["0"]}, "A patient of 0 kg cannot be dosed"),
        ({"weight_kg": ["<b>70</b>"]}, "A patient of &lt;b&gt;70&lt;/b&gt; kg cannot be dosed"),
        ({"weight_kg": ["nan"], "days": ["2.5"]}, "A course over 2.5 days cannot be made up"),
        ({"dose_g_per_kg": ["1e999"]}, "A course of inf g/kg cannot be dispensed"),
        ({"product_percent": ["20"]}, "products of 20 % go under the skin"),
        ({"sugar": ["salt"]}, "No product is stabilised with salt"),
        ({"risks": ["kidney", "luck"]}, "luck is no risk this plan knows"),
    ],
)
def test_what_cannot_be_planned_is_refused_in_words(asked: dict[str, list[str]], said: str) -> None:
    page = plan_page(asked)
    assert said in page
    assert 'role="alert"' in page
    assert "Dose of the course" not in page
    assert "<b>" not in page


def test_all_refusals_come_at_once() -> None:
    page = plan_page({"weight_kg": ["1"], "dose_g_per_kg": ["400"], "days": ["9"]})
    assert page.count("<li>") == 3
