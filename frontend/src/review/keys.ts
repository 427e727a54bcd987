/** Keys of the review: which key was meant, and whether it was meant for the page at all. */

export interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly repeat: boolean;
  readonly isComposing: boolean;
}

/** What has the focus: words are typed there, it is worked by the space bar itself, or neither. */
export type Focus = "typing" | "control" | "none";

const NAMED: Readonly<Record<string, string>> = { " ": "space", Backspace: "backspace" };

/** The name of the key in `data-keys`; undefined for a key held down, with a modifier, or of no name. */
export function keyName(pressed: Pressed): string | undefined {
  if (pressed.ctrlKey || pressed.altKey || pressed.metaKey || pressed.repeat || pressed.isComposing) return undefined;
  return NAMED[pressed.key] ?? ([...pressed.key].length === 1 ? pressed.key.toLowerCase() : undefined);
}

/** The key, unless what has the focus needs it for itself. */
export function meant(name: string | undefined, focus: Focus): string | undefined {
  if (name === undefined || focus === "typing") return undefined;
  return name === "space" && focus === "control" ? undefined : name;
}

/** True when the value of `data-keys` ("a y s") has the key. */
export function has(keys: string | undefined, name: string): boolean {
  return (keys ?? "").split(" ").includes(name);
}

const TYPED_IN = new Set(["textarea", "select"]);
const NOT_TYPED_IN = new Set(["radio", "checkbox", "button", "submit", "reset", "range", "color", "file", "image"]);
const CONTROLS = new Set(["button", "a", "summary", "input"]);

/** How the element of the name takes keys; `type` is that of an input. */
export function focusOf(element: string, type: string, editable: boolean): Focus {
  const name = element.toLowerCase();
  if (editable || TYPED_IN.has(name)) return "typing";
  if (name === "input" && !NOT_TYPED_IN.has(type.toLowerCase())) return "typing";
  return CONTROLS.has(name) ? "control" : "none";
}
