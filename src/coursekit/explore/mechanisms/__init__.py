"""The explorers of lessons 03 to 05: how IVIg may work (the review's section 2.2 a to g).

What rests on published affinities or catabolic rates is quantitative; everything else is schematic and says so.
"""

from coursekit.explore.mechanisms.complement import COMPLEMENT
from coursekit.explore.mechanisms.cytokines import CYTOKINES
from coursekit.explore.mechanisms.dendritic_cells import DENDRITIC_CELLS
from coursekit.explore.mechanisms.idiotype import IDIOTYPE
from coursekit.explore.mechanisms.receptors import FC_RECEPTORS
from coursekit.explore.mechanisms.superantigen import SUPERANTIGEN
from coursekit.explore.mechanisms.t_cells import T_CELLS

__all__ = [
    "COMPLEMENT",
    "CYTOKINES",
    "DENDRITIC_CELLS",
    "FC_RECEPTORS",
    "IDIOTYPE",
    "SUPERANTIGEN",
    "T_CELLS",
]
