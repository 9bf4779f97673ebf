# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""Keeps authors and their books, over HTTP and over WebSocket by the same commands."""
