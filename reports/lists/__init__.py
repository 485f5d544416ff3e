"""The lists that can be taken along as .xlsx; a module here is one of them."""
