"""``ck.mechanism_map``: from antigen to weakness; pick a disease and a treatment, see what is cut, open each cut."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coursekit.display.card import LANGUAGE
from coursekit.display.claims import claim_shown
from coursekit.display.html import Markup, items, join, link, tag
from coursekit.display.mechanism_scene import scene
from coursekit.display.panel import ExplorerPanel, OpensExplorer
from coursekit.display.session import Session, session
from coursekit.display.tree import markup
from coursekit.explore import EXPLORERS, fill
from coursekit.explore.mechanism_map import (
    ALL,
    Here,
    MapView,
    check_choice,
    link_words,
    load_layouts,
    map_lists,
    map_text,
    map_view,
)
from coursekit.knowledge import claim_card, load_course, say
from coursekit.knowledge.mechanisms import load_mechanisms

NAME = "mechanism_map"
Choice = dict[str, str]


class MechanismCard(OpensExplorer):
    """The map. A choice is recorded once the learner has settled on it, and comes back; an open cut is not."""

    kind = NAME

    def __init__(self, choice: Choice, key: str, home: Session) -> None:
        self.key, self.home, self.start = key, home, choice
        self.choice = self._recalled() or dict(choice)
        self._kept = dict(self.choice)
        self.opened = ""  # the cut that is open
        self.errors: list[str] = []
        # The static faces show the lesson's own choice, never a learner's: they are what is saved and compared.
        shown = map_view(**choice)
        super().__init__(map_text(shown), _static(shown))

    @property
    def subject(self) -> str:
        """The name of this card in the record."""
        return f"{self.home.lesson}/{NAME}/{self.key}"

    @property
    def view(self) -> MapView:
        """The map as it is chosen."""
        return map_view(**self.choice)

    def _recalled(self) -> Choice | None:
        last = self.home.record.latest("explored", self.subject)
        state = last.body.get("state") if last else None
        return _choice(state) if isinstance(state, dict) and not _refused(state) else None

    def on_action(self, action: dict[str, Any]) -> None:
        """Choose (``set``), keep the choice (``settled``), open and close a cut, move its explorer (``panel``)."""
        do = action.get("do")
        if do == "panel":
            self.move_inner(action.get("what"))
            return
        if do == "set":
            self._set(action.get("values"))
        elif do == "settled":
            self._keep()
        elif do == "open":
            self._open(str(action.get("cut")))
        elif do == "close":
            self._close()
        self.refresh()

    def _set(self, values: object) -> None:
        asked = {**self.choice, **values} if isinstance(values, dict) else dict(self.choice)
        self.errors = _refused(asked)
        if not self.errors and asked != self.choice:
            self.choice = _choice(asked)
            if self.opened and self._here(self.opened) is None:
                self._close()

    def _keep(self) -> None:
        if self.choice != self._kept:
            body = {"explorer": NAME, "view": NAME, "key": self.key, "state": self.choice}
            self.home.keep("explored", self.subject, body)
            self._kept = dict(self.choice)

    def _here(self, cut: str) -> Here | None:
        return next((here for here in self.view.cuts if here.cut.id == cut), None)

    def _open(self, cut: str) -> None:
        here = self._here(cut)
        if here is None:  # a click that came after the choice had changed
            return
        explorer = EXPLORERS[here.show.explorer]
        start = explorer.complete(here.show.view, here.show.state)
        self.open_inner(ExplorerPanel(explorer, here.show.view, start, dict(start), cut))
        self.opened = cut

    def _close(self) -> None:
        self.opened, self.inner = "", None

    def spec(self) -> dict[str, Any]:
        """Title, words, what can be chosen."""
        mechanisms = load_mechanisms()
        diseases = [{"id": ALL, "label": say("mechanisms.all")}]
        diseases += [{"id": each.id, "label": each.title} for each in mechanisms.diseases.values()]
        treatments = [{"id": each.id, "label": each.title} for each in mechanisms.treatments.values()]
        words = ("disease", "treatment", "close", "rests", "evidence", "legend", "text", "trials", "try", "cuts")
        return {
            "language": LANGUAGE,
            "eyebrow": say("mechanisms.eyebrow"),
            "title": say("mechanisms.title"),
            "choose": say("mechanisms.choose"),
            "diseases": diseases,
            "treatments": {"name": "treatment", "label": say("mechanisms.treatment"), "options": treatments},
            "legend": _legend(),
            "words": {word: say(f"mechanisms.{word}") for word in words},
        }

    def state(self) -> dict[str, Any]:
        """The drawing in both shapes, the finding, the cuts, the lists, and the cut that is open."""
        view = self.view
        here = self._here(self.opened) if self.opened else None
        return {
            **self.choice,
            "finding": view.finding,
            "drawn": {name: scene(view, layout, live=True) for name, layout in load_layouts().items()},
            "cuts": [_listed(each) for each in view.cuts],
            "lists": [{"title": title, "lines": lines} for title, lines in map_lists(view)[1:] if lines],
            "caution": _caution(view),
            "open": {} if here is None else _opened(here),
            "errors": self.errors,
            "notice": self.home.notice(),
        }


def _choice(values: Mapping[str, Any]) -> Choice:
    return {name: str(values[name]) for name in ("disease", "treatment")}


def _refused(values: Mapping[str, Any]) -> list[str]:
    return check_choice(str(values.get("disease")), str(values.get("treatment")))


def _caution(view: MapView) -> dict[str, Any]:
    disease = view.disease
    if disease is None:
        return {}
    trials = [{"id": f"#{claim}", "text": load_course().claim(claim).says} for claim in disease.claims]
    return {"title": say("mechanisms.list.caution"), "text": disease.caution, "trials": trials,
            "sources": _sources(disease.caution_references)}  # fmt: skip


def _sources(ids: list[str]) -> list[dict[str, str]]:
    references = load_course().references
    return [{"id": f"#@{each}", "text": references[each].short} for each in ids]


def _listed(here: Here) -> dict[str, str]:
    how = _standing(here)
    return {"id": here.cut.id, "of": here.cut.of, "kind": here.cut.kind, "stand": here.standing,
            "mark": here.cut.mark, "title": here.cut.title, "how": how}  # fmt: skip


def _standing(here: Here) -> str:
    return f"{say(f'mechanisms.sign.{here.standing}')} {say(f'mechanisms.standing.{here.standing}')}"


def _opened(here: Here) -> dict[str, Any]:
    cut, mechanisms = here.cut, load_mechanisms()
    edge = mechanisms.edges.get(cut.at)
    place = link_words(edge) if edge else mechanisms.nodes[cut.at].title
    evidence = []
    for each in cut.evidence:
        disease = mechanisms.diseases[each.disease].title if each.disease else ""
        word = say(f"mechanisms.of.{each.of}")
        head = say("mechanisms.of_disease", word=word, disease=disease) if disease else word
        evidence.append({"head": head, "text": fill(each.text), "sources": _sources(each.references)})
    return {
        "id": cut.id,
        "of": cut.of,
        "title": say("mechanisms.opened", mark=cut.mark, title=cut.title),
        "place": say(f"mechanisms.place.{cut.kind}", place=place),
        "text": cut.text,
        "standing": _standing(here),
        "evidence": evidence,
        "claims": [claim_shown(claim_card(load_course(), claim)) for claim in cut.claims],
    }


def _legend() -> list[dict[str, str]]:
    """What shapes, fillings, signs and lines mean, each with the look of its sample."""
    groups = {"ivig": "a1", "exchange": "P1", "follows": "R", "blocker": "F"}
    entries = [(f"ck-stand-here ck-of-{of}", mark, say(f"mechanisms.legend_of.{of}")) for of, mark in groups.items()]
    entries += [
        (f"ck-stand-{stand} ck-of-ivig", "a1", say(f"mechanisms.legend_fill.{stand}"))
        for stand in ("here", "laboratory", "disputed")
    ]
    signs = ("here", "elsewhere", "animals", "laboratory", "computed", "disputed", "stated")
    lines = ("shown", "general", "debated", "blank")
    entries = [(f"ck-map-sign {look}", sign, text) for look, sign, text in entries]
    entries += [("ck-map-glyph", say(f"mechanisms.sign.{each}"), say(f"mechanisms.standing.{each}")) for each in signs]
    entries += [(f"ck-way ck-way-{line}", "", say(f"mechanisms.legend_line.{line}")) for line in lines]
    return [{"look": look, "sign": sign, "text": text} for look, sign, text in entries]


def _static(view: MapView) -> Markup:
    """The drawing with its lists; on a phone, until the card is alive, the lists alone."""
    drawing = tag("div", markup(scene(view, load_layouts()["wide"], live=False)), class_="ck-map-wide")
    caption = tag("figcaption", view.finding, class_="ck-finding")
    parts = [
        tag("h3", say("mechanisms.title")),
        tag("p", _chosen(view), class_="ck-voice"),
        tag("figure", drawing, caption, class_="ck-map-drawing"),
    ]
    if view.disease is not None:
        sources = [
            link(each["text"], each["id"].removeprefix("#")) for each in _sources(view.disease.caution_references)
        ]
        cited = [part for each in sources for part in ("; ", each)][1:]
        parts.append(
            tag("p", tag("strong", say("mechanisms.list.caution")), f": {view.disease.caution} (", *cited, ")")
        )
    cuts, *others = [(title, items(lines)) for title, lines in map_lists(view) if lines]
    parts.append(join([tag("p", cuts[0], class_="ck-voice"), cuts[1]]))
    return join([*parts, *(tag("details", tag("summary", title), lines) for title, lines in others)])


def _chosen(view: MapView) -> str:
    disease = view.disease.title if view.disease else say("mechanisms.all")
    return say("mechanisms.chosen", disease=disease, treatment=load_mechanisms().treatments[view.treatment].title)


def mechanism_map(*, disease: str = ALL, treatment: str = "ivig", key: str = "map") -> MechanismCard:
    """Show the map of mechanisms.

    Parameters
    ----------
    disease : str
        A disease of ``data/mechanisms.yaml``, such as ``"mg"``; ``"all"`` for every path at once.
    treatment : str
        ``"ivig"``, ``"exchange"``, ``"both"``, ``"blocker"`` or ``"none"``.
    key : str
        Name of this card in the learner's record, unique within a lesson.

    Raises
    ------
    ValueError
        When there is no such disease or treatment; the sentence says what is allowed.

    Examples
    --------
    >>> print(mechanism_map(disease="lems", treatment="none").text.splitlines()[0])
    Lambert-Eaton syndrome: 9 links are drawn from antigen to target, 1 of them debated. Nothing cuts them here.
    """
    refused = check_choice(disease, treatment)
    if refused:
        raise ValueError(" ".join(refused))
    home = session()
    card = MechanismCard({"disease": disease, "treatment": treatment}, key, home)
    home.show((NAME, key), card)
    return card
