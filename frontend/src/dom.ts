/** Elements made without markup: text is always text, never parsed. */

const SVG = "http://www.w3.org/2000/svg";

type Attributes = Readonly<Record<string, string | number>>;
type Inside = readonly (Node | string)[];

/** A new HTML element with these attributes and children; strings become text nodes. */
export function html<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  inside: Inside = [],
): HTMLElementTagNameMap[K] {
  return filled(document.createElement(name), attributes, inside);
}

/** A new SVG element with these attributes and children. */
export function svg<K extends keyof SVGElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  inside: Inside = [],
): SVGElementTagNameMap[K] {
  return filled(document.createElementNS(SVG, name), attributes, inside);
}

/** The element with these attributes set. */
export function set<E extends Element>(element: E, attributes: Attributes): E {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  return element;
}

function filled<E extends Element>(element: E, attributes: Attributes, inside: Inside): E {
  set(element, attributes).append(...inside);
  return element;
}

let last = 0;

/** An id that no other element of the page has. */
export function newId(stem: string): string {
  last += 1;
  return `${stem}-${last}`;
}
