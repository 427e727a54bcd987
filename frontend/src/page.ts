/** Addresses of pages (the address holds all state) and numbers in words. */

/** The address with some parameters set anew, or removed where null; the others stay and paging starts again. */
export function withParams(address: string, changed: Readonly<Record<string, string | null>>): string {
  const url = new URL(address);
  for (const [name, value] of Object.entries(changed)) {
    if (value === null) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  url.searchParams.delete("after");
  return url.href;
}

/**
 * Goes to the address, unless a listener of the event `gesta-filter` (detail: the address) prevents it, as a page does
 * that swaps its parts itself.
 */
export function follow(element: HTMLElement, address: string): void {
  const event = new CustomEvent("gesta-filter", { bubbles: true, cancelable: true, detail: { address } });
  if (element.dispatchEvent(event)) window.location.assign(address);
}

const NUMBERS = new Intl.NumberFormat("en");

/** "1,234". */
export function told(count: number): string {
  return NUMBERS.format(count);
}

/** "1 incident", "1,234 incidents". */
export function counted(count: number, noun: string): string {
  return `${told(count)} ${noun}${count === 1 ? "" : "s"}`;
}
