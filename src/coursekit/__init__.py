"""Interactive course on intravenous immunoglobulin and plasma exchange: the handful of names a lesson uses."""
