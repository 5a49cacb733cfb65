"""What people ask of the timeline: what is believed, since when, and what moved."""
