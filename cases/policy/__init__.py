"""Who may do what: one map, its predicates, and the SQL twin for lists."""
