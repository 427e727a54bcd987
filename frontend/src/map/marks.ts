/** Buttons that stand on the map: rings for clusters, signs for single incidents, names for areas. */

import { html, svg } from "../dom.ts";
import { SIGNS } from "../groups.ts";
import { told } from "../page.ts";
import { type Area, areaTold, type Cluster, clusterTold, type Part, type Single, singleTold } from "./features.ts";

const LEAST = 15;
const MOST = 28;
/** Width of the ring that shows the mix. */
const RING = 5;

export function markOf(thing: Cluster | Single | Area, isFocus: boolean): HTMLButtonElement {
  switch (thing.kind) {
    case "cluster":
      return clusterMark(thing);
    case "single":
      return singleMark(thing, isFocus);
    case "area":
      return areaMark(thing);
  }
}

/** Pixels: the ring grows with the number's magnitude, from what can be hit to what does not hide its neighbours. */
export function radiusOf(count: number): number {
  return Math.min(MOST, LEAST + 0.85 * Math.log2(Math.max(count, 1)));
}

function clusterMark(cluster: Cluster): HTMLButtonElement {
  const radius = radiusOf(cluster.count);
  const size = 2 * radius;
  const number = svg("text", { y: 0, dy: "0.35em", "text-anchor": "middle" }, [short(cluster.count)]);
  const drawing = svg(
    "svg",
    { width: size, height: size, viewBox: `${-radius} ${-radius} ${size} ${size}`, "aria-hidden": "true" },
    [
      svg("circle", { r: radius, class: "plate" }),
      ...ring(cluster.parts, radius - 1),
      svg("circle", { r: radius - 1 - RING, class: "plate" }),
      number,
    ],
  );
  return button("map-cluster", `${clusterTold(cluster)}. Zoom in`, drawing);
}

/** The parts as sectors, the largest first, clockwise from the top. */
function ring(parts: readonly Part[], radius: number): SVGElement[] {
  const whole = parts.reduce((sum, part) => sum + part.count, 0);
  let from = 0;
  return parts.map((part) => {
    const to = from + part.count / whole;
    const sector = svg("path", { d: sectorOf(from, to, radius), class: `sector group-${part.colour}` });
    from = to;
    return sector;
  });
}

/** A sector of a disc between two shares of the turn. */
export function sectorOf(from: number, to: number, radius: number): string {
  if (to - from > 0.9999)
    return `M0 ${-radius}A${radius} ${radius} 0 1 1 0 ${radius}A${radius} ${radius} 0 1 1 0 ${-radius}z`;
  const corner = (share: number): string => {
    const turn = 2 * Math.PI * share;
    return `${(radius * Math.sin(turn)).toFixed(2)} ${(-radius * Math.cos(turn)).toFixed(2)}`;
  };
  return `M0 0L${corner(from)}A${radius} ${radius} 0 ${to - from > 0.5 ? 1 : 0} 1 ${corner(to)}z`;
}

/** "12", "1.2k", "34k". */
export function short(count: number): string {
  if (count < 1000) return String(count);
  const thousands = count / 1000;
  return `${thousands < 9.95 ? thousands.toFixed(1).replace(/\.0$/, "") : Math.round(thousands)}k`;
}

function singleMark(single: Single, isFocus: boolean): HTMLButtonElement {
  const drawing = sign(single.colour, 24);
  return button(`map-single${isFocus ? " is-focus" : ""}`, singleTold(single), drawing);
}

/** A group's sign in its colour. */
export function sign(colour: number, size: number): SVGSVGElement {
  return svg("svg", { width: size, height: size, viewBox: "-10 -10 20 20", "aria-hidden": "true" }, [
    svg("path", { d: SIGNS[colour] ?? SIGNS[0], class: `sign group-${colour}`, "fill-rule": "evenodd" }),
  ]);
}

function areaMark(area: Area): HTMLButtonElement {
  const name = html("bdi", {}, [area.name || "area"]);
  const inside = html("span", {}, [name, ...(area.count > 1 ? [` · ${told(area.count)}`] : [])]);
  return button(`map-area group-edge-${area.colour}`, areaTold(area), inside);
}

function button(kind: string, label: string, inside: Element): HTMLButtonElement {
  return html("button", { type: "button", class: `map-mark ${kind}`, "aria-label": label, title: label }, [inside]);
}
