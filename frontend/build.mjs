/** Bundles the front end into the Python package: `node frontend/build.mjs`, called by `make frontend`. */

import { build } from "esbuild";
import { mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const out = here("../src/gesta/web/static/built/");
const modules = here("node_modules/");

const ENTRIES = [
  { in: "src/index.ts", out: "gesta" },
  { in: "src/gesta.css", out: "gesta" },
  { in: "src/map.ts", out: "map" },
  { in: "src/map.css", out: "map" },
];
const COPIED = {
  "maplibre-worker.js": "maplibre-gl/dist/maplibre-gl-csp-worker.js",
  "rtl-text.js": "@mapbox/mapbox-gl-rtl-text/mapbox-gl-rtl-text.min.js",
};
/** Every package that a bundle holds code of, with the file of its licence. */
const LICENCES = {
  "htmx.org": "LICENSE",
  "maplibre-gl": "LICENSE.txt",
  "@mapbox/mapbox-gl-rtl-text": "LICENSE.md",
  "topojson-client": "LICENSE",
};

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
await build({
  absWorkingDir: here("."),
  entryPoints: ENTRIES,
  outdir: out,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2023",
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
  alias: { "maplibre-gl": "maplibre-gl/dist/maplibre-gl-csp.js" },
});
for (const [name, source] of Object.entries(COPIED)) {
  const text = await readFile(modules + source, "utf8");
  await writeFile(out + name, text.replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n"));
}
const licences = [];
for (const [name, file] of Object.entries(LICENCES)) {
  const { version } = JSON.parse(await readFile(`${modules}${name}/package.json`, "utf8"));
  licences.push(`${name} ${version}\n\n${(await readFile(`${modules}${name}/${file}`, "utf8")).trim()}\n`);
}
await writeFile(`${out}LICENSES.txt`, licences.join(`\n${"-".repeat(80)}\n\n`));
for (const name of (await readdir(out)).sort()) console.log(`${name} ${(await stat(out + name)).size}`);
