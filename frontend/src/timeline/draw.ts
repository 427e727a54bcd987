/** The drawing of a timeline: bars stacked by group, below them bands for days known less exactly. */

import { newId, svg } from "../dom.ts";
import { counted, told } from "../page.ts";
import { daysTold, type Timeline } from "./data.ts";
import { labelled, type Layout, LEFT, PLOT, ROW_HEIGHT, rowTop, slotsBefore, TOP } from "./layout.ts";

const LABEL_ROOM = 84;

/** Everything that does not change while a span is chosen. */
export function drawn(timeline: Timeline, layout: Layout): SVGGElement {
  const hatch = newId("hatch");
  return svg("g", { "aria-hidden": "true" }, [
    svg("defs", {}, [
      svg("pattern", { id: hatch, width: 6, height: 6, patternUnits: "userSpaceOnUse" }, [
        svg("path", { d: "M-1 7 7 -1M-1 1 1 -1M5 7 7 5", class: "hatch" }),
      ]),
    ]),
    ...scale(layout),
    ...stacks(timeline, layout),
    ...axis(timeline, layout),
    ...bands(timeline, layout, hatch),
  ]);
}

function scale(layout: Layout): SVGElement[] {
  return layout.ticks.flatMap((tick) => {
    const y = TOP + PLOT * (1 - tick / layout.top);
    return [
      svg("path", { d: `M${LEFT} ${y}H${layout.width}`, class: tick ? "grid" : "base" }),
      svg("text", { x: LEFT - 6, y: y + 4, class: "tick", "text-anchor": "end" }, [told(tick)]),
    ];
  });
}

/** One path a group: a rectangle for each slot, standing on those of the groups before it. */
function stacks(timeline: Timeline, layout: Layout): SVGElement[] {
  const gap = layout.step > 3 ? 1 : 0;
  const feet = timeline.slots.map(() => 0);
  return timeline.groups.map(({ colour }, group) => {
    let d = "";
    timeline.slots.forEach((slot, at) => {
      const count = slot.counts[group] ?? 0;
      if (!count) return;
      const foot = feet[at] ?? 0;
      feet[at] = foot + count;
      const tall = (PLOT * count) / layout.top;
      const y = TOP + PLOT * (1 - foot / layout.top);
      d += `M${rounded(LEFT + at * layout.step)} ${rounded(y)}h${rounded(layout.step - gap)}v${rounded(-tall)}h${rounded(gap - layout.step)}z`;
    });
    return svg("path", { d, class: `bar group-${colour}` });
  });
}

function rounded(pixels: number): number {
  return Math.round(pixels * 100) / 100;
}

function axis(timeline: Timeline, layout: Layout): SVGElement[] {
  return labelled(timeline, layout.step, LABEL_ROOM).flatMap(({ slot, text }) => {
    const x = LEFT + slot * layout.step;
    if (x + LABEL_ROOM * 0.8 > layout.width && slot) return [];
    return [
      svg("path", { d: `M${rounded(x)} ${TOP + PLOT}v5`, class: "base" }),
      svg("text", { x: x + 2, y: TOP + PLOT + 16, class: "tick" }, [text]),
    ];
  });
}

function bands(timeline: Timeline, layout: Layout, hatch: string): SVGElement[] {
  return layout.placed.map(({ band, row }) => {
    const x = LEFT + slotsBefore(timeline.slots, band.first) * layout.step;
    const end = LEFT + slotsBefore(timeline.slots, band.last + 1) * layout.step;
    const wide = Math.max(end - x - 1, 3);
    const y = rowTop(row);
    const number = told(band.count);
    const text = svg("text", { x: x + wide / 2, y: y + ROW_HEIGHT - 3, class: "inside", "text-anchor": "middle" }, [
      number,
    ]);
    return svg("g", {}, [
      svg("title", {}, [
        `${counted(band.count, "incident")}, ${daysTold(band.first, band.last)}, known to the ${band.precision}`,
      ]),
      svg("rect", { x, y, width: wide, height: ROW_HEIGHT, rx: 2, class: "band", fill: `url(#${hatch})` }),
      ...(wide > number.length * 8 + 8 ? [text] : []),
    ]);
  });
}
