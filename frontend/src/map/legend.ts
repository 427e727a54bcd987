/** The signs in view, told. */

import { html } from "../dom.ts";
import { GROUP_NAMES } from "../groups.ts";
import { sign } from "./marks.ts";
import type { Found } from "./places.ts";

export function legendOf({ clusters, singles, areas }: Found): HTMLElement[] {
  const colours = new Set([
    ...clusters.flatMap((cluster) => cluster.parts.map((part) => part.colour)),
    ...singles.map((single) => single.colour),
    ...areas.map((area) => area.colour),
  ]);
  const items = GROUP_NAMES.flatMap((name, colour) =>
    colours.has(colour) ? [html("li", {}, [sign(colour, 16), name])] : [],
  );
  const dashed = html("li", {}, [html("span", { class: "map-dashed" }), "somewhere inside, not known closer"]);
  return areas.length ? [...items, dashed] : items;
}
