"""The evidence tables: the review's Table 1, the trials behind it, and what guidelines and labels say.

An ASFA category is told only where there is a row for it: the absence of a row does not mean Category IV.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

ComparisonType = Literal[
    "placebo/sham/no treatment",
    "active vs active",
    "add-on",
    "dose/schedule",
    "withdrawal vs continuation",
    "uncontrolled",
    "observational",
    "mixed comparators",
    "no trial",
]

TrialKind = Literal["randomised", "pooled", "uncontrolled", "none"]
Comparison = Literal[
    "placebo", "addon", "active", "dose", "withdrawal", "uncontrolled", "observational", "mixed", "none"
]
_COMPARISONS: dict[ComparisonType, Comparison] = {
    "placebo/sham/no treatment": "placebo",
    "active vs active": "active",
    "add-on": "addon",
    "dose/schedule": "dose",
    "withdrawal vs continuation": "withdrawal",
    "uncontrolled": "uncontrolled",
    "observational": "observational",
    "mixed comparators": "mixed",
    "no trial": "none",
}
_POOLED = ("Meta-analysis", "Systematic review")


class _Row(BaseModel):
    """A row of a table: cells are texts, a blank cell is None, ids of claims are parted by spaces."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_min_length=1)

    @model_validator(mode="before")
    @classmethod
    def _blanks(cls, raw: Any) -> Any:
        if not isinstance(raw, dict):
            return raw
        cells = {name: None if cell == "" else cell for name, cell in raw.items()}
        if "claims" in cells:
            cells["claims"] = (cells["claims"] or "").split()
        return cells


class TableRow(_Row):
    """One row of the review's Table 1, exactly as printed, and the claim it is.

    Examples
    --------
    >>> TableRow(indication="CIDP", level="Class I", claim="table1.cidp").level
    'Class I'
    """

    indication: str
    level: str
    claim: str


class Trial(_Row):
    """One trial, meta-analysis, or the finding that there is none (``comparison_type`` "no trial").

    Between two active treatments "no benefit" means that neither was better, not that neither works: see
    ``comparison_type``. ``confidence`` says whether the source was seen whole or partly; ``unprinted_fields`` lists
    bibliographic fields that no source seen prints, to be shown as unconfirmed. Percentages are in per cent of the
    arm, ``p_value`` and ``effect_value`` are texts as published.
    """

    id: str = Field(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")
    indication: str
    claims: list[str]
    treatment: str
    comparator: str | None
    comparison_type: ComparisonType
    trial_name: str | None
    first_author: str | None
    year: int | None = Field(ge=1900, le=2100)
    journal: str | None
    pmid: int | None = Field(gt=0)
    doi: str | None = Field(pattern=r"^10\.\d{4,9}/\S+$")
    n_total: int | None = Field(gt=0)
    design: str | None
    primary_outcome: str | None
    result_direction: Literal["benefit", "no benefit", "mixed", "no evidence"]
    effect_measure: str | None
    effect_value: str | None
    ci_low: float | None
    ci_high: float | None
    p_value: str | None
    arm1_label: str | None
    arm1_n: int | None
    arm1_events: int | None
    arm1_pct: float | None
    arm1_mean: float | None
    arm1_sd: float | None
    arm2_label: str | None
    arm2_n: int | None
    arm2_events: int | None
    arm2_pct: float | None
    arm2_mean: float | None
    arm2_sd: float | None
    source_url: str | None
    confidence: Literal["seen", "partly seen"]
    unprinted_fields: str | None
    notes: str | None

    @field_validator("ci_high")
    @classmethod
    def _interval(cls, high: float | None, info: Any) -> float | None:
        low = info.data.get("ci_low")
        if low is not None and high is not None and low > high:
            raise ValueError(f"an upper limit not below ci_low ({low:g})")
        return high

    @property
    def kind(self) -> TrialKind:
        """What sort of evidence it is: ``pooled`` trials, one ``randomised`` trial, ``uncontrolled``, or ``none``."""
        if self.comparison_type == "no trial":
            return "none"
        if (self.design or "").startswith(_POOLED):
            return "pooled"
        return "uncontrolled" if self.comparison_type in ("uncontrolled", "observational") else "randomised"

    @property
    def comparison(self) -> Comparison:
        """What was compared with what, as a short key."""
        return _COMPARISONS[self.comparison_type]

    @property
    def label(self) -> str:
        """The trial's name with its year and first author, each where the name does not hold it already."""
        label = self.trial_name or self.first_author or self.id
        if self.year and str(self.year) not in label:
            label += f" {self.year}"
        if self.first_author and self.first_author not in label and "Group" not in self.first_author:
            label += f", {self.first_author}"
        return label

    @property
    def crossover(self) -> bool:
        """Whether each patient had both treatments, so that the two arms are the same people."""
        return "crossover" in (self.design or "")

    @property
    def uncertain(self) -> bool:
        """Whether to mark it: seen only in part, details unconfirmed, or no address, PMID or DOI to find it by."""
        findable = self.source_url or self.pmid or self.doi
        return self.confidence != "seen" or self.unprinted_fields is not None or not findable

    @property
    def short(self) -> str:
        """First author (or the trial's name) and year.

        A trial without either still has its id.
        """
        name = self.first_author or self.trial_name or self.id
        return f"{name} {self.year}" if self.year else name


class Effect(BaseModel):
    """What was counted in both arms of a trial, and whether the two counts may be set against each other.

    ``event`` follows "who"; ``good`` says whether it is good to have it. ``arms`` is ``"independent"`` where each arm
    is other patients; everything else says why no effect is worked out.

    Examples
    --------
    >>> Effect(trial="x", event="improved", good=True, arms="same patients").independent
    False
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, str_min_length=1)

    trial: str
    event: str
    good: bool
    arms: Literal["independent", "same patients", "courses", "by design"]
    note: str = Field(default="", min_length=0)

    @property
    def independent(self) -> bool:
        """Whether an effect may be worked out from the two counts."""
        return self.arms == "independent"


class Guideline(_Row):
    """One statement of a guideline or product label.

    ``year`` is blank where the source prints none; ``year_note`` then says what it prints. ``retired`` guidance is
    history. A row ``"not seen"`` holds no statement and no level.
    """

    id: str = Field(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")
    body: str
    year: int | None = Field(ge=1900, le=2100)
    year_note: str | None
    retired: bool
    topic: str
    disease: str
    claims: list[str]
    statement: str | None
    level_or_category: str | None
    source: str | None
    confidence: Literal["seen", "partly seen", "transcription", "not seen"]

    @model_validator(mode="after")
    def _unseen_is_blank(self) -> Guideline:
        if self.confidence == "not seen" and (self.statement or self.level_or_category):
            raise ValueError("for a row not seen: no statement and no level_or_category")
        if self.confidence != "not seen" and not self.statement:
            raise ValueError("a statement, as the row was seen")
        return self

    @property
    def uncertain(self) -> bool:
        """Whether to mark it: not read whole in the original."""
        return self.confidence != "seen"
