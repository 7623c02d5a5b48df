"""What a disease and a treatment make of the map: which links carry the disease, where it is cut, one finding. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from coursekit.knowledge import load_course, say
from coursekit.knowledge.faults import among
from coursekit.knowledge.mechanisms import Cut, Disease, Edge, Link, Mechanisms, Shown, load_mechanisms

ALL: Final = "all"  # every path of the map at once, of no disease in particular
Carried = Literal["shown", "general", "debated", "excluded", "blank"]
Standing = Literal["here", "elsewhere", "animals", "laboratory", "computed", "disputed", "stated"]
USED: Final = ("shown", "general", "debated")
COUNTED: Final = ("cut", "removes")  # kinds of marks that cut; the others say what follows
GENERAL: Final = ["review"]


@dataclass(frozen=True)
class Way:
    """An edge and what it is to the disease.

    ``carried``: ``shown`` (a source puts it there), ``general`` (the review's general statement only), ``debated``,
    ``excluded`` (a source rules it out) or ``blank`` (nothing was read). ``sources`` are reference ids.
    """

    edge: Edge
    carried: Carried
    sources: tuple[str, ...] = ()
    note: str = ""

    @property
    def used(self) -> bool:
        """Whether the disease goes this way, as far as is known."""
        return self.carried in USED


@dataclass(frozen=True)
class Here:
    """A cut that applies, and how far it was shown.

    ``standing``: in patients with this disease (``here``), with another (``elsewhere``), in ``animals``, in the
    ``laboratory``, ``computed`` by a model; or ``disputed``, or only ``stated``.
    """

    cut: Cut
    standing: Standing
    show: Shown


@dataclass(frozen=True)
class MapView:
    """The map for one disease and one treatment."""

    disease: Disease | None
    treatment: str
    ways: tuple[Way, ...]
    cuts: tuple[Here, ...]
    finding: str

    @property
    def nodes(self) -> frozenset[str]:
        """Nodes that the disease passes."""
        return frozenset(end for way in self.ways if way.used for end in (way.edge.source, way.edge.target))


def choices(root: Path | None = None) -> dict[str, list[str]]:
    """What can be chosen as disease and as treatment.

    Examples
    --------
    >>> choices()["treatment"]
    ['none', 'ivig', 'exchange', 'both', 'blocker']
    """
    mechanisms = load_mechanisms(root)
    return {"disease": [ALL, *mechanisms.diseases], "treatment": list(mechanisms.treatments)}


def check_choice(disease: str, treatment: str) -> list[str]:
    """Sentences on what cannot be chosen; empty when both can.

    Examples
    --------
    >>> check_choice("gbs", "leeches")
    ['There is no treatment “leeches” on the map; there are: none, ivig, exchange, both, blocker.']
    """
    known = choices()
    return [
        say(f"mechanisms.unknown.{name}", found=found, allowed=among(found, known[name]))
        for name, found in (("disease", disease), ("treatment", treatment))
        if found not in known[name]
    ]


def map_view(disease: str = ALL, treatment: str = "none") -> MapView:
    """The map for a disease and a treatment.

    Parameters
    ----------
    disease : str
        A disease id of ``data/mechanisms.yaml``, or ``"all"``.
    treatment : str
        A treatment id of that file.

    Raises
    ------
    ValueError
        When there is no such disease or treatment, with those there are.

    Examples
    --------
    >>> [here.cut.mark for here in map_view("lems", "ivig").cuts]
    ['a1', 'a2', 'a3', 'd', 'e', 'f', 'g']
    """
    faults = check_choice(disease, treatment)
    if faults:
        raise ValueError(" ".join(faults))
    mechanisms = load_mechanisms()
    chosen = mechanisms.diseases.get(disease)
    ways = tuple(_way(edge, chosen) for edge in mechanisms.edges.values())
    passed = {end for way in ways if way.used for end in (way.edge.id, way.edge.source, way.edge.target)}
    uses = mechanisms.treatments[treatment].uses
    cuts = tuple(
        Here(cut, _standing(cut, disease), cut.instead.get(disease, cut.show))
        for cut in mechanisms.cuts.values()
        if cut.of in uses and cut.at in passed and (chosen is None or not cut.only or disease in cut.only)
    )
    return MapView(chosen, treatment, ways, cuts, _finding(mechanisms, chosen, treatment, ways, cuts))


def _way(edge: Edge, disease: Disease | None) -> Way:
    if disease is None:
        return Way(edge, "shown")
    excluded = next((each for each in disease.excluded if each.edge == edge.id), None)
    if excluded is not None:
        return Way(edge, "excluded", tuple(excluded.sources), excluded.because)
    link = next((each for each in disease.links if each.edge == edge.id), None)
    if link is None:
        return Way(edge, "blank")
    return Way(edge, _carried(link), tuple(link.sources), link.note)


def _carried(link: Link) -> Carried:
    if link.debated:
        return "debated"
    return "general" if link.sources == GENERAL else "shown"


def _standing(cut: Cut, disease: str) -> Standing:
    kinds = {each.of for each in cut.evidence}
    if "disputed" in kinds:
        return "disputed"
    if any(each.of == "patients" and (disease == ALL or each.disease == disease) for each in cut.evidence):
        return "here"
    order: Mapping[str, Standing] = {
        "patients": "elsewhere",
        "animals": "animals",
        "laboratory": "laboratory",
        "computed": "computed",
    }
    return next((standing for kind, standing in order.items() if kind in kinds), "stated")


def uncut(ways: tuple[Way, ...], cuts: tuple[Here, ...]) -> list[Way]:
    """The links in use that no cut sits on, at the arrow itself or at the node that it comes from."""
    places = {here.cut.at for here in cuts if here.cut.kind in COUNTED}
    return [way for way in ways if way.used and not {way.edge.id, way.edge.source} & places]


def _finding(
    mechanisms: Mechanisms, disease: Disease | None, treatment: str, ways: tuple[Way, ...], cuts: tuple[Here, ...]
) -> str:
    counted = [here for here in cuts if here.cut.kind in COUNTED]
    standing = Counter(here.standing for here in counted)
    used = [way for way in ways if way.used]
    words = {
        "disease": disease.title if disease else "",
        "treatment": mechanisms.treatments[treatment].title,
        "links": len(used),
        "debated": sum(way.carried == "debated" for way in used),
        "cuts": len(counted),
        "here": standing["here"],
        "elsewhere": standing["elsewhere"],
        "outside": standing["animals"] + standing["laboratory"],
        "open": standing["disputed"] + standing["stated"],
        "uncut": len(uncut(ways, cuts)),
        "ivig_cuts": sum(cut.of == "ivig" for cut in mechanisms.cuts.values()),
    }
    case = "all" if disease is None else "one"
    return say(f"mechanisms.finding.{case}.{treatment}", **words)


def map_text(view: MapView) -> str:
    """The map in words: the finding, the ways, the cuts, what is blank; the same on every machine."""
    return "\n".join([view.finding, *(f"{title}\n{body}" for title, body in _sections(view))])


def _sections(view: MapView) -> list[tuple[str, str]]:
    found = [(title, "\n".join(f"- {line}" for line in lines)) for title, lines in map_lists(view) if lines]
    return [*found, *([(say("mechanisms.list.caution"), view.disease.caution)] if view.disease else [])]


def map_lists(view: MapView) -> list[tuple[str, list[str]]]:
    """The ways in use, then those ruled out, then those left blank, each with its heading."""
    by: dict[str, list[str]] = {"used": [], "excluded": [], "blank": []}
    for way in view.ways:
        by["used" if way.used else way.carried].append(way_sentence(way, view))
    cuts = [cut_sentence(here) for here in view.cuts]
    return [
        (say("mechanisms.list.cuts"), cuts),
        (say("mechanisms.list.used"), by["used"]),
        (say("mechanisms.list.excluded"), by["excluded"]),
        (say("mechanisms.list.blank"), by["blank"]),
    ]


def link_words(edge: Edge) -> str:
    """An edge as words, such as “Dendritic cell presents to T cell”."""
    nodes = load_mechanisms().nodes
    return say("mechanisms.link", source=nodes[edge.source].title, verb=edge.label, target=nodes[edge.target].name)


def way_sentence(way: Way, view: MapView) -> str:
    """A way with its authority: who puts it on the path of the disease."""
    words = link_words(way.edge)
    if view.disease is None or way.carried == "blank":
        return words
    references = load_course().references
    sources = "; ".join(references[each].short for each in way.sources)
    note = say("mechanisms.note", note=way.note) if way.note else ""
    return say(f"mechanisms.carried.{way.carried}", link=words, sources=sources, note=note)


def cut_sentence(here: Here) -> str:
    """A cut with its sign and how far it was shown."""
    standing = here.standing
    return say(
        "mechanisms.cut",
        mark=here.cut.mark,
        title=here.cut.title,
        sign=say(f"mechanisms.sign.{standing}"),
        standing=say(f"mechanisms.standing.{standing}"),
    )
