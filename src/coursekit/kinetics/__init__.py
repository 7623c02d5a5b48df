"""What happens to IgG in the body: two compartments, three published accounts of FcRn salvage. Pure; NumPy only."""

from coursekit.kinetics.autoantibody import Autoantibody
from coursekit.kinetics.binding import (
    RECEPTORS,
    dissociation_nanomolar,
    fcrn_salvaged_share,
    idealised_receptor_shares,
    igg1_micromolar,
    monomer_occupancy,
    monomer_occupancy_range,
)
from coursekit.kinetics.blocker import FcRnBlocker
from coursekit.kinetics.calcium import citrate_load_mg_per_kg, schematic_ionised_calcium
from coursekit.kinetics.cohort import CohortRun, simulate_cohort
from coursekit.kinetics.combination import infused_auc_kept_fraction, infused_removed_fraction
from coursekit.kinetics.dosing import crossing_weight_kg, dose_grams, dose_volume_ml, max_rate_ml_per_h
from coursekit.kinetics.events import Event, Infusion, ivig_course, ivig_maintenance
from coursekit.kinetics.exchange import FLUIDS, Exchange, exchange_course
from coursekit.kinetics.fluids import SOLUTES, fluid_content
from coursekit.kinetics.giving import (
    InfusionPlan,
    RateStep,
    igg_mg_per_kg_per_min,
    infusion_hours,
    infusion_plan,
    label_steps,
)
from coursekit.kinetics.idiotype import anti_idiotype_nanomolar, free_autoantibody_share
from coursekit.kinetics.infusion_load import (
    highest_protein_rise_g_per_l,
    sucrose_mg_per_kg_per_min,
    viscosity_after_cp,
)
from coursekit.kinetics.patient import Patient
from coursekit.kinetics.population import sample_patients
from coursekit.kinetics.removal import fraction_removed
from coursekit.kinetics.salvage import SALVAGES, salvage_form
from coursekit.kinetics.schematic_complement import schematic_complement_steps
from coursekit.kinetics.schematic_cytokines import schematic_cytokine_activity
from coursekit.kinetics.schematic_dendritic_cells import schematic_dendritic_maturation
from coursekit.kinetics.schematic_superantigen import schematic_clone_expansion
from coursekit.kinetics.schematic_t_cells import schematic_t_cell_expansion
from coursekit.kinetics.simulate import Instant, Run, simulate
from coursekit.kinetics.simulate_solute import SoluteInstant, SoluteRun, simulate_solute
from coursekit.kinetics.volumes import blood_volume_l, plasma_volume_l

__all__ = [
    "FLUIDS",
    "RECEPTORS",
    "SALVAGES",
    "SOLUTES",
    "Autoantibody",
    "CohortRun",
    "Event",
    "Exchange",
    "FcRnBlocker",
    "Infusion",
    "InfusionPlan",
    "Instant",
    "Patient",
    "RateStep",
    "Run",
    "SoluteInstant",
    "SoluteRun",
    "anti_idiotype_nanomolar",
    "blood_volume_l",
    "citrate_load_mg_per_kg",
    "crossing_weight_kg",
    "dissociation_nanomolar",
    "dose_grams",
    "dose_volume_ml",
    "exchange_course",
    "fcrn_salvaged_share",
    "fluid_content",
    "fraction_removed",
    "free_autoantibody_share",
    "highest_protein_rise_g_per_l",
    "idealised_receptor_shares",
    "igg1_micromolar",
    "igg_mg_per_kg_per_min",
    "infused_auc_kept_fraction",
    "infused_removed_fraction",
    "infusion_hours",
    "infusion_plan",
    "ivig_course",
    "ivig_maintenance",
    "label_steps",
    "max_rate_ml_per_h",
    "monomer_occupancy",
    "monomer_occupancy_range",
    "plasma_volume_l",
    "salvage_form",
    "sample_patients",
    "schematic_clone_expansion",
    "schematic_complement_steps",
    "schematic_cytokine_activity",
    "schematic_dendritic_maturation",
    "schematic_ionised_calcium",
    "schematic_t_cell_expansion",
    "simulate",
    "simulate_cohort",
    "simulate_solute",
    "sucrose_mg_per_kg_per_min",
    "viscosity_after_cp",
]
