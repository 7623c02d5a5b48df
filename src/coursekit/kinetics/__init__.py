"""What happens to IgG in the body: two compartments, three published accounts of FcRn salvage. Pure; NumPy only."""

from coursekit.kinetics.dosing import crossing_weight_kg, dose_grams, dose_volume_ml, max_rate_ml_per_h
from coursekit.kinetics.events import Event, Infusion, ivig_course
from coursekit.kinetics.patient import Patient
from coursekit.kinetics.removal import fraction_removed
from coursekit.kinetics.salvage import SALVAGES, salvage_form
from coursekit.kinetics.simulate import Instant, Run, simulate

__all__ = [
    "SALVAGES",
    "Event",
    "Infusion",
    "Instant",
    "Patient",
    "Run",
    "crossing_weight_kg",
    "dose_grams",
    "dose_volume_ml",
    "fraction_removed",
    "ivig_course",
    "max_rate_ml_per_h",
    "salvage_form",
    "simulate",
]
