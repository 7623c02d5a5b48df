"""Orders read from a form: what cannot be ordered is refused in the words of a pharmacist, all of it at once."""

from __future__ import annotations

import pytest
from case_orders import TYPED

from coursekit.practice.cases import Order, OrderRefusal, read_order


def test_a_whole_order_is_read():
    order = read_order({**TYPED, "dose_g_per_kg": "1,8 g/kg", "days": "5 days", "precautions": ["adrenaline"]})
    assert isinstance(order, Order)
    assert (order.dose_g_per_kg, order.days, order.top_ml_per_h) == (1.8, 5, 90.0)
    assert order.precautions == {"adrenaline"}
    assert order.monitoring == {"first_hour"}


def test_what_the_record_keeps_is_read_back_the_same():
    for given in (
        {**TYPED, "precautions": ["dilute", "heparin"]},
        {"decision": "ask", "ask_about": "heart"},
        {"decision": "not", "instead": "exchange"},
    ):
        order = read_order(given)
        assert isinstance(order, Order)
        assert read_order(order.to_json()) == order
    assert set(Order("ask", ask_about="heart").to_json()) == {"decision", "ask_about"}


@pytest.mark.parametrize(
    ("changed", "part"),
    [
        ({"decision": ""}, "Nothing is decided yet"),
        ({"decision": "ask"}, "choose one of the reasons"),
        ({"decision": "ask", "ask_about": "weather"}, "choose one of the reasons"),
        ({"decision": "not"}, "what is done instead"),
        ({"percent": "20"}, "under the skin"),
        ({"percent": ["10"]}, "under the skin"),
        ({"sugar": ""}, "No stabiliser is chosen"),
        ({"fluids": None}, "fluids"),
        ({"dose_g_per_kg": "0"}, "A course of 0 g/kg cannot be dispensed"),
        ({"dose_g_per_kg": "-1"}, "cannot be dispensed"),
        ({"dose_g_per_kg": ""}, "The dose is missing"),
        ({"dose_g_per_kg": "400"}, "400 mg/kg is 0.4 g/kg"),
        ({"dose_g_per_kg": "two"}, "A course of two g/kg"),
        ({"dose_g_per_kg": "nan"}, "cannot be dispensed"),
        ({"dose_g_per_kg": True}, "cannot be dispensed"),
        ({"days": "0"}, "over 0 days cannot be made up"),
        ({"days": "2.5"}, "whole days"),
        ({"top_ml_per_h": "1200"}, "The pump does not run at 1200 ml/h"),
        ({"start_ml_per_h": "0"}, "The pump does not run at 0 ml/h"),
        ({"start_ml_per_h": "100"}, "above the highest rate"),
        ({"sugar": "sucrose", "iga": "low"}, "no product with sucrose that is poor in IgA"),
        ({"precautions": ["prayer"]}, "One of the precautions"),
        ({"monitoring": "first_hour"}, "One of the things to monitor"),
    ],
)
def test_an_order_that_cannot_be_carried_out_is_refused(changed, part):
    refused = read_order({**TYPED, **changed})
    assert isinstance(refused, OrderRefusal)
    assert len(refused.sentences) == 1
    assert part in refused.sentences[0]
    assert refused.sentences[0].endswith(".")


def test_all_reasons_are_said_at_once():
    refused = read_order({"decision": "give"})
    assert isinstance(refused, OrderRefusal)
    assert len(refused.sentences) == 11
