"""PROMETHEE II: a complete ranking by how much more an option outranks than it is outranked."""

from __future__ import annotations

from workbench.engine.formulas.outranking_flows import Parameters, about_flows, flow_steps, net_flow, prepare_flows
from workbench.engine.method import Aggregation

METHOD = Aggregation(
    name="promethee_ii",
    title="PROMETHEE II",
    source="Brans & Vincke (1985), Management Science 31(6); "
    "Brans, Vincke & Mareschal (1986), European Journal of Operational Research 24(2)",
    input="performances",
    prepare=prepare_flows,
    total=net_flow,
    trace=flow_steps,
    parameters=Parameters,
    notices=about_flows,
    on_studies=True,
    weight_kind="importance",
    thresholds=("q", "p", "s"),
    study_defaults={"functions": "linear"},
)
