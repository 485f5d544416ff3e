"""Flask, and only Flask: pages, sign-in, the command line and what runs them."""
