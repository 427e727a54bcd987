/** The groups of types: the same colour and sign for a group everywhere and under every filter. */

/** Keys and names in the order of `gesta.api.groups.GROUPS`; the place is the number of the colour, 0 to 7. */
const NAMES = {
  remote_violence: "Explosions and remote violence",
  contention: "Protests and riots",
  strategic: "Strategic moves",
  violence_against_civilians: "Violence against people",
  coercion: "Coercion",
  battle: "Battles",
  property: "Damage to property",
  other: "Agreements, talk and other",
} as const;

export const GROUPS: readonly string[] = Object.keys(NAMES);
export const GROUP_NAMES: readonly string[] = Object.values(NAMES);

/** The number of the colour of a group; a group that is not known is among the others. */
export function colourOf(group: unknown): number {
  const place = typeof group === "string" ? GROUPS.indexOf(group) : -1;
  return place < 0 ? GROUPS.length - 1 : place;
}

/**
 * Signs in a square from -8 to 8, one a colour, so that no group is told by its colour alone: disc, diamond, triangle,
 * square, triangle upside down, star of four, hexagon, ring.
 */
export const SIGNS = [
  "M-6.5 0a6.5 6.5 0 1 0 13 0a6.5 6.5 0 1 0 -13 0z",
  "M0 -8 8 0 0 8 -8 0z",
  "M0 -7.5 7.8 6.5 -7.8 6.5z",
  "M-6 -6h12v12h-12z",
  "M0 7.5 7.8 -6.5 -7.8 -6.5z",
  "M0 -8 2.6 -2.6 8 0 2.6 2.6 0 8 -2.6 2.6 -8 0 -2.6 -2.6z",
  "M-3.8 -6.6h7.6l3.8 6.6 -3.8 6.6h-7.6l-3.8 -6.6z",
  "M-6.5 0a6.5 6.5 0 1 0 13 0a6.5 6.5 0 1 0 -13 0zM-3 0a3 3 0 1 1 6 0a3 3 0 1 1 -6 0z",
] as const;
