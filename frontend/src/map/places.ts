/** Keeps the buttons on the map in step with what is in view. */

import { type LngLatLike, type Map as GlMap, Marker } from "maplibre-gl";
import { type Area, type Box, type Cluster, holds, meets, shared, type Single } from "./features.ts";
import { markOf } from "./marks.ts";

export type Thing = Cluster | Single | Area;

export interface Found {
  readonly clusters: readonly Cluster[];
  readonly singles: readonly Single[];
  readonly areas: readonly Area[];
}

/** Buttons at most; single incidents beyond them are drawn as discs. */
const MOST_MARKS = 180;
const MOST_AREAS = 30;
/** Pixels of an area's width or height from which on it bears its name. */
const NAMED = 36;
/** Pixels between a name and the upper edge of the map. */
const INSIDE = 14;

export class Places {
  private readonly marks = new Map<string, { readonly marker: Marker; readonly element: HTMLButtonElement }>();
  private readonly map: GlMap;
  private readonly focus: string | null;
  private readonly opened: (thing: Thing, at: LngLatLike) => void;

  /** `opened` is called when a button is pressed. `focus`: the id of an incident that stands out. */
  constructor(map: GlMap, focus: string | null, opened: (thing: Thing, at: LngLatLike) => void) {
    this.map = map;
    this.focus = focus;
    this.opened = opened;
  }

  /** Buttons stand for what is found; returns the ids of single incidents that got none. */
  show(found: Found, view: Box): string[] {
    const clusters = [...found.clusters].sort((one, other) => other.count - one.count);
    const room = Math.max(MOST_MARKS - clusters.length, 0);
    const singles = found.singles.slice(0, room);
    const wanted = new Map<string, { thing: Thing; at: [number, number] }>();
    for (const area of this.namedAreas(found.areas, view)) {
      wanted.set(area.key, { thing: area, at: this.topOf(shared(view, area.box)) });
    }
    for (const thing of [...clusters.slice(0, MOST_MARKS), ...singles]) {
      wanted.set(`${thing.kind} ${thing.key}`, { thing, at: [thing.lon, thing.lat] });
    }
    this.drop(wanted);
    for (const [key, { thing, at }] of wanted) {
      const there = this.marks.get(key);
      if (there) there.marker.setLngLat(at);
      else this.marks.set(key, this.made(thing, at));
    }
    return found.singles.slice(room).map((single) => single.id);
  }

  private made(thing: Thing, at: [number, number]): { marker: Marker; element: HTMLButtonElement } {
    const element = markOf(thing, thing.kind === "single" && thing.id === this.focus);
    const marker = new Marker({ element }).setLngLat(at).addTo(this.map);
    element.addEventListener("click", (event) => {
      event.stopPropagation();
      element.focus({ preventScroll: true }); // the map keeps a press from doing that
      this.opened(thing, marker.getLngLat());
    });
    return { marker, element };
  }

  private drop(wanted: ReadonlyMap<string, unknown>): void {
    for (const [key, { marker, element }] of this.marks) {
      if (wanted.has(key)) continue;
      if (element.contains(document.activeElement)) this.map.getCanvas().focus();
      marker.remove();
      this.marks.delete(key);
    }
  }

  /** Where an area's name stands: at its upper edge, so that nobody takes it for a place in the middle. */
  private topOf({ west, east, north }: Box): [number, number] {
    const top = this.map.project([(west + east) / 2, north]);
    const at = this.map.unproject([top.x, Math.max(top.y, INSIDE)]);
    return [at.lng, at.lat];
  }

  private namedAreas(areas: readonly Area[], view: Box): Area[] {
    const wide = (area: Area): boolean => {
      const { west, south, east, north } = shared(view, area.box);
      const [one, other] = [this.map.project([west, north]), this.map.project([east, south])];
      return Math.max(other.x - one.x, other.y - one.y) >= NAMED;
    };
    return areas
      .filter(wide)
      .sort((one, other) => other.count - one.count)
      .slice(0, MOST_AREAS);
  }
}

/** What of all that is loaded lies in view. */
export function inView(all: Found, view: Box): Found {
  return {
    clusters: all.clusters.filter((each) => holds(view, each.lon, each.lat)),
    singles: all.singles.filter((each) => holds(view, each.lon, each.lat)),
    areas: all.areas.filter((each) => meets(view, each.box)),
  };
}
