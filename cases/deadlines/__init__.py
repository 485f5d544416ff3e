"""The statutory clock: which term applies, when it ends, and why."""
