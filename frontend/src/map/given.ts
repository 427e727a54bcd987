/** The places of one incident, or a few, from GeoJSON: points where they are known, circles where they are not. */

import type { Feature, FeatureCollection, Geometry, Point, Polygon } from "geojson";
import { circle } from "./near.ts";

/** Kilometres: a place whose radius is larger is drawn as an area, as in the plots. */
const NEAR = 25;
const AREAS = new Set(["district", "admin1", "region"]);

/** Points and polygons to draw; a country's middle is never drawn, and a middle of something large is a circle. */
export function placesOf(given: FeatureCollection<Geometry | null>, group: string | null): Feature<Point | Polygon>[] {
  return given.features.flatMap((each): Feature<Point | Polygon>[] => {
    const properties = each.properties ?? {};
    const told = { id: each.id, group, ...properties, ...named(properties) };
    const { geometry } = each;
    if (geometry?.type === "Polygon") return [{ type: "Feature", properties: told, geometry }];
    const middle = geometry?.type === "Point" ? geometry.coordinates : [properties["lon"], properties["lat"]];
    const [lon, lat] = middle as readonly unknown[];
    if (typeof lon !== "number" || typeof lat !== "number") return [];
    const { radius_km: radius, place_level: level } = properties as { radius_km?: unknown; place_level?: unknown };
    const isLarge = AREAS.has(String(level)) || (typeof radius === "number" && radius > NEAR);
    if (geometry && !isLarge)
      return [{ type: "Feature", properties: told, geometry: { type: "Point", coordinates: [lon, lat] } }];
    if (typeof radius !== "number" || level === "country") return [];
    const ring = circle(lat, lon, Math.max(radius, 1));
    return [{ type: "Feature", properties: told, geometry: { type: "Polygon", coordinates: [ring] } }];
  });
}

/** The columns of an exported incident under the names that tiles use. */
function named(columns: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { when_start: start, when_end: end } = columns;
  return {
    name: columns["place"],
    level: columns["place_level"],
    killed: columns["killed_low"],
    count: 1,
    when: start && end && start !== end ? `${String(start)} to ${String(end)}` : (start ?? ""),
  };
}
