# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""What commands may ask for besides repositories."""

from svcgen_runtime.providers import provide_factory

from bookshop.payments import PaymentGateway, build

PROVIDERS = (provide_factory(PaymentGateway, build, "payments", when="after"),)
