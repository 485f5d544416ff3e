"""The pages, one module per group. A view parses, calls one action or query, and answers."""
