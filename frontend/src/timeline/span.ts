/** The chosen span of a timeline: slot numbers, first and last, both inside. */

export interface Span {
  readonly from: number;
  readonly to: number;
}

export type Handle = "from" | "to";

/** Slots that Page Up and Page Down go over. */
const PAGE = 10;

export function whole(slots: number): Span {
  return { from: 0, to: slots - 1 };
}

export function isWhole(span: Span, slots: number): boolean {
  return span.from === 0 && span.to === slots - 1;
}

/** The span between two slots in either order, inside the timeline. */
export function between(one: number, other: number, slots: number): Span {
  const inside = (slot: number): number => Math.min(Math.max(slot, 0), slots - 1);
  return { from: inside(Math.min(one, other)), to: inside(Math.max(one, other)) };
}

/** The span with one handle at a slot; a handle stops at the other one. */
export function moved(span: Span, handle: Handle, slot: number, slots: number): Span {
  return handle === "from"
    ? { from: Math.min(Math.max(slot, 0), span.to), to: span.to }
    : { from: span.from, to: Math.max(Math.min(slot, slots - 1), span.from) };
}

/** The span after a key on a handle; null where the key means nothing to it. */
export function keyed(span: Span, handle: Handle, key: string, slots: number): Span | null {
  const at = span[handle];
  switch (key) {
    case "ArrowLeft":
    case "ArrowDown":
      return moved(span, handle, at - 1, slots);
    case "ArrowRight":
    case "ArrowUp":
      return moved(span, handle, at + 1, slots);
    case "PageDown":
      return moved(span, handle, at - PAGE, slots);
    case "PageUp":
      return moved(span, handle, at + PAGE, slots);
    case "Home":
      return moved(span, handle, 0, slots);
    case "End":
      return moved(span, handle, slots - 1, slots);
    case "Escape":
      return whole(slots);
    default:
      return null;
  }
}
