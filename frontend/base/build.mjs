/**
 * Makes the offline base map, `src/gesta/web/static/base/`, from Natural Earth's provinces at 1:10 million (4.1.0, public
 * domain, by way of the npm package @fuzzysaj/nat-earth-geojson-cache):
 *
 *     npm ci --prefix frontend/base
 *     node --max-old-space-size=4096 frontend/base/build.mjs
 *
 * world.json: land, borders of countries, disputed borders, for the first zoom levels; detail.json: the same finer, with
 * the borders and names of provinces; names-LANGUAGE.json: the provinces' names in the order of detail.json, null where
 * the English name stands. Lines are TopoJSON. The same sources make the same bytes. BASE.md beside the files is the card.
 */

import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import polylabel from "polylabel";
import { merge, mesh, quantize } from "topojson-client";
import { topology } from "topojson-server";
import { filter, filterAttachedWeight, presimplify, simplify } from "topojson-simplify";
import { isDisputed, readDisputed } from "./disputed.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const PROVINCES = here("node_modules/@fuzzysaj/nat-earth-geojson-cache/data/ne_10m_admin_1_states_provinces.json.gz");
const KNOWLEDGE = here("../../src/gesta/knowledge/data/");
const OUT = here("../../src/gesta/web/static/base/");
const LANGUAGES = "ar bn de el es fr hi hu id it ja ko nl pl pt ru sv tr vi zh".split(" ");
/** Steps of the grid that shared corners are found on: 0.00036 degrees, 40 m. */
const GRID = 1e6;
/** Square degrees of the smallest triangle that stays, and steps of the grid it is written on. */
const WORLD = { weight: 4e-3, grid: 1e4 };
const DETAIL = { weight: 2.5e-4, grid: 1e5 };
/** Natural Earth has no two letters for it; Gesta has. */
const CODES = { KOS: "XK" };
/** Names of provinces show this many zoom levels before Natural Earth would show them: there are no towns on this map. */
const EARLIER = 2;

const disputed = readDisputed(readFileSync(`${KNOWLEDGE}disputed.tsv`, "utf8"));
const features = JSON.parse(gunzipSync(readFileSync(PROVINCES))).features.filter((each) => each.geometry);
for (const each of features) {
  const { iso_a2: code, adm0_a3: country } = each.properties;
  each.state = CODES[country] ?? (/^[A-Z]{2}$/.test(code ?? "") ? code : "");
  each.claims = disputed.of(each.properties);
}
if (disputed.missed().length) throw new Error(`no province has ${disputed.missed().join(", ")}`);

const provinces = features.map((each, index) => ({
  type: "Feature",
  properties: { index, country: each.properties.adm0_a3, state: each.state, claims: each.claims },
  geometry: each.geometry,
}));
const whole = presimplify(topology({ provinces: { type: "FeatureCollection", features: provinces } }, GRID));

rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });
write("world.json", { topology: drawn(WORLD, false), countries: countries() });
write("detail.json", { topology: drawn(DETAIL, true), provinces: names() });
for (const language of LANGUAGES) write(`names-${language}.json`, translated(language));
writeFileSync(`${OUT}BASE.md`, readFileSync(here("BASE.md")));
for (const name of readdirSync(OUT).sort()) console.log(`${name} ${statSync(OUT + name).size}`);

/** The layers as TopoJSON: land, borders, disputed and, in detail, provinces; islands too small to see left out. */
function drawn({ weight, grid }, inDetail) {
  const simple = filter(simplify(whole, weight), filterAttachedWeight(whole, weight));
  const { provinces: shapes } = simple.objects;
  const crosses = (a, b) => a !== b && a.properties.country !== b.properties.country;
  const doubtful = (a, b) => a !== b && isDisputed(a.properties, b.properties);
  const layers = {
    land: merge(simple, shapes.geometries),
    borders: mesh(simple, shapes, (a, b) => crosses(a, b) && !doubtful(a, b)),
    disputed: mesh(simple, shapes, doubtful),
    ...(inDetail && { provinces: mesh(simple, shapes, (a, b) => a !== b && !crosses(a, b) && !doubtful(a, b)) }),
  };
  return quantize(topology(layers), grid);
}

/** [code, English name, longitude, latitude, size] of every country that has a code, the size a side in degrees. */
function countries() {
  const names = new Map(rows("countries.tsv").map((row) => [row.iso2, row.name]));
  const best = new Map();
  for (const each of features) {
    if (!names.has(each.state)) continue;
    best.set(each.state, [...(best.get(each.state) ?? []), each.properties.adm1_code]);
  }
  const indices = new Map(features.map((each, index) => [each.properties.adm1_code, index]));
  const geometries = whole.objects.provinces.geometries;
  return [...best].sort().map(([code, keys]) => {
    const land = merge(
      simplify(whole, WORLD.weight),
      keys.map((key) => geometries[indices.get(key)]),
    );
    const [ring, area] = largest(land.coordinates);
    return [code, names.get(code), ...spot(ring), round(Math.sqrt(area), 2)];
  });
}

/** [English name, longitude, latitude, first zoom level] of every province. */
function names() {
  return named().map((each) => {
    const { name, name_en: english, min_label: zoom } = each.properties;
    const polygons = each.geometry.type === "Polygon" ? [each.geometry.coordinates] : each.geometry.coordinates;
    return [english ?? name, ...spot(largest(polygons)[0]), round(Math.max(4, zoom - EARLIER), 1)];
  });
}

function translated(language) {
  return named().map(({ properties }) => {
    const name = properties[`name_${language}`];
    return name && name !== (properties.name_en ?? properties.name) ? name : null;
  });
}

function named() {
  return features.filter(({ properties }) => properties.name && properties.min_label < 18);
}

function largest(polygons) {
  return polygons.map((rings) => [rings, Math.abs(area(rings[0]))]).reduce((a, b) => (b[1] > a[1] ? b : a));
}

function area(ring) {
  let twice = 0;
  for (let at = 1; at < ring.length; at += 1) twice += ring[at - 1][0] * ring[at][1] - ring[at][0] * ring[at - 1][1];
  return twice / 2;
}

/** The point of a polygon that is farthest from its edges. */
function spot(rings) {
  return [...polylabel(rings, 0.02)].map((degrees) => round(degrees, 2));
}

function round(number, digits) {
  return Number(number.toFixed(digits));
}

function rows(name) {
  const [head, ...lines] = readFileSync(KNOWLEDGE + name, "utf8")
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split("\t"));
  return lines.map((line) => Object.fromEntries(line.map((value, at) => [head[at], value])));
}

function write(name, value) {
  writeFileSync(OUT + name, `${JSON.stringify(value)}\n`);
}
