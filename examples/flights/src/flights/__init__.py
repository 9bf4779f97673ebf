# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""All flights that left New York City in 2013, with airlines, airports, planes and
weather.
"""
