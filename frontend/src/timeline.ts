/**
 * `<gesta-timeline src="/timeline.json?QUERY">`: when the incidents of a filter happened, and a brush to choose days.
 *
 * What stood inside the element before (a link, a sentence) is what is read without JavaScript, and stays where the data
 * cannot be had. `Show these days` goes to the page's own address with `since` and `until`; see `follow` for the event.
 */

import { html, newId, svg } from "./dom.ts";
import { counted, follow, told, withParams } from "./page.ts";
import { Brush, spanTold } from "./timeline/brush.ts";
import { daysTold, sum, type Timeline, timelineOf, type Told } from "./timeline/data.ts";
import { textOf } from "./timeline/days.ts";
import { drawn } from "./timeline/draw.ts";
import { layoutOf } from "./timeline/layout.ts";

class TimelineElement extends HTMLElement {
  private watch: ResizeObserver | undefined;

  async connectedCallback(): Promise<void> {
    const source = this.getAttribute("src");
    if (!source || this.watch) return;
    try {
      const answer = await fetch(source, { headers: { accept: "application/json" } });
      if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`);
      this.show(timelineOf((await answer.json()) as Told));
    } catch (error) {
      this.append(
        html("p", { role: "status" }, [
          `The timeline cannot be drawn: ${error instanceof Error ? error.message : String(error)}.`,
        ]),
      );
    }
  }

  disconnectedCallback(): void {
    this.watch?.disconnect();
    this.watch = undefined;
  }

  private show(timeline: Timeline): void {
    const title = newId("timeline");
    const caption = html("figcaption", { id: title }, [summary(timeline)]);
    const figure = html("figure", { "aria-labelledby": title }, [caption]);
    if (timeline.slots.length) {
      const live = html("output", {}, [spanTold(timeline, { from: 0, to: timeline.slots.length - 1 })]);
      figure.append(...this.brushed(timeline, live), legend(timeline), details(timeline));
    }
    this.replaceChildren(figure);
  }

  private brushed(timeline: Timeline, live: HTMLOutputElement): Node[] {
    let layout = layoutOf(timeline, Math.max(this.clientWidth, 240));
    const go = (): void => {
      const { from, to } = brush.span;
      if (brush.isWhole) return;
      const since = textOf(timeline.slots[from]?.first ?? 0);
      const until = textOf(timeline.slots[to]?.last ?? 0);
      follow(this, withParams(window.location.href, { since, until }));
    };
    const apply = html("button", { type: "button", disabled: "" }, ["Show these days"]);
    const clear = html("button", { type: "button", hidden: "" }, ["Clear"]);
    const changed = (): void => {
      live.textContent = spanTold(timeline, brush.span);
      apply.disabled = brush.isWhole;
      clear.hidden = brush.isWhole;
    };
    const brush = new Brush(timeline, layout, changed, go);
    const surface = svg("svg", { role: "group", "aria-label": "Choose days" }, []);
    const draw = (): void => {
      surface.setAttribute("width", String(layout.width));
      surface.setAttribute("height", String(layout.height));
      surface.querySelector(":scope > g:not(.brush)")?.remove();
      surface.prepend(drawn(timeline, layout));
      brush.place(layout);
    };
    surface.append(brush.group);
    draw();
    brush.listen(surface);
    apply.addEventListener("click", go);
    clear.addEventListener("click", () => brush.clear());
    this.watch = new ResizeObserver(() => {
      if (Math.abs(this.clientWidth - layout.width) < 1 || !this.clientWidth) return;
      layout = layoutOf(timeline, Math.max(this.clientWidth, 240));
      draw();
    });
    this.watch.observe(this);
    const left = layout.left
      ? [html("p", {}, [`${counted(layout.left, "more incident")} known less exactly: see the table.`])]
      : [];
    return [surface, ...left, html("div", { class: "timeline-choice" }, [live, apply, clear, ...this.widen()])];
  }

  /** A link to all days, where the page's address holds a span already. */
  private widen(): Node[] {
    const asked = new URL(window.location.href).searchParams;
    if (!asked.has("since") && !asked.has("until")) return [];
    const address = withParams(window.location.href, { since: null, until: null });
    return [html("a", { href: address }, ["All days"])];
  }
}

/** "1,234 incidents, counted by week; 12 known less exactly; 3 with no known day". */
function summary(timeline: Timeline): string {
  const dated = sum(timeline.slots.map((slot) => slot.total));
  const loose = sum(timeline.bands.map((band) => band.count));
  const parts = [`${counted(dated, "incident")} counted by ${timeline.unit}`];
  if (loose) parts.push(`${told(loose)} known less exactly than that, hatched below`);
  if (timeline.left.length) parts.push(`not drawn: ${timeline.left.join(", ")}`);
  return `${parts.join("; ")}.`;
}

function legend(timeline: Timeline): HTMLElement {
  const totals = timeline.groups.map((_, group) => sum(timeline.slots.map((slot) => slot.counts[group] ?? 0)));
  const items = timeline.groups.flatMap(({ label, colour }, group) => {
    if (!totals[group]) return [];
    const swatch = svg("svg", { width: 12, height: 12, "aria-hidden": "true" }, [
      svg("rect", { width: 12, height: 12, rx: 2, class: `group-${colour}` }),
    ]);
    return [html("li", {}, [swatch, html("bdi", {}, [label]), ` ${told(totals[group])}`])];
  });
  return html("ul", { class: "timeline-legend" }, items);
}

/** The same as a table: only units and bands that hold something. */
function details(timeline: Timeline): HTMLElement {
  const cell = (count: number): HTMLElement => html("td", {}, [told(count)]);
  const head = html(
    "tr",
    {},
    ["Days", ...timeline.groups.map(({ label }) => label), "All"].map((text) => html("th", { scope: "col" }, [text])),
  );
  const rows = timeline.slots
    .filter((slot) => slot.total)
    .map((slot) =>
      html("tr", {}, [
        html("th", { scope: "row" }, [daysTold(slot.first, slot.last)]),
        ...timeline.groups.map((_, group) => cell(slot.counts[group] ?? 0)),
        cell(slot.total),
      ]),
    );
  const loose = timeline.bands.map((band) =>
    html("tr", {}, [
      html("th", { scope: "row" }, [`${daysTold(band.first, band.last)} (known to the ${band.precision})`]),
      ...timeline.groups.map(() => html("td", {}, ["·"])),
      cell(band.count),
    ]),
  );
  const box = html("details", {}, [html("summary", {}, ["As a table"])]);
  box.addEventListener(
    "toggle",
    () => {
      const table = html("table", {}, [html("thead", {}, [head]), html("tbody", {}, [...rows, ...loose])]);
      box.append(
        html("div", { class: "timeline-table", tabindex: 0, role: "region", "aria-label": "Timeline as a table" }, [
          table,
        ]),
      );
    },
    { once: true },
  );
  return box;
}

customElements.define("gesta-timeline", TimelineElement);
