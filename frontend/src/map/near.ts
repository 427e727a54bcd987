/** Distances on the earth, for the filter `near` and for circles. */

import type { Box } from "./features.ts";

const EARTH = 6371.0088;
const MOST = 20_000;
const RADIAN = Math.PI / 180;

/** Kilometres between two points in degrees. */
export function distance(lat: number, lon: number, otherLat: number, otherLon: number): number {
  const up = Math.sin(((otherLat - lat) * RADIAN) / 2) ** 2;
  const across = Math.sin(((otherLon - lon) * RADIAN) / 2) ** 2;
  const half = up + Math.cos(lat * RADIAN) * Math.cos(otherLat * RADIAN) * across;
  return 2 * EARTH * Math.asin(Math.min(1, Math.sqrt(half)));
}

/** "lat,lon,km" as the filter takes it: degrees to about 100 m, whole kilometres. */
export function near(lat: number, lon: number, km: number): string {
  const east = ((((lon + 180) % 360) + 360) % 360) - 180;
  return `${Number(lat.toFixed(3))},${Number(east.toFixed(3))},${Math.min(Math.max(Math.ceil(km), 1), MOST)}`;
}

/** The circle around what is in view, out to its corners. */
export function nearOf(view: Box): string {
  const lat = (view.south + view.north) / 2;
  const lon = (view.west + view.east) / 2;
  if (view.east - view.west >= 180) return near(lat, lon, MOST);
  const corners = [view.south, view.north].map((corner) => distance(lat, lon, corner, view.east));
  return near(lat, lon, Math.max(...corners));
}

/** A ring of so many kilometres around a point, longitude first. */
export function circle(lat: number, lon: number, km: number): [number, number][] {
  const angle = Math.min(km / EARTH, Math.PI / 2 - 0.01);
  const [sin, cos] = [Math.sin(lat * RADIAN), Math.cos(lat * RADIAN)];
  return Array.from({ length: 65 }, (_, corner) => {
    const turn = (2 * Math.PI * (corner % 64)) / 64;
    const up = Math.asin(sin * Math.cos(angle) + cos * Math.sin(angle) * Math.cos(turn));
    const across = Math.atan2(Math.sin(turn) * Math.sin(angle) * cos, Math.cos(angle) - sin * Math.sin(up));
    return [lon + across / RADIAN, up / RADIAN];
  });
}
