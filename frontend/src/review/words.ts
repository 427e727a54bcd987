/** Words of a report that a person selects: where they stand in its text, in code points. */

/** How many code points the text has; half of a pair counts as one. */
export function codePoints(text: string): number {
  return [...text].length;
}

/** The address of the page that makes a value of the words; `back`: where to go on then. */
export function correctAddress(report: string, start: number, end: number, incident: string, back: string): string {
  const query = new URLSearchParams({ report, start: String(start), end: String(end) });
  if (incident) query.set("incident", incident);
  query.set("next", back);
  return `/correct?${query}`;
}

/** The selected words of one report, as places in its text; undefined where none, or those of several, are selected. */
export function selected(range: Range): { root: HTMLElement; start: number; end: number } | undefined {
  const root = rootOf(range.startContainer);
  if (!root || range.collapsed || rootOf(range.endContainer) !== root) return undefined;
  const pieces = [...root.querySelectorAll<HTMLElement>("[data-start]")].filter(
    (piece) => !piece.querySelector("[data-start]") && range.intersectsNode(piece),
  );
  const [first, last] = [pieces[0], pieces.at(-1)];
  if (!first || !last) return undefined;
  const start = startOf(first) + before(first, range.startContainer, range.startOffset, 0);
  const end = startOf(last) + before(last, range.endContainer, range.endOffset, codePoints(last.textContent ?? ""));
  return start < end ? { root, start, end } : undefined;
}

function rootOf(node: Node): HTMLElement | null {
  const element = node instanceof Element ? node : node.parentElement;
  return element?.closest<HTMLElement>("[data-report]") ?? null;
}

function startOf(piece: HTMLElement): number {
  return Number(piece.dataset["start"]);
}

/** Code points of the piece before the place; `otherwise` where the place is outside the piece. */
function before(piece: HTMLElement, node: Node, offset: number, otherwise: number): number {
  if (!piece.contains(node)) return otherwise;
  const range = document.createRange();
  range.setStart(piece, 0);
  range.setEnd(node, offset);
  return codePoints(range.toString());
}
