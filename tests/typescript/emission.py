"""From a spec to a client on disk, by the same steps as `svcgen generate`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from svcgen.graph import ServiceGraph
from svcgen.link import link_service
from svcgen.load import Source, load_sources
from svcgen.render.environment import make_environment
from svcgen.render.typescript import plan_typescript
from svcgen.spec import ServiceSpec
from tests.support.run import current_run
from tests.typescript.drive import compile_client
from tests.typescript.toolchain import HERE

ROOT = HERE.parents[1]
EXAMPLES = ("authors", "tasks", "flights")
CASES = ("relations", "triggers")
SPECS = HERE / "specs"


def read_spec(text: str) -> ServiceSpec:
    """Read the text of a spec that has no faults of form."""
    loaded = load_sources([Source("service.yaml", text)], ServiceSpec)
    faults = [
        str(each) for each in loaded.diagnostics if each.severity.value == "error"
    ]
    assert not faults
    assert loaded.spec is not None
    return loaded.spec


def graph_of(text: str) -> ServiceGraph:
    """Link the text of a spec."""
    return link_service(read_spec(text))


def spec_text(name: str) -> str:
    """Give the text of a spec: an example's, a golden case's, or one of this folder."""
    if name in EXAMPLES:
        return (ROOT / "examples" / name / "service.yaml").read_text()
    if name in CASES:
        return (ROOT / "tests" / "cases" / name / "spec.yaml").read_text()
    return (SPECS / f"{name}.yaml").read_text()


def render(graph: ServiceGraph) -> Mapping[str, str]:
    """Render a client: its files by their path inside `clients/typescript`."""
    environment = make_environment([ROOT / "templates"])
    return {
        planned.path.removeprefix("clients/typescript/"): environment.get_template(
            planned.template
        ).render(view=planned.view)
        for planned in plan_typescript(graph)
    }


def write(files: Mapping[str, str], folder: Path) -> Path:
    """Write rendered files under a folder and give it back."""
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)
    return folder


def built(name: str, make: Callable[[], ServiceGraph] | None = None) -> Path:
    """Give the compiled client of a spec by its name; made once in a run."""
    folder = current_run().folder / "typescript" / name

    def build() -> dict[str, str]:
        graph = make() if make is not None else graph_of(spec_text(name))
        compile_client(write(render(graph), folder))
        return {"folder": str(folder)}

    return Path(current_run().once(f"typescript-{name}", build)["folder"])
