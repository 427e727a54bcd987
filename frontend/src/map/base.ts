/** The base map: land, borders and names from files of the package, drawn without any other server. */

import type { Feature, FeatureCollection, Point } from "geojson";
import { feature } from "topojson-client";
import type { Topology } from "topojson-specification";

/** Places of the files beside the bundles: `static/built/map.js`, `static/base/world.json`. */
const BASE = new URL("../base/", import.meta.url);
/** The languages that provinces have names in; English needs no file of its own. */
const LANGUAGES = new Set("ar bn de el es fr hi hu id it ja ko nl pl pt ru sv tr vi zh".split(" "));
/** Pixels of a country's side from which on it bears its name; pixels around the earth at zoom 0. */
const NAMED = 56;
const AROUND = 512;

type CountryRow = readonly [code: string, english: string, lon: number, lat: number, side: number];
type ProvinceRow = readonly [english: string, lon: number, lat: number, zoom: number];

interface World {
  readonly topology: Topology;
  readonly countries: readonly CountryRow[];
}

interface Detail {
  readonly topology: Topology;
  readonly provinces: readonly ProvinceRow[];
}

export interface BaseMap {
  /** Features with the property `kind`: land, borders, disputed, provinces. */
  readonly lines: FeatureCollection;
  /** Points with `kind` (country, province), `name`, `zoom` (the first to show it) and `rank` (the greater, the sooner). */
  readonly names: FeatureCollection<Point>;
}

/** The world for the first zoom levels, with the countries' names. */
export async function loadWorld(language: string): Promise<BaseMap> {
  const { topology, countries } = await load<World>("world.json");
  return { lines: layersOf(topology), names: collection(countries.map(countryNamer(language))) };
}

/** The same finer, with provinces and their names. */
export async function loadDetail(language: string): Promise<BaseMap> {
  const own = LANGUAGES.has(language) ? load<readonly (string | null)[]>(`names-${language}.json`) : [];
  const [{ topology, provinces }, translated] = await Promise.all([load<Detail>("detail.json"), own]);
  const names = provinces.map(([english, lon, lat, zoom], at) =>
    label("province", translated[at] ?? english, lon, lat, zoom, -zoom),
  );
  return { lines: layersOf(topology), names: collection(names) };
}

/** "ar" for "ar-IQ". */
export function languageOf(tag: string): string {
  return tag.toLowerCase().split("-")[0] ?? "en";
}

/** Names of countries: Gesta's own in English, the browser's in other languages. */
function countryNamer(language: string): (row: CountryRow) => Feature<Point> {
  const names = language === "en" ? null : new Intl.DisplayNames([language, "en"], { type: "region", style: "short" });
  return ([code, english, lon, lat, side]) =>
    label("country", names?.of(code) ?? english, lon, lat, firstZoom(side), side);
}

/** The zoom level from which on a country with a side of so many degrees is wide enough for its name. */
export function firstZoom(side: number): number {
  return Math.round(Math.max(0, Math.log2((NAMED * 360) / (AROUND * Math.max(side, 0.01)))) * 10) / 10;
}

function label(kind: string, name: string, lon: number, lat: number, zoom: number, rank: number): Feature<Point> {
  return {
    type: "Feature",
    properties: { kind, name, zoom, rank },
    geometry: { type: "Point", coordinates: [lon, lat] },
  };
}

function layersOf(topology: Topology): FeatureCollection {
  const features = Object.keys(topology.objects).flatMap((kind) => {
    const drawn = feature(topology, kind) as Feature | FeatureCollection;
    const parts = drawn.type === "FeatureCollection" ? drawn.features : [drawn];
    return parts.map((part) => ({ ...part, properties: { kind } }));
  });
  return { type: "FeatureCollection", features };
}

function collection(features: Feature<Point>[]): FeatureCollection<Point> {
  return { type: "FeatureCollection", features };
}

async function load<T>(name: string): Promise<T> {
  const answer = await fetch(new URL(name, BASE));
  if (!answer.ok) throw new Error(`${name}: ${answer.status} ${answer.statusText}`);
  return (await answer.json()) as T;
}
