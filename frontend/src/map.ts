/**
 * `<gesta-map tiles="/tiles/{z}/{x}/{y}.mvt?QUERY">` or `<gesta-map src="/incidents/ID.geojson">`: where incidents were.
 *
 * `bounds` "west,south,east,north": what is shown first (else all that the first tiles hold); `lang`: of the names;
 * `focus`: the id of an incident that stands out; `group`: of incidents of `src` that have none.
 * What stood inside the element before stays where no map can be drawn.
 */

import type { Feature, FeatureCollection, Geometry } from "geojson";
import {
  type GeoJSONSource,
  type LngLatLike,
  Map as GlMap,
  type MapGeoJSONFeature,
  NavigationControl,
  Popup,
  ScaleControl,
  setRTLTextPlugin,
  setWorkerUrl,
} from "maplibre-gl";
import { html, newId } from "./dom.ts";
import { type BaseMap, languageOf, loadDetail, loadWorld } from "./map/base.ts";
import { areasOf, type Box, type Raw, singlesOf, viewTold } from "./map/features.ts";
import { boxOf, foundIn, foundInTiles } from "./map/found.ts";
import { placesOf } from "./map/given.ts";
import { legendOf } from "./map/legend.ts";
import { nearOf, WIDE } from "./map/near.ts";
import { type Found, inView, Places, type Thing } from "./map/places.ts";
import { areasPopup, clusterPopup, singlePopup } from "./map/popup.ts";
import { coloursOf, styleOf } from "./map/style.ts";
import { follow, withParams } from "./page.ts";

/** Zoom levels: of the finest tiles, of the map, from which on the base is finer, and of a single place. */
const TILES = 14;
const MOST = 15;
const DETAIL = 3.5;
const CLOSE = 6;
const STEP = 2;
/** Times that the map is fitted to what it found, each closer than the last. */
const LOOKS = 4;

setWorkerUrl(new URL("./maplibre-worker.js", import.meta.url).href);
void setRTLTextPlugin(new URL("./rtl-text.js", import.meta.url).href, true);

class MapElement extends HTMLElement {
  private map: GlMap | undefined;
  private readonly dark = window.matchMedia("(prefers-color-scheme: dark)");
  private readonly repaint = (): void => this.paint();

  connectedCallback(): void {
    if (!this.map) this.start().catch((fault: unknown) => this.fail(fault));
  }

  disconnectedCallback(): void {
    this.dark.removeEventListener("change", this.repaint);
    this.map?.remove();
    this.map = undefined;
  }

  private async start(): Promise<void> {
    const given = await this.given();
    if (!this.isConnected) return;
    if (given?.length === 0) throw new Error("no place is known that a map can show");
    const canvas = html("div", { class: "map-canvas" });
    const status = html("p", { role: "status" }, ["The map is loading."]);
    const narrow = html("button", { type: "button" }, ["Only what is in view"]);
    const legend = html("ul", { class: "map-legend" });
    const before = [...this.childNodes];
    const below = newId("below-map");
    const skip = html("a", { class: "map-skip", href: `#${below}` }, ["Skip the map"]);
    const bar = html("div", { class: "map-bar", id: below, tabindex: -1 }, [status, ...(given ? [] : [narrow])]);
    this.replaceChildren(skip, canvas, bar, legend);
    const map = this.drawn(canvas, before);
    this.map = map;
    const all = (): Found => (given ? foundIn(given) : foundInTiles(map));
    const places = new Places(map, this.getAttribute("focus"), (thing, at) => this.open(thing, at));
    let looks = this.hasAttribute("bounds") ? 0 : LOOKS;
    map.on("movestart", (event) => {
      if (event.originalEvent) looks = 0;
    });
    map.on("idle", () => {
      const found = all();
      const box = looks > 0 ? boxOf(found) : null;
      looks = box && this.fit(box, given !== null) ? looks - 1 : 0;
      const view = viewOf(map);
      const shown = inView(found, view);
      this.showMore(places.show(shown, view));
      narrow.disabled = view.east - view.west >= WIDE;
      const told = viewTold(shown.clusters, shown.singles, shown.areas);
      if (status.textContent !== told) status.textContent = told;
      legend.replaceChildren(...legendOf(shown));
    });
    narrow.addEventListener("click", () =>
      follow(this, withParams(window.location.href, { near: nearOf(viewOf(map)) })),
    );
    this.listen(map);
    await this.fill(map, given);
  }

  private drawn(container: HTMLElement, before: readonly ChildNode[]): GlMap {
    const bounds = this.getAttribute("bounds")?.split(",").map(Number);
    try {
      const map = new GlMap({
        container,
        style: styleOf(coloursOf(this), this.tiles(), TILES),
        ...(bounds?.length === 4 && {
          bounds: bounds as [number, number, number, number],
          fitBoundsOptions: { padding: 40, maxZoom: CLOSE + 2 },
        }),
        center: [20, 22],
        zoom: 0.8,
        maxZoom: MOST,
        dragRotate: false,
        touchPitch: false,
        attributionControl: { compact: true },
        canvasContextAttributes: { preserveDrawingBuffer: true },
        fadeDuration: 0,
        locale: { "Map.Title": "Map of incidents; arrow keys move it, plus and minus zoom" },
      });
      map.touchZoomRotate.disableRotation();
      map.keyboard.disableRotation();
      map.addControl(new NavigationControl({ showCompass: false }));
      map.addControl(new ScaleControl({}));
      return map;
    } catch {
      this.replaceChildren(...before);
      throw new Error("this browser draws no WebGL");
    }
  }

  /** The base first coarse, and finer as soon as somebody looks closer. */
  private async fill(map: GlMap, given: readonly Feature[] | null): Promise<void> {
    const language = languageOf(this.lang || document.documentElement.lang || "en");
    const world = loadWorld(language);
    await map.once("load");
    const put = (name: string, data: FeatureCollection): void => {
      void map.getSource<GeoJSONSource>(name)?.setData(data);
    };
    const { lines, names } = await world;
    put("base", lines);
    put("countries", names);
    if (given) put("incidents", { type: "FeatureCollection", features: [...given] });
    let detail: Promise<BaseMap> | undefined;
    const closer = (): void => {
      if (detail || map.getZoom() < DETAIL) return;
      detail = loadDetail(language);
      detail
        .then((base) => {
          put("base", base.lines);
          put("provinces", base.names);
        })
        .catch((fault: unknown) => console.warn(fault));
    };
    map.on("zoomend", closer);
    closer();
    this.dark.addEventListener("change", this.repaint);
  }

  private listen(map: GlMap): void {
    const raw = (feature: MapGeoJSONFeature): Raw => {
      const [lon, lat] = feature.geometry.type === "Point" ? feature.geometry.coordinates : [0, 0];
      return {
        properties: feature.properties,
        box: { west: lon ?? 0, south: lat ?? 0, east: lon ?? 0, north: lat ?? 0 },
      };
    };
    map.on("click", (event) => {
      const layers = ["more", "areas"].filter((layer) => map.getLayer(layer));
      const hit = map.queryRenderedFeatures(event.point, { layers });
      const single = singlesOf(hit.filter((each) => each.layer.id === "more").map(raw))[0];
      if (single) {
        this.open(single, event.lngLat);
        return;
      }
      const keys = new Set(areasOf(hit.map(raw)).map((area) => area.key));
      const source = this.tiles() ? foundInTiles(map).areas : [];
      const areas = source.filter((area) => keys.has(area.key)).sort((one, other) => one.radius - other.radius);
      if (areas.length) this.popup(map, areasPopup(areas.slice(0, 5), this.filter()), event.lngLat);
    });
    map.on("mousemove", "areas", () => map.getCanvas().classList.add("is-over"));
    map.on("mouseleave", "areas", () => map.getCanvas().classList.remove("is-over"));
  }

  private open(thing: Thing, at: LngLatLike): void {
    const { map } = this;
    if (!map) return;
    if (thing.kind === "cluster" && map.getZoom() < TILES) {
      map.easeTo({ center: at, zoom: Math.min(map.getZoom() + STEP, TILES) });
      return;
    }
    const inside =
      thing.kind === "cluster"
        ? clusterPopup(thing, this.filter())
        : thing.kind === "single"
          ? singlePopup(thing)
          : areasPopup([thing], this.filter());
    this.popup(map, inside, at);
  }

  private popup(map: GlMap, inside: HTMLElement, at: LngLatLike): void {
    const opener = document.activeElement;
    const popup = new Popup({ maxWidth: "20rem", offset: 12 }).setLngLat(at).setDOMContent(inside).addTo(map);
    const element = popup.getElement();
    element.setAttribute("role", "dialog");
    element.setAttribute("aria-label", "On the map");
    element.addEventListener("keydown", (event) => {
      if (event.key === "Escape") popup.remove();
    });
    popup.once("close", () => {
      if (opener instanceof HTMLElement && opener.isConnected && this.contains(opener)) opener.focus();
    });
  }

  private showMore(ids: readonly string[]): void {
    const { map } = this;
    if (!map?.getLayer("more")) return;
    const wanted = ids.length ? "visible" : "none";
    if (map.getLayoutProperty("more", "visibility") === wanted && !ids.length) return;
    const filter = JSON.stringify(map.getFilter("more"));
    const next = ["in", ["get", "id"], ["literal", [...ids].sort()]];
    if (filter !== JSON.stringify(next)) map.setFilter("more", next as Parameters<GlMap["setFilter"]>[1]);
    map.setLayoutProperty("more", "visibility", wanted);
  }

  /**
   * Shows the box and says whether that changed anything. Clusters tell where they are, not how far they reach, so it
   * goes a few levels closer at a time.
   */
  private fit({ west, south, east, north }: Box, isExact: boolean): boolean {
    const { map } = this;
    if (!map) return false;
    const before = map.getZoom();
    const maxZoom = isExact ? CLOSE : Math.min(before + STEP, CLOSE);
    map.fitBounds([west, south, east, north], { padding: 56, maxZoom, animate: false });
    return Math.abs(map.getZoom() - before) > 0.1;
  }

  private paint(): void {
    const { map } = this;
    for (const layer of styleOf(coloursOf(this), this.tiles(), TILES).layers) {
      for (const [name, value] of Object.entries(layer.paint ?? {}))
        map?.setPaintProperty(layer.id, name as never, value as never);
    }
  }

  /** The address of the tiles, which a worker needs whole. */
  private tiles(): string | null {
    const tiles = this.getAttribute("tiles");
    return tiles && new URL(tiles, window.location.href).href.replace(/%7B([zxy])%7D/g, "{$1}");
  }

  private filter(): string {
    return new URL(this.getAttribute("tiles") ?? "", window.location.href).search;
  }

  private async given(): Promise<Feature[] | null> {
    const source = this.getAttribute("src");
    if (!source) return null;
    const answer = await fetch(source, { headers: { accept: "application/geo+json" } });
    if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`);
    return placesOf((await answer.json()) as FeatureCollection<Geometry | null>, this.getAttribute("group"));
  }

  private fail(fault: unknown): void {
    if (this.isConnected)
      this.append(
        html("p", { role: "status" }, [
          `The map cannot be drawn: ${fault instanceof Error ? fault.message : String(fault)}.`,
        ]),
      );
  }
}

function viewOf(map: GlMap): Box {
  const bounds = map.getBounds();
  return { west: bounds.getWest(), south: bounds.getSouth(), east: bounds.getEast(), north: bounds.getNorth() };
}

customElements.define("gesta-map", MapElement);
