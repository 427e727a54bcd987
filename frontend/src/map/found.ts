/** What the map has loaded: from tiles, or from the features that the page gave. */

import type { Feature, Geometry, Position } from "geojson";
import type { Map as GlMap } from "maplibre-gl";
import { areasOf, type Box, clustersOf, joined, type Raw, singlesOf } from "./features.ts";
import type { Found } from "./places.ts";

/** Everything that the loaded tiles hold, in view or a little outside. */
export function foundInTiles(map: GlMap): Found {
  const layer = (name: string): Raw[] => raws(map.querySourceFeatures("incidents", { sourceLayer: name }));
  return {
    clusters: clustersOf(layer("clusters")),
    singles: singlesOf(layer("incidents")),
    areas: areasOf(layer("areas")),
  };
}

export function foundIn(features: readonly Feature[]): Found {
  const of = (type: string): Raw[] => raws(features.filter((each) => each.geometry.type === type));
  return { clusters: [], singles: singlesOf(of("Point")), areas: areasOf(of("Polygon")) };
}

/** The box around everything found; null where there is nothing. */
export function boxOf({ clusters, singles, areas }: Found): Box | null {
  const points = [...clusters, ...singles].map(({ lon, lat }) => ({ west: lon, south: lat, east: lon, north: lat }));
  const boxes = [...points, ...areas.map((area) => area.box)];
  return boxes.length ? boxes.reduce(joined) : null;
}

function raws(features: readonly Feature[]): Raw[] {
  return features.map(({ properties, geometry }) => ({ properties: properties ?? {}, box: around(geometry) }));
}

function around(geometry: Geometry): Box {
  const box = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity };
  const take = ([lon, lat]: Position): void => {
    box.west = Math.min(box.west, lon ?? Infinity);
    box.east = Math.max(box.east, lon ?? -Infinity);
    box.south = Math.min(box.south, lat ?? Infinity);
    box.north = Math.max(box.north, lat ?? -Infinity);
  };
  switch (geometry.type) {
    case "Point":
      take(geometry.coordinates);
      break;
    case "Polygon":
      geometry.coordinates[0]?.forEach(take);
      break;
    case "MultiPolygon":
      geometry.coordinates.forEach((rings) => rings[0]?.forEach(take));
      break;
    default:
  }
  return box;
}
