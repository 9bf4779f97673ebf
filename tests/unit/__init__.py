"""Parts that cannot be seen from outside; each module says why it is needed."""
