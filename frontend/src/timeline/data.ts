/** What the server tells of a filter's days, and the row of equal units that is drawn from it. */

import { after, dayOf, startOf, textOf, type Unit } from "./days.ts";

export interface Told {
  readonly unit: Unit;
  readonly groups: readonly { readonly key: string; readonly label: string }[];
  readonly bars: readonly { readonly start: string; readonly end: string; readonly counts: readonly number[] }[];
  readonly vague: readonly {
    readonly start: string;
    readonly end: string;
    readonly precision: string;
    readonly count: number;
  }[];
  readonly undated: number;
}

/** One unit of time: first and last day (as numbers) and how many incidents of each group. */
export interface Slot {
  readonly first: number;
  readonly last: number;
  readonly counts: readonly number[];
  readonly total: number;
}

/** Incidents known to lie between two days, not closer. */
export interface Band {
  readonly first: number;
  readonly last: number;
  readonly precision: string;
  readonly count: number;
}

export interface Timeline {
  readonly unit: Unit;
  readonly labels: readonly string[];
  readonly slots: readonly Slot[];
  readonly bands: readonly Band[];
  readonly undated: number;
}

/** Colours there are: seven groups and the others. */
export const GROUPS = 8;
/** 1970-01-05. */
const MONDAY = 4;
/** Units that are drawn at most; a server that picks the unit well sends far fewer. */
const MOST_SLOTS = 4000;

/** The timeline with a slot for every unit from the first to the last day told, empty ones too. */
export function timelineOf(told: Told): Timeline {
  const bars = new Map<number, readonly number[]>();
  const anchor = told.bars[0] ? dayOf(told.bars[0].start) : MONDAY;
  for (const bar of told.bars) bars.set(startOf(dayOf(bar.start), told.unit, anchor), folded(bar.counts));
  const bands = told.vague
    .map((each) => ({ ...each, first: dayOf(each.start), last: dayOf(each.end) }))
    .filter((each) => each.first <= each.last)
    .sort((one, other) => one.first - other.first || other.last - one.last);
  const firsts = [...bars.keys(), ...bands.map((each) => each.first)];
  const lasts = [...told.bars.map((each) => dayOf(each.end)), ...bands.map((each) => each.last)];
  const slots = firsts.length ? filled(min(firsts), max(lasts), told.unit, anchor, bars) : [];
  return { unit: told.unit, labels: labelled(told.groups), slots, bands, undated: told.undated };
}

function filled(
  first: number,
  last: number,
  unit: Unit,
  anchor: number,
  bars: ReadonlyMap<number, readonly number[]>,
): Slot[] {
  const slots: Slot[] = [];
  for (let day = startOf(first, unit, anchor); day <= last && slots.length < MOST_SLOTS; day = after(day, unit)) {
    const counts = bars.get(day) ?? [];
    slots.push({ first: day, last: after(day, unit) - 1, counts, total: sum(counts) });
  }
  return slots;
}

/** The counts with all groups from the eighth on added up as one. */
export function folded(counts: readonly number[]): readonly number[] {
  return counts.length <= GROUPS ? counts : [...counts.slice(0, GROUPS - 1), sum(counts.slice(GROUPS - 1))];
}

function labelled(groups: Told["groups"]): string[] {
  const labels = groups.map((each) => each.label);
  return labels.length <= GROUPS ? labels : [...labels.slice(0, GROUPS - 1), "Other"];
}

/** "2023-03-01", or "2023-03-01 to 2023-03-07". */
export function daysTold(first: number, last: number): string {
  return first === last ? textOf(first) : `${textOf(first)} to ${textOf(last)}`;
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

function min(numbers: readonly number[]): number {
  return numbers.reduce((least, each) => Math.min(least, each), Infinity);
}

export function max(numbers: readonly number[]): number {
  return numbers.reduce((most, each) => Math.max(most, each), -Infinity);
}
