"""The domain: records, actions, queries, policy, deadlines. Knows SQL, not HTTP."""
