"""Numbers with their units and bounds."""
