"""Schedules: declare jobs, and run them at their times."""

from svcgen_runtime.schedules.plans import CronPlan, IntervalPlan, Plan, preview
from svcgen_runtime.schedules.router import (
    CronOptions,
    JobOptions,
    Schedule,
    ScheduleRouter,
    collect_schedules,
    select_schedules,
)
from svcgen_runtime.schedules.running import JobRunner
from svcgen_runtime.schedules.scheduler import Scheduler, SchedulerOptions
from svcgen_runtime.schedules.triggers import (
    ScheduleTrigger,
    SlotClaimer,
    TriggerPublisher,
    schedule_handlers,
)

__all__ = [
    "CronOptions",
    "CronPlan",
    "IntervalPlan",
    "JobOptions",
    "JobRunner",
    "Plan",
    "Schedule",
    "ScheduleRouter",
    "ScheduleTrigger",
    "Scheduler",
    "SchedulerOptions",
    "SlotClaimer",
    "TriggerPublisher",
    "collect_schedules",
    "preview",
    "schedule_handlers",
    "select_schedules",
]
