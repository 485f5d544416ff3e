"""Official reports and supervision."""
