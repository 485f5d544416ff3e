"""How values become words on the screen: dates, due chips, codes, form fields."""
