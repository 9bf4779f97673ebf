"""The skeleton of a service: what stands around the code that follows from the spec.

The only room that imports Copier, so that an organisation can bring a skeleton of its own.
"""
