"""What every suite gets: the servers' fixtures, one run folder for all workers, and the budgets of the suites."""

import pytest

from tests.support.budgets import Spending
from tests.support.private import stop_left_running
from tests.support.run import begin_run, end_run
from tests.support.scale import SCALE
from tests.support.servers import (
    own_prefix,
    postgres_url,
    private_postgres,
    private_rabbitmq,
    private_redis,
    rabbitmq_control,
    rabbitmq_url,
    redis_url,
)

__all__ = [
    "own_prefix",
    "postgres_url",
    "private_postgres",
    "private_rabbitmq",
    "private_redis",
    "rabbitmq_control",
    "rabbitmq_url",
    "redis_url",
]


def is_worker(config: pytest.Config) -> bool:
    """Whether this process is one of xdist's workers."""
    return hasattr(config, "workerinput")


class SuiteBudgets:
    """Adds up what each suite costs, and fails a run in which one is over its budget."""

    def __init__(self) -> None:
        self.spending = Spending()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Book one phase of one test; with xdist the controller sees those of all workers."""
        self.spending.add(report.nodeid, report.duration, is_call=report.when == "call")

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """A green run over budget is a failed run."""
        if (
            SCALE == "ci"
            and exitstatus == pytest.ExitCode.OK
            and self.spending.overspent()
        ):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(
        self, terminalreporter: pytest.TerminalReporter
    ) -> None:
        """The table of suites."""
        terminalreporter.section("suites")
        for line in self.spending.lines():
            terminalreporter.write_line(line)


def pytest_configure(config: pytest.Config) -> None:
    """Begin the run in the controller; workers find it in their environment."""
    if not is_worker(config):
        begin_run()
        config.pluginmanager.register(SuiteBudgets(), "suite-budgets")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop what the run left running and remove its folder."""
    if not is_worker(config):
        stop_left_running()
        end_run()
