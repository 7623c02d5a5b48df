"""The schema of what is known: one frozen pydantic model an entry. An unknown field or a wrong type is an error."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from coursekit.knowledge.places import FACT, check_facts

Section = Literal[
    "abstract", "1", "2.1", "table1", "2.2", "2.2a", "2.2b", "2.2c", "2.2d", "2.2e", "2.2f", "2.2g", "3", "4", "5"
]
VerdictWord = Literal["stands", "qualified", "superseded", "contradicted", "untraceable"]
Seen = Literal["read", "partly", "not read"]
BibliographicField = Literal["authors", "year", "title", "journal", "pages"]

_ID = r"^[a-z0-9]+(?:[.-][a-z0-9]+)*$"
_TEXT_VALUES = {"class", "prevalence"}


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, str_min_length=1)


class Claim(_Entry):
    """One statement of the review, paraphrased, with the figures it prints.

    ``values`` holds numbers, ranges ``[low, high]``, and for Table 1 ``class`` (I to IV) and ``effective`` (true,
    false, or null where the table does not say). The review is the authority for what it says, never for what is
    true now: that is an ``Update``. ``changes_practice`` says that what a doctor does hangs on it.

    Examples
    --------
    >>> Claim(id="pk.half-life", section="2.2", says="The half-life is 18-32 days.", values={"days": [18, 32]}).kind
    'statement'
    """

    id: str = Field(pattern=_ID)
    section: Section
    changes_practice: bool = False
    says: str
    values: dict[str, Any] = {}

    @property
    def kind(self) -> Literal["statement", "table1"]:
        """``"table1"`` for a row of the review's Table 1, else ``"statement"``."""
        return "table1" if self.section == "table1" else "statement"

    @field_validator("values")
    @classmethod
    def _figures(cls, values: dict[str, Any]) -> dict[str, Any]:
        for name, value in values.items():
            if name == "effective":
                good, wanted = value is None or isinstance(value, bool), "true, false or null"
            elif name in _TEXT_VALUES:
                good, wanted = isinstance(value, str), "text in quotes"
            else:
                good, wanted = _is_number(value) or _is_range(value), "a number, or a range [low, high]"
            if not good:
                raise ValueError(f"for {name}: {wanted}")
        return values

    @model_validator(mode="after")
    def _table_row(self) -> Claim:
        is_row = set(self.values) == {"class", "effective"} and self.values["class"] in ("I", "II", "III", "IV")
        if self.kind == "table1" and not is_row:
            raise ValueError("for a row of Table 1: the values class (I, II, III or IV) and effective, nothing else")
        return self


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_range(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(map(_is_number, value)) and value[0] <= value[1]


class Disagreement(_Entry):
    """Where the review pulls apart from itself: the course shows both sides and says so."""

    claims: list[str] = Field(min_length=2)
    says: str


class Update(_Entry):
    """What has to be said about one or more claims today; one verdict a claim.

    ``safety`` entries are never left out where the claim is taught. ``since`` may hold ``{fact:ID}`` placeholders:
    figures that the model computes and nobody types.
    """

    claims: list[str] = Field(min_length=1)
    verdict: VerdictWord
    safety: bool
    since: str
    references: list[str] = Field(min_length=1)
    note: str = Field(default="", min_length=0)

    @field_validator("since")
    @classmethod
    def _placeholders(cls, since: str) -> str:
        return check_facts(since)

    @property
    def facts(self) -> list[str]:
        """Ids of the facts ``since`` asks for, in order."""
        return FACT.findall(self.since)


class Reference(_Entry):
    """A source. A field nobody could confirm stays blank, and ``note`` says so.

    ``seen`` says how much of the source was read: ``"read"`` (what is cited from it), ``"partly"`` or ``"not read"``.
    ``label`` names a source whose authors are not known, or that has none in the usual sense, such as a product
    label. ``unconfirmed`` names the fields that no source seen prints. Authors are surnames, parted by commas.

    Examples
    --------
    >>> Reference(id="dalakas1994", authors="Dalakas", year=1994, seen="read").short
    'Dalakas 1994'
    """

    id: str = Field(pattern=_ID)
    label: str | None = None
    authors: str | None = None
    year: int | None = Field(default=None, ge=1900, le=2100)
    title: str | None = None
    journal: str | None = None
    pmid: int | None = Field(default=None, gt=0)
    doi: str | None = Field(default=None, pattern=r"^10\.\d{4,9}/\S+$")
    url: str | None = Field(default=None, pattern=r"^https?://\S+$")
    seen: Seen
    unconfirmed: list[BibliographicField] = []
    note: str = Field(default="", min_length=0)

    @model_validator(mode="after")
    def _named(self) -> Reference:
        if not self.authors and not self.label:
            raise ValueError("authors, or a label to call it by")
        doubtful = [name for name in self.unconfirmed if getattr(self, name, None) is not None]
        if doubtful:
            raise ValueError(f"{doubtful[0]} left blank, as it is unconfirmed")
        return self

    @property
    def short(self) -> str:
        """Short name for running text: first author and year, or the label with the year where it lacks it."""
        name = self.label or (self.authors or "").split(",")[0].removesuffix(" and others")
        return name if not self.year or str(self.year) in name else f"{name} {self.year}"

    @property
    def uncertain(self) -> bool:
        """Whether to show it as uncertain: not wholly read, or with details that nobody could confirm."""
        return self.seen != "read" or bool(self.unconfirmed)


class Term(_Entry):
    """A term of the glossary with its usual Korean equivalent and one plain sentence."""

    id: str = Field(pattern=_ID)
    english: str
    korean: str
    sentence: str


class Objective(_Entry):
    """What a learner can do after a lesson; quiz items name it by ``id``."""

    id: str = Field(pattern=r"^\d\d\.[a-z0-9-]+$")
    text: str


class Lesson(_Entry):
    """One lesson of the course.

    ``claims_sections`` are the sections of the review it carries; ``claim_prefixes`` tell which claims have their
    home in it where lessons share a section. ``ready`` is false while its notebook does not exist.
    """

    id: str = Field(pattern=r"^\d\d$")
    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: str
    question: str
    minutes: int = Field(ge=5, le=60)
    objectives: list[Objective] = Field(min_length=3)
    claims_sections: list[Section] = Field(min_length=1)
    claim_prefixes: list[str] = Field(min_length=1)
    notebook: str
    ready: bool

    @model_validator(mode="after")
    def _own_names(self) -> Lesson:
        if self.notebook != f"{self.id}_{self.name}.ipynb":
            raise ValueError(f"for notebook: {self.id}_{self.name}.ipynb, made of id and name")
        for objective in self.objectives:
            if not objective.id.startswith(f"{self.id}."):
                raise ValueError(f"objective ids that begin with {self.id}. (found {objective.id})")
        return self
