/**
 * Which borders are in dispute, by `disputed.tsv` of Gesta's knowledge base: the same territories and claimants that the
 * `basis` of a place names. A line is drawn dashed where it parts a disputed territory from land of a state that claims it,
 * or from other land of the state that it is counted to (not where only a part of it is claimed).
 */

/**
 * The polygons of each row of disputed.tsv, by row ("country/admin1" or the place's id): ISO 3166-2 codes or, with "=",
 * Natural Earth's three letters of a whole country. Empty where Natural Earth's provinces have no polygon for it (islands
 * without land borders, and areas inside a province).
 */
const SHAPES = {
  "UA/Crimea": ["UA-43"],
  "UA/Sevastopol City": ["UA-40"],
  "UA/Donetsk": ["UA-14"],
  "UA/Luhansk": ["UA-09"],
  "UA/Zaporizhzhia": ["UA-23"],
  "UA/Kherson": ["UA-65"],
  "GE/Abkhazia": ["GE-AB"],
  "gesta:south-ossetia": [],
  "MD/Transnistria": ["MD-SN"],
  "gesta:nagorno-karabakh": [],
  "iso:XK": ["=KOS"],
  "iso:TW": ["=TWN"],
  "iso:EH": ["=SAH"],
  "iso:PS": ["=PSX"],
  "PS/West Bank": ["PS-WBK"],
  "gesta:golan-heights": ["SY-X01~"],
  "gesta:shebaa-farms": [],
  "IL/Jerusalem": ["IL-JM"],
  "CY/Keryneia": ["=CYN"],
  "CY/Ammochostos": ["=CYN"],
  "gesta:somaliland": ["=SOL"],
  "IN/Jammu and Kashmir": ["IN-JK"],
  "IN/Ladakh": ["IN-JK"],
  "PK/Azad Kashmir": ["PK-JK"],
  "PK/Gilgit-Baltistan": ["PK-GB"],
  "gesta:kashmir": ["=KAS"],
  "IN/Arunachal Pradesh": ["IN-AR"],
  "gesta:spratly-islands": [],
  "gesta:paracel-islands": [],
  "gesta:scarborough-shoal": [],
  "gesta:second-thomas-shoal": [],
  "gesta:kuril-islands": [],
  "iso:FK": [],
  "iso:GI": ["=GIB"],
  "ES/Ceuta": ["ES-CE"],
  "ES/Melilla": ["ES-ML"],
  "gesta:abyei": [],
  "geonames:374290": [],
  "gesta:al-fashaga": [],
  "GY/Cuyuni-Mazaruni": ["GY-CU"],
  "GY/Potaro-Siparuni": ["GY-PT"],
  "GY/Upper Takutu-Upper Essequibo": ["GY-UT"],
  "GY/Barima-Waini": ["GY-BA"],
  "GY/Pomeroon-Supenaam": ["GY-PM"],
  "iso:IO": [],
};

/** Counted to this state where disputed.tsv leaves it open, because the territory's place has the country code itself. */
const COUNTED_TO = { "gesta:somaliland": ["SO"] };

/** From the text of disputed.tsv to a function of a province's properties: the claims on it, or an empty list. */
export function readDisputed(text) {
  const claims = new Map();
  for (const line of text.trim().split(/\r?\n/).slice(1)) {
    const [place, country, admin1, claimedBy] = line.split("\t");
    const row = place || `${country}/${admin1}`;
    const shapes = SHAPES[row];
    if (!shapes) throw new Error(`disputed.tsv: ${row} has no line in disputed.mjs`);
    const isWhole = claimedBy.split(",").some((claim) => !claim.endsWith("in part"));
    const own = [...(country && isWhole ? [country] : []), ...(COUNTED_TO[row] ?? [])];
    const states = [...own, ...(claimedBy.match(/\b[A-Z]{2}\b/g) ?? [])];
    const isPast = /\buntil\b/.test(claimedBy);
    for (const shape of isPast ? [] : shapes) claims.set(shape, [...(claims.get(shape) ?? []), ...states]);
  }
  const found = new Set();
  const of = ({ iso_3166_2: code, adm0_a3: country }) => {
    const keys = [code, `=${country}`].filter((each) => claims.has(each));
    keys.forEach((each) => found.add(each));
    return [...new Set(keys.flatMap((each) => claims.get(each)))].sort();
  };
  const missed = () => [...claims.keys()].filter((each) => !found.has(each));
  return { of, missed };
}

/** Whether the line between two provinces is in dispute. `state`: the two letters of who Natural Earth draws it with. */
export function isDisputed(one, other) {
  return apart(one, other) || apart(other, one);
}

function apart(territory, beside) {
  if (!territory.claims.length || !territory.claims.includes(beside.state)) return false;
  return territory.state !== beside.state || territory.claims.join() !== beside.claims.join();
}
