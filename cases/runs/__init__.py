"""The life of one run: lock it, let the engine move it, write what follows."""
