"""What learners are shown of the model: every parameter, every published figure, and every miss with its reason."""

import pytest

from coursekit.explore import model_sheet
from coursekit.explore.model_sheet import TOPICS
from coursekit.explore.validation import validation
from coursekit.kinetics import parameters


def test_every_row_of_the_validation_table_is_on_one_sheet():
    shown = [check.what for topic in TOPICS for check in model_sheet(topic).checks]
    rows = {result.row.id: result.row.what for result in validation()}
    assert sorted(shown) == sorted(rows.values())


@pytest.mark.parametrize("topic", TOPICS)
def test_a_miss_is_shown_with_its_reason_and_nothing_else_is_called_one(topic):
    declared = {
        (result.row.what, result.form) for result in validation() if result.row.topic == topic and not result.agrees
    }
    misses = [(c.what, f.form, f.reason) for c in model_sheet(topic).checks for f in c.figures if f.mark == "misses"]
    assert {(what, form) for what, form, _ in misses} <= declared
    assert all(reason for _, _, reason in misses)
    counted = {(r.row.what, r.form) for r in validation() if r.row.topic == topic and r.declared == "misses"}
    assert {(what, form) for what, form, _ in misses} == counted


def test_a_figure_that_set_a_parameter_is_not_counted_as_agreement():
    sheet = model_sheet("igg")
    [synthesis] = [check for check in sheet.checks if check.what == "IgG made each day at a normal level"]
    assert [figure.mark for figure in synthesis.figures] == ["input", "agrees", "input"]
    assert len(synthesis.judged) == 1


def test_parameters_come_from_the_constants_the_engine_uses():
    assert parameters.PLASMA_VOLUME in model_sheet("igg").parameters
    assert parameters.NULL_KM in [each for each in model_sheet("igg").parameters if each.assumed]
    assert all(each.source for topic in TOPICS for each in model_sheet(topic).parameters)


def test_the_finding_counts_what_is_on_the_sheet():
    sheet = model_sheet("exchange")
    judged = [figure for check in sheet.checks for figure in check.judged if figure.form in ("any", "kim2007")]
    agreeing = sum(figure.mark == "agrees" for figure in judged)
    assumed = sum(each.assumed for each in sheet.parameters)
    assert 0 < agreeing < len(judged)
    assert f"Kim 2007 {agreeing} of {len(judged)}" in sheet.finding
    assert sheet.finding.endswith(f" {assumed} of {len(sheet.parameters)} parameters are assumed, not published.")


def test_an_unknown_topic_is_told_with_those_there_are():
    with pytest.raises(ValueError, match="no topic “heart”; there are: igg, exchange, receptors, giving"):
        model_sheet("heart")
