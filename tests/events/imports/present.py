"""What is there after a file was imported, without a database: for comparing a second file."""

from typing import Any

from events.imports.plan import NEW, Choices, Present, PresentThing, make_plan

KINDS = ("room", "theme", "person", "session")


def nothing() -> Present:
    return Present({kind: {} for kind in KINDS})


def after(incoming: Any, language: str = "en") -> Present:
    """As if all of it had been applied to an empty event."""
    present = nothing()
    plan = make_plan(incoming, present, Choices())
    ids = {item.name: number for number, item in enumerate(plan.items, start=1)}

    def known(value: Any) -> Any:
        if isinstance(value, list):
            return [known(one) for one in value]
        if isinstance(value, str) and value.startswith(NEW):
            return next(
                str(ids[f"{kind}:{value[len(NEW) :]}"]) for kind in KINDS if f"{kind}:{value[len(NEW) :]}" in ids
            )
        return value

    for item in plan.items:
        if item.state == "left":
            continue
        facts = {
            name: known(value) if name in ("speakers", "themes", "slots") else value
            for name, value in item.facts.items()
        }
        if "slots" in facts:
            facts["slots"] = sorted(facts["slots"])
        pk = ids[item.name]
        present.things[item.kind][pk] = PresentThing(pk, item.label, dict(facts), language=item.language or language)
        present.sources[item.kind, incoming.system, item.key] = (pk, facts)
    return present
