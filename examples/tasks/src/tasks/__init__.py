# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""Keeps tasks, tells everybody of new ones, greets, and lets people chat."""
