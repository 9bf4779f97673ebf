"""Python that the owner wrote: which names mean what svcgen renames, by scopes and by types."""
