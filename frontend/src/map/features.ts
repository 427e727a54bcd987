/** From what tiles or a file hold to what stands on the map: each thing once. Pure functions. */

import { colourOf } from "../groups.ts";
import { counted, told } from "../page.ts";

export type Properties = Readonly<Record<string, unknown>>;

export interface Box {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** How many incidents of a group a cluster holds; `colour`: the number of its colour. */
export interface Part {
  readonly count: number;
  readonly colour: number;
}

export interface Cluster {
  readonly kind: "cluster";
  readonly key: string;
  readonly lon: number;
  readonly lat: number;
  readonly count: number;
  readonly parts: readonly Part[];
  /** The most frequent types: "8 killing, 4 bombing". */
  readonly mix: string;
  /** How many of them are known by province only. */
  readonly rough: number;
}

export interface Single {
  readonly kind: "single";
  readonly key: string;
  readonly lon: number;
  readonly lat: number;
  readonly id: string;
  readonly label: string;
  readonly when: string;
  readonly killed: number | null;
  readonly colour: number;
}

export interface Area {
  readonly kind: "area";
  readonly key: string;
  readonly box: Box;
  readonly count: number;
  readonly id: string | null;
  readonly name: string;
  readonly level: string;
  readonly radius: number;
  readonly colour: number;
}

/** A feature with the box of its geometry (a point's is a point). */
export interface Raw {
  readonly properties: Properties;
  readonly box: Box;
}

/** The clusters of all tiles; one that two tiles hold stands once. */
export function clustersOf(raws: readonly Raw[]): Cluster[] {
  return once(
    raws.map(({ properties, box }) => {
      const count = number(properties["count"]) ?? 0;
      return {
        kind: "cluster",
        key: `${box.west.toFixed(4)},${box.south.toFixed(4)},${count}`,
        lon: box.west,
        lat: box.south,
        count,
        parts: partsOf(text(properties["groups"]) || `${text(properties["top"])}:${count}`),
        mix: pairs(text(properties["mix"]))
          .map(([type, of]) => `${told(of)} ${named(type)}`)
          .join(", "),
        rough: number(properties["rough"]) ?? 0,
      };
    }),
  );
}

/** "battle:12,coercion:3" as parts, in the order of their colours. */
export function partsOf(groups: string): Part[] {
  const parts = pairs(groups).map(([group, count]) => ({ count, colour: colourOf(group) }));
  return parts.sort((one, other) => one.colour - other.colour);
}

function pairs(list: string): [string, number][] {
  return list.split(",").flatMap((each): [string, number][] => {
    const [, name, count] = /^(.+):(\d+)$/.exec(each) ?? [];
    return name ? [[name, Number(count)]] : [];
  });
}

export function singlesOf(raws: readonly Raw[]): Single[] {
  return once(
    raws.map(({ properties, box }) => ({
      kind: "single",
      key: text(properties["id"]),
      lon: box.west,
      lat: box.south,
      id: text(properties["id"]),
      label: text(properties["label"]) || named(text(properties["type"])),
      when: text(properties["when"]),
      killed: number(properties["killed"]),
      colour: colourOf(properties["group"]),
    })),
  );
}

/** The areas; the parts of one that lies on several tiles are one, with the box of all of them. */
export function areasOf(raws: readonly Raw[]): Area[] {
  const found = new Map<string, Area>();
  for (const { properties, box } of raws) {
    const [id, name, level] = [text(properties["id"]), text(properties["name"]), text(properties["level"])];
    const radius = number(properties["radius_km"]) ?? 0;
    const key = id || `${name}|${level}|${radius}|${text(properties["group"])}`;
    const before = found.get(key);
    found.set(key, {
      kind: "area",
      key: `area ${key}`,
      box: before ? joined(before.box, box) : box,
      count: Math.max(number(properties["count"]) ?? 1, before?.count ?? 0),
      id: id || null,
      name,
      level,
      radius,
      colour: colourOf(properties["group"]),
    });
  }
  return [...found.values()];
}

/** "12 incidents: 8 killing, 4 bombing". */
export function clusterTold({ count, mix, rough }: Cluster): string {
  return `${counted(count, "incident")}${mix ? `: ${mix}` : ""}${rough ? `; ${told(rough)} known by province only` : ""}`;
}

/** "Bombing, 2023-03-01, at least 3 killed". */
export function singleTold({ label, when, killed }: Single): string {
  return [label, when, killedTold(killed)].filter(Boolean).join(", ");
}

export function killedTold(killed: number | null): string {
  return killed === null ? "" : killed === 0 ? "nobody killed" : `at least ${told(killed)} killed`;
}

/** "12 incidents somewhere in Anbar (admin1)". */
export function areaTold({ count, name, level, radius }: Area): string {
  const around = radius ? `, about ${told(Math.round(radius))} km around` : "";
  return `${counted(count, "incident")} somewhere in ${name || "this area"}${level ? ` (${LEVELS[level] ?? level})` : ""}${around}`;
}

const LEVELS: Readonly<Record<string, string>> = { admin1: "province", neighbourhood: "quarter" };

/** What is in view, for the line below the map. */
export function viewTold(clusters: readonly Cluster[], singles: readonly Single[], areas: readonly Area[]): string {
  const known = clusters.reduce((sum, each) => sum + each.count, singles.length);
  const loose = areas.reduce((sum, each) => sum + each.count, 0);
  const what = known ? `${told(loose)} more` : counted(loose, "incident");
  const somewhere = `${what} somewhere in ${counted(areas.length, "dashed area")}`;
  if (!known) return loose ? `${somewhere}.` : "No incidents in view.";
  const parts = [`${counted(known, "incident")} in view`];
  if (clusters.length)
    parts.push(`${counted(clusters.length, "cluster")}${singles.length ? ` and ${told(singles.length)} single` : ""}`);
  if (loose) parts.push(somewhere);
  return `${parts.join("; ")}.`;
}

export function holds(view: Box, lon: number, lat: number): boolean {
  const turned = lon < view.west ? lon + 360 : lon > view.east ? lon - 360 : lon;
  return turned >= view.west && turned <= view.east && lat >= view.south && lat <= view.north;
}

export function meets(view: Box, box: Box): boolean {
  return box.west <= view.east && box.east >= view.west && box.south <= view.north && box.north >= view.south;
}

/** The part of a box that is in view. */
export function shared(view: Box, box: Box): Box {
  return {
    west: Math.max(view.west, box.west),
    south: Math.max(view.south, box.south),
    east: Math.min(view.east, box.east),
    north: Math.min(view.north, box.north),
  };
}

export function joined(one: Box, other: Box): Box {
  return {
    west: Math.min(one.west, other.west),
    south: Math.min(one.south, other.south),
    east: Math.max(one.east, other.east),
    north: Math.max(one.north, other.north),
  };
}

function once<T extends { readonly key: string }>(all: readonly T[]): T[] {
  return [...new Map(all.map((each) => [each.key, each])).values()];
}

function named(type: string): string {
  return type.replaceAll("_", " ");
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function number(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}
