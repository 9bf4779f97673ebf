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


class HouseRules:
    """Adds up what each suite costs; fails a run that is over a budget or skipped a test."""

    def __init__(self) -> None:
        self.spending = Spending()
        self.skipped: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Book one phase of one test; with xdist the controller sees those of all workers."""
        self.spending.add(report.nodeid, report.duration, is_call=report.when == "call")
        if report.skipped and not hasattr(report, "wasxfail"):
            self.skipped.append(report.nodeid)

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """A green run that is over a budget, or did not run a test, is a failed run."""
        overspent = SCALE == "ci" and self.spending.overspent()
        if exitstatus == pytest.ExitCode.OK and (overspent or self.skipped):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(
        self, terminalreporter: pytest.TerminalReporter
    ) -> None:
        """The table of suites, and what was skipped: a missing server is started, not skipped."""
        terminalreporter.section("suites")
        for node_id in self.skipped:
            terminalreporter.write_line(f"SKIPPED, which fails the run: {node_id}")
        for line in self.spending.lines():
            terminalreporter.write_line(line)


def pytest_configure(config: pytest.Config) -> None:
    """Begin the run in the controller; workers find it in their environment."""
    if not is_worker(config):
        begin_run()
        config.pluginmanager.register(HouseRules(), "house-rules")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop what the run left running and remove its folder."""
    if not is_worker(config):
        stop_left_running()
        end_run()
