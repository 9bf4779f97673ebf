# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""What commands may ask for besides repositories."""

from svcgen_runtime.providers import provide_factory, provide_value

from desk.parts import PEN, Journal, Ledger, Pen, open_journal

PEN_PROVIDER = provide_value(Pen, PEN, "pen")
LEDGER_PROVIDER = provide_factory(
    Ledger,
    Ledger,
    "ledger",
    when="after",
    needs=(PEN_PROVIDER,),
)
PROVIDERS = (
    provide_factory(
        Journal,
        open_journal,
        "journal",
        scope="unit",
        needs=(LEDGER_PROVIDER, PEN_PROVIDER),
    ),
    LEDGER_PROVIDER,
    PEN_PROVIDER,
)
