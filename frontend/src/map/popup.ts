/** What opens at an incident or an area: words as words, and where to read on. */

import { html } from "../dom.ts";
import { withParams } from "../page.ts";
import { type Area, areaTold, type Cluster, clusterTold, killedTold, type Single } from "./features.ts";
import { near } from "./near.ts";

export function singlePopup(single: Single): HTMLElement {
  const facts = [single.when, killedTold(single.killed)].filter(Boolean).join(" · ");
  return box([html("strong", {}, [html("bdi", {}, [single.label])]), ...paragraph(facts), incidentLink(single.id)]);
}

/** All areas at one spot, the smallest first. `filter`: the query of the tiles, which the links keep. */
export function areasPopup(areas: readonly Area[], filter: string): HTMLElement {
  return box(
    areas.map((area) =>
      html("div", {}, [...paragraph(areaTold(area)), area.id ? incidentLink(area.id) : aroundLink(area, filter)]),
    ),
  );
}

/** For a cluster that no zoom level takes apart. */
export function clusterPopup(cluster: Cluster, filter: string): HTMLElement {
  return box([...paragraph(clusterTold(cluster)), listLink(filter, near(cluster.lat, cluster.lon, 1))]);
}

function aroundLink({ box: { west, south, east, north }, radius }: Area, filter: string): HTMLElement {
  return listLink(filter, near((south + north) / 2, (west + east) / 2, radius));
}

function listLink(filter: string, place: string): HTMLElement {
  const address = withParams(`${window.location.origin}/incidents${filter}`, { near: place });
  return html("a", { href: address }, ["List them"]);
}

function incidentLink(id: string): HTMLElement {
  return html("a", { href: `/incidents/${encodeURIComponent(id)}` }, ["Open the incident"]);
}

function paragraph(text: string): HTMLElement[] {
  return text ? [html("p", {}, [text])] : [];
}

function box(inside: readonly HTMLElement[]): HTMLElement {
  return html("div", { class: "map-popup" }, inside);
}
