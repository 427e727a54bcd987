import assert from "node:assert/strict";
import { test } from "node:test";
import type { FeatureCollection, Geometry } from "geojson";
import { colourOf, GROUP_NAMES, GROUPS, SIGNS } from "../src/groups.ts";
import {
  areasOf,
  areaTold,
  clustersOf,
  clusterTold,
  holds,
  partsOf,
  type Raw,
  singlesOf,
  singleTold,
  viewTold,
} from "../src/map/features.ts";
import { placesOf } from "../src/map/given.ts";
import { radiusOf, sectorOf, short } from "../src/map/marks.ts";
import { circle, distance, near, nearOf } from "../src/map/near.ts";

const at = (lon: number, lat: number, properties: Raw["properties"]): Raw => ({
  properties,
  box: { west: lon, south: lat, east: lon, north: lat },
});

test("every group has a name, a colour and a sign of its own", () => {
  assert.equal(new Set(SIGNS).size, GROUPS.length);
  assert.equal(GROUP_NAMES.length, GROUPS.length);
  assert.deepEqual(GROUPS.map(colourOf), [0, 1, 2, 3, 4, 5, 6, 7]);
  assert.equal(colourOf("constructor"), 7);
  assert.equal(colourOf(3), 7);
});

test("a cluster that two tiles hold stands once, and tells its mix", () => {
  const raw = at(44.4, 33.3, {
    count: 12,
    groups: "battle:4,remote_violence:8",
    mix: "car_bombing:8,clash:4",
    top: "battle",
  });
  const [cluster, ...more] = clustersOf([raw, raw]);
  assert.equal(more.length, 0);
  assert.deepEqual(cluster?.parts, [
    { count: 8, colour: 0 },
    { count: 4, colour: 5 },
  ]);
  assert.equal(cluster && clusterTold(cluster), "12 incidents: 8 car bombing, 4 clash");
});

test("a mix that makes no sense is no mix", () => {
  assert.deepEqual(partsOf(""), []);
  assert.deepEqual(partsOf("battle,:3,x:y"), []);
});

test("a single incident is told with its toll, unknown is not zero", () => {
  const told = (killed: unknown): string => {
    const [single] = singlesOf([at(0, 0, { id: "inc_1", type: "car_bombing", label: "", when: "2023-03-01", killed })]);
    return single ? singleTold(single) : "";
  };
  assert.equal(told(undefined), "car bombing, 2023-03-01");
  assert.equal(told(0), "car bombing, 2023-03-01, nobody killed");
  assert.equal(told(3), "car bombing, 2023-03-01, at least 3 killed");
});

test("the parts of an area on two tiles are one area that counts once", () => {
  const properties = { count: 5, name: "Anbar", level: "admin1", radius_km: 180, group: "battle" };
  const areas = areasOf([
    { properties, box: { west: 40, south: 32, east: 42, north: 34 } },
    { properties, box: { west: 42, south: 32, east: 43, north: 34 } },
  ]);
  assert.equal(areas.length, 1);
  assert.deepEqual(areas[0]?.box, { west: 40, south: 32, east: 43, north: 34 });
  assert.equal(areas[0] && areaTold(areas[0]), "5 incidents somewhere in Anbar (province), about 180 km around");
  assert.equal(viewTold([], [], areas), "5 incidents somewhere in 1 dashed area.");
});

test("a view across the date line holds what lies on both sides", () => {
  const view = { west: 170, south: -10, east: 200, north: 10 };
  assert.ok(holds(view, -175, 0) && holds(view, 175, 0));
  assert.ok(!holds(view, 0, 0));
});

test("distances are those of the earth", () => {
  assert.ok(Math.abs(distance(33.31, 44.37, 36.34, 43.13) - 356) < 2, "Baghdad to Mosul");
  for (const [lon, lat] of circle(33.3, 44.4, 180)) assert.ok(Math.abs(distance(33.3, 44.4, lat, lon) - 180) < 0.1);
});

test("the filter near is within what it takes", () => {
  assert.equal(near(33.31234, 404.37, 0.2), "33.312,44.37,1");
  assert.equal(nearOf({ west: -200, south: -80, east: 200, north: 80 }), "0,0,20000");
  const [, , km] = nearOf({ west: 44, south: 33, east: 45, north: 34 }).split(",").map(Number);
  assert.ok(km && km >= 72 && km <= 74);
});

test("sectors close, and one that is everything is a ring", () => {
  assert.match(sectorOf(0, 0.25, 10), /^M0 0L0.00 -10.00A10 10 0 0 1 10.00 -0.00z$/);
  assert.equal(sectorOf(0, 1, 10).match(/A/g)?.length, 2);
});

test("a mark is large enough to hit and its number short", () => {
  assert.ok([1, 2, 50, 1e6].every((count) => radiusOf(count) >= 12 && radiusOf(count) <= 40));
  assert.deepEqual([999, 1000, 1234, 9960, 123456].map(short), ["999", "1k", "1.2k", "10k", "123k"]);
});

test("a place of one incident is a point only where it is known as one", () => {
  const given = (geometry: Geometry | null, properties: object): FeatureCollection<Geometry | null> => ({
    type: "FeatureCollection",
    features: [{ type: "Feature", id: "inc_1", geometry, properties }],
  });
  const point: Geometry = { type: "Point", coordinates: [44.4, 33.3] };
  const kinds = (collection: FeatureCollection<Geometry | null>): string[] =>
    placesOf(collection, null).map((each) => each.geometry.type);
  assert.deepEqual(kinds(given(point, { place_level: "city", radius_km: 8 })), ["Point"]);
  assert.deepEqual(kinds(given(point, { place_level: "city", radius_km: 40 })), ["Polygon"]);
  assert.deepEqual(kinds(given(point, { place_level: "district", radius_km: 15 })), ["Polygon"]);
  assert.deepEqual(kinds(given(null, { place_level: "admin1", lat: 33, lon: 42, radius_km: 180 })), ["Polygon"]);
  assert.deepEqual(kinds(given(null, { place_level: "country", lat: 33, lon: 42, radius_km: 400 })), []);
  assert.deepEqual(kinds(given(null, {})), []);
});
