/** How the map looks: a calm base in the page's colours, areas above it. */

import type { FeatureCollection } from "geojson";
import type { DataDrivenPropertyValueSpecification, LayerSpecification, StyleSpecification } from "maplibre-gl";
import { GROUPS } from "../groups.ts";

const NOTHING: FeatureCollection = { type: "FeatureCollection", features: [] };
const FONTS = ["system-ui", "Noto Sans", "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans CJK SC"];

/** The page's colours, as they are now. */
export interface Colours {
  readonly sea: string;
  readonly land: string;
  readonly border: string;
  readonly faint: string;
  readonly ink: string;
  readonly groups: readonly string[];
}

export function coloursOf(element: Element): Colours {
  const style = getComputedStyle(element);
  const get = (name: string): string => style.getPropertyValue(name).trim() || "#888888";
  return {
    sea: get("--sea"),
    land: get("--land"),
    border: get("--border"),
    faint: get("--faint"),
    ink: get("--ink"),
    groups: GROUPS.map((_, place) => get(`--group-${place}`)),
  };
}

/** The whole style; `tiles`: absolute address of the incidents' tiles, null where the page gives the places itself. */
export function styleOf(colours: Colours, tiles: string | null, mostZoom: number): StyleSpecification {
  return {
    version: 8,
    sources: {
      base: { type: "geojson", data: NOTHING, tolerance: 0.2, maxzoom: 10, attribution: "Natural Earth" },
      countries: { type: "geojson", data: NOTHING },
      provinces: { type: "geojson", data: NOTHING },
      incidents: tiles
        ? { type: "vector", tiles: [tiles], maxzoom: mostZoom }
        : { type: "geojson", data: NOTHING, maxzoom: 14 },
    },
    layers: [...baseLayers(colours), ...areaLayers(colours, tiles !== null)],
  };
}

function baseLayers({ sea, land, border, faint }: Colours): LayerSpecification[] {
  const kind = (name: string): ["==", ["get", "kind"], string] => ["==", ["get", "kind"], name];
  const finer: DataDrivenPropertyValueSpecification<number> = ["interpolate", ["linear"], ["zoom"], 1, 0.6, 8, 1.6];
  return [
    { id: "sea", type: "background", paint: { "background-color": sea } },
    { id: "land", type: "fill", source: "base", filter: kind("land"), paint: { "fill-color": land } },
    {
      id: "provinces",
      type: "line",
      source: "base",
      filter: kind("provinces"),
      minzoom: 4,
      paint: {
        "line-color": border,
        "line-width": 0.6,
        "line-opacity": ["interpolate", ["linear"], ["zoom"], 4, 0.25, 7, 0.7],
      },
    },
    {
      id: "borders",
      type: "line",
      source: "base",
      filter: kind("borders"),
      layout: { "line-join": "round" },
      paint: { "line-color": border, "line-width": finer },
    },
    {
      id: "disputed",
      type: "line",
      source: "base",
      filter: kind("disputed"),
      paint: { "line-color": border, "line-width": finer, "line-dasharray": [3, 2] },
    },
    names("province-names", "provinces", 11, faint, land),
    names("country-names", "countries", 13, faint, land),
  ];
}

function names(id: string, source: string, size: number, ink: string, around: string): LayerSpecification {
  return {
    id,
    type: "symbol",
    source,
    filter: [">=", ["zoom"], ["get", "zoom"]],
    layout: {
      "text-field": ["get", "name"],
      "text-font": FONTS,
      "text-size": size,
      "text-max-width": 8,
      "text-padding": 6,
      "symbol-sort-key": ["-", 0, ["get", "rank"]],
    },
    paint: { "text-color": ink, "text-halo-color": around, "text-halo-width": 1.4 },
  };
}

function areaLayers(colours: Colours, isTiled: boolean): LayerSpecification[] {
  const source = isTiled
    ? ({ source: "incidents", "source-layer": "areas" } as const)
    : ({ source: "incidents" } as const);
  const colour = byGroup(colours);
  return [
    { id: "areas", type: "fill", ...source, paint: { "fill-color": colour, "fill-opacity": 0.12 } },
    {
      id: "area-edges",
      type: "line",
      ...source,
      paint: { "line-color": colour, "line-width": 1.5, "line-dasharray": [3, 2] },
    },
    ...(isTiled ? [more(colours)] : []),
  ];
}

/** Single incidents for which there are no buttons, because there are too many. */
function more(colours: Colours): LayerSpecification {
  return {
    id: "more",
    type: "circle",
    source: "incidents",
    "source-layer": "incidents",
    layout: { visibility: "none" },
    paint: {
      "circle-color": byGroup(colours),
      "circle-radius": 5,
      "circle-stroke-color": colours.land,
      "circle-stroke-width": 1,
    },
  };
}

function byGroup({ groups }: Colours): DataDrivenPropertyValueSpecification<string> {
  const other = groups.at(-1) ?? "#888888";
  const pairs = GROUPS.slice(0, -1).flatMap((group, place) => [group, groups[place] ?? other]);
  return ["match", ["get", "group"], ...pairs, other] as unknown as DataDrivenPropertyValueSpecification<string>;
}
