/** Where things of a timeline stand, in pixels: pure arithmetic, without a document. */

import type { Band, Slot, Timeline } from "./data.ts";
import { textOf } from "./days.ts";

export const LEFT = 40;
export const RIGHT = 14;
export const TOP = 10;
export const PLOT = 120;
const AXIS = 22;
const ROW = 18;
/** Rows of bands; what does not fit is told in words. */
const MOST_ROWS = 4;

export interface Placed {
  readonly band: Band;
  readonly row: number;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  /** Width of one slot. */
  readonly step: number;
  /** The number at the top of the scale. */
  readonly top: number;
  readonly ticks: readonly number[];
  readonly placed: readonly Placed[];
  /** Incidents in bands that found no room. */
  readonly left: number;
}

export function layoutOf(timeline: Timeline, width: number): Layout {
  const ticks = ticksOf(timeline.slots.reduce((most, each) => Math.max(most, each.total), 1));
  const { placed, left } = rowed(timeline.bands);
  const rows = placed.reduce((most, each) => Math.max(most, each.row + 1), 0);
  return {
    width,
    height: TOP + PLOT + AXIS + rows * ROW + (rows ? 6 : 0),
    step: Math.max(width - LEFT - RIGHT, 1) / Math.max(timeline.slots.length, 1),
    top: ticks.at(-1) ?? 1,
    ticks,
    placed,
    left,
  };
}

/** Numbers for the scale, from 0 up in equal round steps; the last is no less than the most. */
export function ticksOf(most: number): number[] {
  const rough = Math.max(most, 1) / 3;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough) ?? 10 * power);
  const ticks = [0];
  while ((ticks.at(-1) ?? 0) < most) ticks.push(ticks.length * step);
  return ticks;
}

/** The bands in as few rows as they take without touching, the earliest first. */
function rowed(bands: readonly Band[]): { placed: Placed[]; left: number } {
  const ends: number[] = [];
  const placed: Placed[] = [];
  let left = 0;
  for (const band of bands) {
    const free = ends.findIndex((end) => end < band.first);
    const row = free < 0 ? ends.length : free;
    if (row >= MOST_ROWS) {
      left += band.count;
      continue;
    }
    ends[row] = band.last;
    placed.push({ band, row });
  }
  return { placed, left };
}

/** The left edge of a day, as a number of slots from the start; parts of a slot where the slot is longer than a day. */
export function slotsBefore(slots: readonly Slot[], day: number): number {
  let low = 0;
  let high = slots.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((slots[middle]?.last ?? 0) < day) low = middle + 1;
    else high = middle;
  }
  const slot = slots[low];
  if (!slot) return slots.length;
  return low + Math.max(day - slot.first, 0) / (slot.last - slot.first + 1);
}

export function rowTop(row: number): number {
  return TOP + PLOT + AXIS + row * ROW + 2;
}

export const ROW_HEIGHT = ROW - 5;

/** Slots that get a label below the axis, so far apart that labels of this width do not touch. */
export function labelled(timeline: Timeline, step: number, room: number): { slot: number; text: string }[] {
  const every = Math.max(1, Math.ceil(room / step));
  const long = timeline.unit === "year" ? 4 : timeline.unit === "month" ? 7 : 10;
  return timeline.slots
    .map((each, slot) => ({ slot, text: textOf(each.first).slice(0, long) }))
    .filter((each) => each.slot % every === 0);
}
