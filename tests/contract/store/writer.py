"""A process that writes to a project for ever and says what stands: to be killed. Run as a script: TARGET FIRST."""

from __future__ import annotations

import sys

from factory import AT, incident, merged, numbered, reading  # type: ignore[import-not-found]

from gesta.model.merged import Change, Link
from gesta.model.terms import IncidentId
from gesta.store import Store

_AT_ONCE = 8


def main(target: str, first: int) -> None:
    """Capture, read and publish eight reports at a time, and print the number of each piece that stands."""
    with Store.open(target, wait=60) as store:
        for start in range(first, sys.maxsize, _AT_ONCE):
            numbers = range(start, start + _AT_ONCE)
            for number in numbers:
                store.add_report(numbered(number), AT)
            store.save_readings([reading(numbered(each), f"inc_{each}", f"inc_{each}_1") for each in numbers])
            print(f"read {start}", flush=True)
            with store.transaction():
                ids = [IncidentId(f"inc_{number}{end}") for number in numbers for end in ("", "_1")]
                store.ensure_ids(ids)
                store.replace_links(ids, [Link(ids[place], ids[place + 1], 1.0, ()) for place in range(0, len(ids), 2)])
                made = [merged(incident(f"inc_{each}"), numbered(each).id, numbered(each).id) for each in numbers]
                store.publish(
                    made,
                    {each.id: (each.id, IncidentId(f"{each.id}_1")) for each in made},
                    {IncidentId(f"{each.id}_1"): each.id for each in made},
                    [],
                    [Change(0, AT, "created", each.id) for each in made],
                    ids,
                )
            print(f"published {start}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
