/** The brush of a timeline: two handles for keys, the whole plot for the pointer. */

import { set, svg } from "../dom.ts";
import { counted } from "../page.ts";
import { daysTold, sum, type Timeline } from "./data.ts";
import { type Layout, LEFT, PLOT, TOP } from "./layout.ts";
import { between, type Handle, isWhole, keyed, moved, type Span, whole } from "./span.ts";

/** Width of what takes the pointer at a handle (WCAG 2.5.8 asks for 24). */
const GRIP = 24;
const NAMES: Readonly<Record<Handle, string>> = { from: "First day", to: "Last day" };

/** What the span holds, in words: "2023-03-01 to 2023-03-07: 12 incidents". */
export function spanTold(timeline: Timeline, span: Span): string {
  const first = timeline.slots[span.from]?.first ?? 0;
  const last = timeline.slots[span.to]?.last ?? 0;
  const dated = sum(timeline.slots.slice(span.from, span.to + 1).map((slot) => slot.total));
  const loose = sum(timeline.bands.filter((b) => b.last >= first && b.first <= last).map((b) => b.count));
  return `${daysTold(first, last)}: ${counted(dated, "incident")}${loose ? ` and ${loose} known less exactly` : ""}`;
}

export class Brush {
  readonly group: SVGGElement;
  span: Span;
  private readonly slots: number;
  private readonly shade = [svg("rect", { class: "outside" }), svg("rect", { class: "outside" })] as const;
  private readonly handles: Readonly<Record<Handle, SVGGElement>>;
  private readonly timeline: Timeline;
  private readonly changed: (span: Span) => void;
  private readonly commit: () => void;
  private layout: Layout;

  /** `changed` is called with every new span, `commit` on Enter. */
  constructor(timeline: Timeline, layout: Layout, changed: (span: Span) => void, commit: () => void) {
    this.timeline = timeline;
    this.layout = layout;
    this.changed = changed;
    this.commit = commit;
    this.slots = timeline.slots.length;
    this.span = whole(this.slots);
    this.handles = { from: this.handle("from"), to: this.handle("to") };
    this.group = svg("g", { class: "brush" }, [...this.shade, this.handles.from, this.handles.to]);
    this.place(layout);
  }

  /** Takes the pointer on the drawing: a press starts a span there, or takes the handle that it falls on. */
  listen(surface: SVGSVGElement): void {
    surface.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      const start = this.slotAt(surface, event);
      const taken = event.target instanceof Element ? event.target.closest("[data-handle]") : null;
      const handle = taken?.getAttribute("data-handle") as Handle | null;
      const before = this.span;
      const follow = (moving: PointerEvent): void => {
        const at = this.slotAt(surface, moving);
        this.choose(handle ? moved(before, handle, at, this.slots) : between(start, at, this.slots));
      };
      const end = (): void => {
        surface.removeEventListener("pointermove", follow);
        surface.removeEventListener("pointerup", end);
        surface.removeEventListener("pointercancel", end);
      };
      surface.setPointerCapture(event.pointerId);
      surface.addEventListener("pointermove", follow);
      surface.addEventListener("pointerup", end);
      surface.addEventListener("pointercancel", end);
      if (!handle) this.choose(between(start, start, this.slots));
      this.handles[handle ?? "to"].focus();
      event.preventDefault();
    });
  }

  clear(): void {
    this.choose(whole(this.slots));
  }

  get isWhole(): boolean {
    return isWhole(this.span, this.slots);
  }

  /** Draws the span anew, for the same timeline in another width. */
  place(layout: Layout): void {
    this.layout = layout;
    const left = LEFT + this.span.from * layout.step;
    const right = LEFT + (this.span.to + 1) * layout.step;
    const tall = { y: TOP, height: PLOT };
    set(this.shade[0], { x: LEFT, width: left - LEFT, ...tall });
    set(this.shade[1], { x: right, width: Math.max(LEFT + this.slots * layout.step - right, 0), ...tall });
    for (const [name, x] of [
      ["from", left],
      ["to", right],
    ] as const) {
      const slot = this.timeline.slots[this.span[name]];
      set(this.handles[name], {
        transform: `translate(${x} 0)`,
        "aria-valuemin": name === "from" ? 0 : this.span.from,
        "aria-valuemax": name === "from" ? this.span.to : this.slots - 1,
        "aria-valuenow": this.span[name],
        "aria-valuetext": slot ? daysTold(slot.first, slot.last) : "",
      });
    }
  }

  private choose(span: Span): void {
    this.span = span;
    this.place(this.layout);
    this.changed(span);
  }

  private slotAt(surface: SVGSVGElement, event: PointerEvent): number {
    const x = event.clientX - surface.getBoundingClientRect().left;
    return Math.min(Math.max(Math.floor((x - LEFT) / this.layout.step), 0), this.slots - 1);
  }

  private handle(name: Handle): SVGGElement {
    const middle = TOP + PLOT / 2;
    const handle = svg(
      "g",
      { role: "slider", tabindex: 0, "aria-label": NAMES[name], "aria-orientation": "horizontal", "data-handle": name },
      [
        svg("rect", { x: -GRIP / 2, y: TOP, width: GRIP, height: PLOT, class: "grip" }),
        svg("path", { d: `M0 ${TOP}v${PLOT}`, class: "edge" }),
        svg("rect", { x: -5, y: middle - 14, width: 10, height: 28, rx: 4, class: "knob" }),
        svg("path", { d: `M-1.5 ${middle - 6}v12M1.5 ${middle - 6}v12`, class: "ribs" }),
      ],
    );
    handle.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.key === "Enter") {
        this.commit();
        return;
      }
      const span = keyed(this.span, name, event.key, this.slots);
      if (!span) return;
      event.preventDefault();
      this.choose(span);
    });
    return handle;
  }
}
