/** Days as whole numbers since 1970-01-01, and the units that a timeline counts by. */

export type Unit = "day" | "week" | "month" | "year";

const MILLISECONDS = 86_400_000;

/** The number of the day that "2023-03-01" names; NaN where the text is no day. Years from 0001 to 9999. */
export function dayOf(text: string): number {
  const parts = /^(\d{4})-(\d{2})-(\d{2})/.exec(text);
  return parts ? numbered(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3])) : Number.NaN;
}

/** "2023-03-01". */
export function textOf(day: number): string {
  return new Date(day * MILLISECONDS).toISOString().slice(0, 10);
}

/** The first day of the unit that holds the day; weeks start on the weekday of `anchor`. */
export function startOf(day: number, unit: Unit, anchor: number): number {
  const date = new Date(day * MILLISECONDS);
  switch (unit) {
    case "day":
      return day;
    case "week":
      return day - ((((day - anchor) % 7) + 7) % 7);
    case "month":
      return numbered(date.getUTCFullYear(), date.getUTCMonth(), 1);
    case "year":
      return numbered(date.getUTCFullYear(), 0, 1);
  }
}

/** The first day of the unit after the one that starts on the day. */
export function after(start: number, unit: Unit): number {
  const date = new Date(start * MILLISECONDS);
  switch (unit) {
    case "day":
      return start + 1;
    case "week":
      return start + 7;
    case "month":
      return numbered(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
    case "year":
      return numbered(date.getUTCFullYear() + 1, 0, 1);
  }
}

/** As Date.UTC, which takes the years 0 to 99 for the twentieth century. */
function numbered(year: number, month: number, day: number): number {
  return new Date(0).setUTCFullYear(year, month, day) / MILLISECONDS;
}
