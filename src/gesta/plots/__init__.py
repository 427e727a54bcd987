"""Plots of incidents: what is drawn is computed first, as plain records, and drawn after."""
