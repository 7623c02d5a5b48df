"""Orders judged by stated rules: every rule can hold and can be silent, and no patient is without a way out."""

from __future__ import annotations

import random
import re
import shutil
from pathlib import Path

import pytest
import yaml
from case_orders import any_order

from coursekit.knowledge import CourseDataError, load_course
from coursekit.paths import course_root
from coursekit.practice.cases import LEVELS, Order, draw_case, holding_order, judge, load_cases
from coursekit.practice.cases.judging import holding
from coursekit.practice.cases.schema import CLASSES

DATA = load_cases()
RULES = {each.rule.id: each.rule for each in DATA.rules}


def drawn_pairs(patients):
    chance = random.Random(5)
    for seed in range(patients):
        case = draw_case(seed, 1 + seed % 3)
        yield from ((case, any_order(chance)) for _ in range(4))


@pytest.fixture(scope="module")
def pairs():
    return list(drawn_pairs(500))


def test_every_rule_holds_in_some_case_and_is_silent_in_others():
    never_held, always_held = set(RULES), set(RULES)
    for case, order in drawn_pairs(2500):  # a rare rule takes many; no more are drawn than it takes
        ids = set(holding(case, order))
        never_held -= ids
        always_held -= {name for name, rule in RULES.items() if rule.of == order.decision and name not in ids}
        if not never_held | always_held:
            break
    assert never_held == set()
    assert always_held == set()


def test_every_sentence_is_filled_and_every_order_is_spoken_of(pairs):
    for case, order in pairs:
        judgement = judge(case, order)
        assert judgement.findings
        for each in judgement.findings:
            text = each.what + each.why
            assert "{" not in text
            assert not re.search(r"\bnan\b", text)
            assert "–" not in text
            assert ": :" not in text
            assert text == text.strip()
            assert each.why[0].isupper() or each.why[0].isdigit() or each.why.startswith("eGFR")


def test_every_patient_of_2000_has_an_order_without_harm():
    worst = {}
    for seed in range(2000):
        case = draw_case(seed, LEVELS[seed % 3])
        judgement = judge(case, holding_order(case))
        if judgement.harmful or judgement.counts["unnecessary"] or not judgement.findings:
            worst[seed] = judgement.counts
    assert worst == {}


def test_where_ivig_has_its_place_it_is_given_and_elsewhere_it_is_not():
    for seed in range(300):
        case = draw_case(seed, LEVELS[seed % 3])
        order = holding_order(case)
        assert (order.decision == "give") == (case.diagnosis.ivig == "treat" and not case.has("iga_sensitised"))
        if order.decision != "give":
            assert judge(case, Order("give")).counts["harmful"] or case.diagnosis.id == "miller_fisher"


def test_the_same_order_is_judged_the_same(pairs):
    for case, order in pairs[:200]:
        again = draw_case(case.seed, case.level)
        assert judge(case, order) == judge(again, order)


def test_findings_are_told_harm_first_and_counted(pairs):
    for case, order in pairs[:300]:
        judgement = judge(case, order)
        ranks = [CLASSES.index(each.rank) for each in judgement.findings]
        assert ranks == sorted(ranks)
        assert sum(judgement.counts.values()) == len(judgement.findings)
        assert judgement.harmful == any(each.rank == "harmful" for each in judgement.findings)
        assert [each.rule for each in judgement.findings] == sorted(
            holding(case, order), key=lambda rule: CLASSES.index(RULES[rule].rank)
        )


def test_a_judgement_holds_nothing_but_rules():
    assert set(judge(draw_case(1), Order("give")).__slots__) == {"findings"}


def test_safety_updates_are_shown_wherever_their_claims_are():
    updates = load_course().updates
    for rule in RULES.values():
        missing = [
            claim for claim in rule.claims if claim in updates and updates[claim].safety and claim not in rule.updates
        ]
        assert not missing, rule.id


def with_risks(*risks, diagnosis=None):
    for level in LEVELS:
        for seed in range(3000):
            case = draw_case(seed, level)
            if {risk.id for risk in case.risks} == set(risks) and diagnosis in (None, case.diagnosis.id):
                return case
    raise AssertionError(f"nobody has {risks}")


def told(case, **changed):
    base = {"start_ml_per_h": 15.0, "top_ml_per_h": 60.0, "monitoring": frozenset({"first_hour"})}
    return set(holding(case, Order("give", **{**base, **changed})))


def test_sucrose_harms_kidneys_at_risk_only():
    assert "sucrose-kidney" in told(with_risks("diabetes", diagnosis="mmn"), sugar="sucrose")
    assert "sucrose-kidney" not in told(with_risks(diagnosis="mmn"), sugar="sucrose")


def test_propranolol_is_barred_in_myasthenia():
    given = frozenset({"propranolol"})
    assert "propranolol-barred" in told(with_risks("migraine", diagnosis="mg_worsening"), precautions=given)
    assert "propranolol-migraine" in told(with_risks("migraine", diagnosis="cidp"), precautions=given)


def test_heart_and_dryness_pull_apart_and_small_portions_serve_both():
    case = with_risks("heart_failure", "dry")
    assert "flooding-a-weak-heart" in told(case, fluids="free")
    assert "dry-not-filled" in told(case, fluids="restrict")
    assert told(case, fluids="careful") & {"flooding-a-weak-heart", "dry-not-filled"} == set()
    assert "dry-and-weak-heart" in told(case, fluids="careful")


def test_safe_practice_is_not_called_needless():
    dry_heart, gbs = with_risks("heart_failure", "dry"), with_risks(diagnosis="gbs")
    paused = told(dry_heart, precautions=frozenset({"stop_nephrotoxin"}))
    assert "diuretic-paused" in paused
    assert "nothing-to-stop" not in paused
    heparin = told(gbs, precautions=frozenset({"heparin"}))
    assert "heparin-gbs" in heparin
    assert "heparin-without-need" not in heparin


def test_what_weakens_myasthenia_or_strains_a_weak_heart_is_harmful():
    steroid = told(with_risks(diagnosis="mg_worsening"), precautions=frozenset({"steroid"}))
    assert "steroid-myasthenia" in steroid
    assert "steroid-without-need" not in steroid
    heart = with_risks("heart_failure", "dry")
    assert "propranolol-risky" in told(heart, precautions=frozenset({"propranolol"}))


def test_low_iga_alone_is_no_reason_to_hold_back():
    low, sensitised = with_risks("iga_low", diagnosis="gbs"), with_risks("iga_sensitised", diagnosis="gbs")
    ask = Order("ask", ask_about="iga")
    assert judge(low, ask).findings[0].rank == "unnecessary"
    assert judge(sensitised, ask).findings[0].rank == "critical"
    assert "give-with-anti-iga" in told(sensitised, iga="low")
    assert judge(sensitised, Order("not", instead="exchange")).findings[0].rank == "critical"


def test_rates_are_held_against_the_limit_of_patient_and_disease():
    well, dermatomyositis = with_risks(diagnosis="gbs"), with_risks(diagnosis="dermatomyositis")
    fast = 0.05 * 60
    assert "rate-dermatomyositis" in told(dermatomyositis, top_ml_per_h=fast * dermatomyositis.weight_kg)
    assert "rate-within" in told(well, top_ml_per_h=min(199.0, fast * well.weight_kg))
    at_risk = with_risks("stroke", diagnosis="cidp")
    assert "rate-at-risk" in told(at_risk, top_ml_per_h=fast * at_risk.weight_kg)
    assert "rate-at-risk-kept" in told(at_risk, top_ml_per_h=0.03 * 60 * at_risk.weight_kg)


@pytest.fixture(scope="module")
def broken(tmp_path_factory):
    """One course for all faults: whatever else it holds is read once, and each broken file is put right again."""
    course = tmp_path_factory.mktemp("cases")
    shutil.copytree(course_root() / "data", course / "data")

    def faults(file: str, change) -> list[str]:
        path: Path = course / "data" / "cases" / f"{file}.yaml"
        sound = path.read_text(encoding="utf-8")
        raw = yaml.safe_load(sound)
        change(raw)
        path.write_text(yaml.safe_dump(raw, allow_unicode=True, sort_keys=False), encoding="utf-8")
        try:
            with pytest.raises(CourseDataError) as caught:
                load_cases(course)
        finally:
            path.write_text(sound, encoding="utf-8")
        return [fault.sentence() for fault in caught.value.faults]

    return faults


@pytest.mark.parametrize(
    ("file", "change", "part"),
    [
        ("rules", lambda raw: raw["rules"][0].update(when="risk.age"), "rules.yaml, give-with-anti-iga, when"),
        ("rules", lambda raw: raw["rules"][0].update(when="weight_kg"), "a condition (true or false)"),
        ("rules", lambda raw: raw["rules"][1].update(when="dose_g_per_kg > 2"), "'dose_g_per_kg'"),
        ("rules", lambda raw: raw["rules"][0].update(why="{heart}"), "{heart}"),
        ("rules", lambda raw: raw["rules"][1].update(why="{volume}"), "{volume}"),
        ("rules", lambda raw: raw["rules"][0].update(claims=["ae.nothing"], updates=[]), "ae.nothing"),
        ("rules", lambda raw: raw["rules"][0].update(updates=[]), "whose update is a safety matter"),
        ("rules", lambda raw: raw["rules"][0].update(updates=["give.rate"]), "give.rate is not among them"),
        ("rules", lambda raw: raw["rules"][0].update({"class": "bad"}), "class"),
        ("rules", lambda raw: raw["rules"].append(raw["rules"][0]), "again"),
        ("rules", lambda raw: raw["groups"].update(age="risk.old"), "a name that is taken"),
        ("rules", lambda raw: raw["groups"].update(new="risk.nobody"), "groups new"),
        ("rules", lambda raw: raw.pop("groups"), "the keys groups, rules"),
        ("risks", lambda raw: raw["risks"][0].update(needs=["fever"]), "fever"),
        ("risks", lambda raw: raw["risks"][0].update(ages=[80, 60]), "the lower first"),
        ("risks", lambda raw: raw["risks"][0].update(laboratory={"sugar": [1, 2]}), "sugar"),
        ("risks", lambda raw: raw["pulls"][0].update(between=["dry", "wet"]), "wet"),
        ("diagnoses", lambda raw: raw[0].update(ivig="perhaps"), "perhaps"),
        ("diagnoses", lambda raw: raw[0].update(claims=["gbs.none"]), "gbs.none"),
        ("laboratory", lambda raw: raw["values"][0].update(colour="red"), "colour"),
    ],
)
def test_a_fault_of_a_file_is_said_with_its_place(broken, file, change, part):
    said = broken(file, change)
    assert any(part in sentence and f"{file}.yaml" in sentence for sentence in said), said


def test_all_faults_come_at_once(broken):
    def change(raw):
        raw["rules"][0].update(when="nonsense here")
        raw["rules"][2].update(why="{none}")

    said = broken("rules", change)
    assert len(said) == 2
