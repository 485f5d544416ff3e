"""Official reports and supervision. Nothing is here yet: the reporting work fills it."""
