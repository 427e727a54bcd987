/** What the server tells of a filter's days, and the row of equal units that is drawn from it. */

import { colourOf } from "../groups.ts";
import { told as number } from "../page.ts";
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
  /** Incidents that are not drawn: with no day told, known only to more than a year, and far from all others. */
  readonly undated: number;
  readonly longer?: number;
  readonly earlier?: number;
  readonly later?: number;
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

export interface Group {
  readonly label: string;
  readonly colour: number;
}

export interface Timeline {
  readonly unit: Unit;
  /** In the order of their colours; a slot's counts are in this order. */
  readonly groups: readonly Group[];
  readonly slots: readonly Slot[];
  readonly bands: readonly Band[];
  /** What is not drawn, in words. */
  readonly left: readonly string[];
}

/** 1970-01-05. */
const MONDAY = 4;
/** Units that are drawn at most; a server that picks the unit well sends far fewer. */
const MOST_SLOTS = 4000;

/** The timeline with a slot for every unit from the first to the last day told, empty ones too. */
export function timelineOf(told: Told): Timeline {
  const groups = grouped(told.groups);
  const bars = new Map<number, readonly number[]>();
  const anchor = told.bars[0] ? dayOf(told.bars[0].start) : MONDAY;
  for (const bar of told.bars) {
    const counts = groups.map(({ columns }) => sum(columns.map((column) => bar.counts[column] ?? 0)));
    bars.set(startOf(dayOf(bar.start), told.unit, anchor), counts);
  }
  const bands = told.vague
    .map((each) => ({ ...each, first: dayOf(each.start), last: dayOf(each.end) }))
    .filter((each) => each.first <= each.last)
    .sort((one, other) => one.first - other.first || other.last - one.last);
  const firsts = [...bars.keys(), ...bands.map((each) => each.first)];
  const lasts = [...told.bars.map((each) => dayOf(each.end)), ...bands.map((each) => each.last)];
  const slots = firsts.length ? filled(min(firsts), max(lasts), told.unit, anchor, bars) : [];
  return { unit: told.unit, groups, slots, bands, left: leftOut(told) };
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

/** The groups by colour, those of one colour together: each with the columns that it adds up. */
function grouped(told: Told["groups"]): (Group & { readonly columns: readonly number[] })[] {
  const colours = [...new Set(told.map((each) => colourOf(each.key)))].sort((one, other) => one - other);
  return colours.map((colour) => {
    const columns = told.flatMap((each, column) => (colourOf(each.key) === colour ? [column] : []));
    return { colour, columns, label: columns.map((column) => told[column]?.label ?? "").join(", ") };
  });
}

function leftOut(told: Told): string[] {
  const parts: [number | undefined, string][] = [
    [told.undated, "with no known day"],
    [told.longer, "known to no single year"],
    [told.earlier, "long before"],
    [told.later, "long after"],
  ];
  return parts.flatMap(([count, what]) => (count ? [`${number(count)} ${what}`] : []));
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
